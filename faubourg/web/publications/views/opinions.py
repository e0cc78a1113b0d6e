"""Those who are consulted: adding one, writing an opinion, answering it, its files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.reports.annual.operations.opinions import (
    REFUSED,
    add_opinion,
    answer_opinion,
    give_opinion,
    remove_opinion,
)
from faubourg.reports.choices import Consulted
from faubourg.reports.models import ReportOpinion
from faubourg.threads.models import Attachment
from faubourg.threads.serving import open_attachment, safe_headers
from faubourg.web.publications.forms import AnswerForm, ConsultForm, OpinionForm
from faubourg.web.publications.views.asked import must_publish, report_of, tell
from faubourg.web.shell import contract_view


@contract_view
def add(request, contract, pk):
    """Consult somebody else."""
    report = report_of(contract, pk)
    must_publish(request, contract)
    form = ConsultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_opinion(report=report, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            return redirect(f"{report.get_absolute_url()}#avis")
    return render(request, "publications/opinion_add.html", {"report": report, "form": form})


@contract_view
def write(request, contract, pk, number):
    """Inscribe an opinion that came by letter or by deliberation."""
    must_publish(request, contract)
    return _opinion(request, _row(contract, pk, number))


@contract_view
def give(request, contract, pk, number):
    """Give the opinion of a conseil citoyen, for its members."""
    row = _row(contract, pk, number)
    if not can(request.user, Verb.OPINE, contract):
        raise PermissionDenied(REFUSED)
    if row.kind != Consulted.CITIZENS:
        raise Http404("Cet avis n’est pas celui d’un conseil citoyen.")
    return _opinion(request, row)


def _opinion(request, row: ReportOpinion):
    form = OpinionForm(request.POST or None, request.FILES or None, row=row)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        upload = values.pop("upload")
        try:
            give_opinion(opinion=row, values=values, upload=upload, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Avis enregistré.")
            return redirect(f"{row.report.get_absolute_url()}#avis")
    return render(request, "publications/opinion.html", {"report": row.report, "row": row, "form": form})


@contract_view
def answer(request, contract, pk, number):
    """Say what follows from an opinion."""
    must_publish(request, contract)
    row = _row(contract, pk, number)
    form = AnswerForm(request.POST or None, initial={"answer": row.answer})
    if request.method == "POST" and form.is_valid():
        try:
            answer_opinion(opinion=row, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Suite enregistrée.")
            return redirect(f"{row.report.get_absolute_url()}#avis")
    return render(request, "publications/answer.html", {"report": row.report, "row": row, "form": form})


@contract_view
@require_POST
def remove(request, contract, pk, number):
    """Consult somebody no longer."""
    must_publish(request, contract)
    row = _row(contract, pk, number)
    try:
        remove_opinion(opinion=row, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{row.report.get_absolute_url()}#avis")


@contract_view
def piece(request, contract, pk, number, piece):
    """A file that came with an opinion."""
    found = get_object_or_404(Attachment.objects.about(_row(contract, pk, number)), pk=piece)
    try:
        with open_attachment(found) as content:
            return HttpResponse(content.read(), headers=safe_headers(found))
    except FileNotFoundError as error:
        raise Http404(str(error)) from error


def _row(contract, pk: int, number: int) -> ReportOpinion:
    row = get_object_or_404(ReportOpinion, report=report_of(contract, pk), pk=number)
    row.report.contract = contract
    return row
