"""The evaluations of a contract, one of them, one of its questions, the stories, and the printed synthesis."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.evaluation.choices import EVALUATION_TRANSITIONS, EvaluationState
from faubourg.evaluation.models import EmblematicAction, Evaluation, Evidence, Question, Recommendation, Workshop
from faubourg.evaluation.operations import move_evaluation, tie_campaign
from faubourg.evaluation.permissions import can_evaluate, can_write, readable
from faubourg.evaluation.queries import names_of_actions, questions_of
from faubourg.followup.models import Campaign
from faubourg.reports.documents.evaluation import document_of
from faubourg.reports.documents.kinds import RENDERERS
from faubourg.reports.evaluation import board_of, chain_of
from faubourg.threads.models import Attachment
from faubourg.web.evaluation.views.finding import check_evaluates, row_at, sentences
from faubourg.web.shell import contract_view

MOVES = {
    EvaluationState.SHARED: "Partager avec les membres du contrat",
    EvaluationState.CLOSED: "Clore",
    EvaluationState.DRAFT: "Repasser en brouillon",
}


@contract_view
def index(request, contract):
    """The evaluations that the person reads."""
    rows = list(readable(request.user, contract, Evaluation).order_by("-start", "position", "pk"))
    boards = [board_of(row, today=timezone.localdate()) for row in rows]
    shown = {
        "boards": boards,
        "workshops": readable(request.user, contract, Workshop).count(),
        "recommendations": readable(request.user, contract, Recommendation).count(),
        "can_write": can_evaluate(request.user, contract),
    }
    return render(request, "evaluation/index.html", shown)


@contract_view
def workspace(request, contract, key):
    """One evaluation: its figures, its questions, its steps, its workshops."""
    row = row_at(request, contract, Evaluation, key)
    follows = can_evaluate(request.user, contract)
    shown = {
        "board": board_of(row, today=timezone.localdate()),
        "row": row,
        "follows": follows,
        "can_write": can_write(request.user, row),
        "campaigns": list(Campaign.objects.of(contract).order_by("-last_year", "-pk")),
        "moves": [(state, MOVES[state]) for state in EVALUATION_TRANSITIONS[row.state]] if follows else [],
    }
    return render(request, "evaluation/workspace.html", shown)


@contract_view
@require_POST
def move(request, contract, key):
    """Share, close, or take either back."""
    row = row_at(request, contract, Evaluation, key)
    check_evaluates(request, contract)
    try:
        move_evaluation(evaluation=row, state=request.POST.get("state", ""), by=request.user, at=timezone.now())
        messages.success(request, "État enregistré.")
    except ValidationError as error:
        messages.error(request, sentences(error))
    return redirect(row)


@contract_view
@require_POST
def campaign(request, contract, key):
    """Say which campaign gathers what is evaluated."""
    row = row_at(request, contract, Evaluation, key)
    check_evaluates(request, contract)
    asked = request.POST.get("campagne", "").replace("\0", "")
    found = get_object_or_404(Campaign.objects.of(contract), key=asked) if asked else None
    try:
        tie_campaign(evaluation=row, campaign=found, by=request.user, at=timezone.now())
        messages.success(request, "Campagne enregistrée.")
    except ValidationError as error:
        messages.error(request, sentences(error))
    return redirect(row)


@contract_view
def question(request, contract, key):
    """The whole chain of a question: criteria, evidence, judgement, findings, recommendations."""
    found = row_at(request, contract, Question, key)
    row = get_object_or_404(questions_of(found.evaluation), pk=found.pk)
    shown = {"row": row, "chain": chain_of(contract, [row])[0], "can_write": can_write(request.user, row)}
    today = timezone.localdate()
    shown["late"] = {one.pk for one in shown["chain"].recommendations if one.is_late(today)}
    pks = [one.pk for criterion in row.criteria.all() for one in criterion.evidence.all()]
    files: dict[str, list] = {}
    for attachment in Attachment.objects.about_each(Evidence, pks):
        files.setdefault(attachment.object_id, []).append(attachment)
    for line in shown["chain"].criteria:
        for told in line.evidence:
            told.files = files.get(str(told.row.pk), [])
    return render(request, "evaluation/question.html", shown)


@contract_view
def emblematic(request, contract):
    """The actions told as stories, with their pictures."""
    rows = list(readable(request.user, contract, EmblematicAction).select_related("contract", "evaluation"))
    names = names_of_actions(contract, {row.lineage_id for row in rows if row.lineage_id})
    files: dict[str, list] = {}
    for attachment in Attachment.objects.about_each(EmblematicAction, [row.pk for row in rows]):
        files.setdefault(attachment.object_id, []).append(attachment)
    stories = [
        {"row": row, "action": names.get(row.lineage_id), "files": files.get(str(row.pk), []),
         "can_write": can_write(request.user, row)}
        for row in rows
    ]  # fmt: skip
    shown = {"stories": stories, "can_write": can_evaluate(request.user, contract)}
    return render(request, "evaluation/emblematic.html", shown)


@contract_view
def synthesis(request, contract, key, ending):
    """The printed synthesis of one evaluation, a draft too for those who write it."""
    if ending not in RENDERERS:
        raise Http404("Ce document n’existe pas sous cette forme.")
    row = row_at(request, contract, Evaluation, key)
    made, content_type = RENDERERS[ending]
    content = made(document_of(row, contract, printed_on=timezone.localdate()))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-synthese-{row.key}.{ending}"'
    return response
