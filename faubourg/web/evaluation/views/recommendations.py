"""The follow-up of recommendations: the list, one of them, and what becomes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.permissions import can_edit_contract
from faubourg.evaluation.models import Recommendation
from faubourg.evaluation.operations import carry, close_recommendation, reopen_recommendation
from faubourg.evaluation.permissions import can_evaluate, can_write, readable
from faubourg.evaluation.queries import action_names, recommendations_among
from faubourg.exchange.evaluating import NO_DRAFT, draft_for, on_draft, open_fiche
from faubourg.intake.problems import IntakeError
from faubourg.reports.evaluation import recommendation_sheet, register
from faubourg.web.evaluation.forms import FicheForm, ReasonForm, TieForm
from faubourg.web.evaluation.sheets import sheet_response
from faubourg.web.evaluation.views.finding import check_evaluates, row_at, sentences
from faubourg.web.shell import contract_view


@contract_view
def listing(request, contract):
    """Every recommendation that the person reads, filtered and sorted."""
    shown = {"register": _register(request, contract), "can_write": can_evaluate(request.user, contract)}
    return render(request, "evaluation/recommendations.html", shown)


@contract_view
def export(request, contract, ending):
    """The list as filtered, to download."""
    sheet = recommendation_sheet(contract, _register(request, contract).lines, today=timezone.localdate())
    return sheet_response(sheet, ending, f"{contract.key}-recommandations")


@contract_view
def recommendation(request, contract, key):
    """One recommendation: where it comes from, what became of it, what to do next."""
    row = row_at(request, contract, Recommendation, key)
    return render(request, "evaluation/recommendation.html", _shown(request, contract, row))


@contract_view
@require_POST
def take_up(request, contract, key):
    """Say that an action of the plan takes it up."""
    row = _held(request, contract, key)
    form = TieForm(request.POST, contract=contract)
    if form.is_valid():
        try:
            action = form.cleaned_data["action"]
            carry(recommendation=row, lineage=action.lineage, by=request.user, at=timezone.now())
            messages.success(request, "Recommandation reprise dans cette action.")
            return redirect(row)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "evaluation/recommendation.html", _shown(request, contract, row, tie_form=form))


@contract_view
@require_POST
def close(request, contract, key):
    """Close it with a reason."""
    row = _held(request, contract, key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            facts = {"by": request.user, "at": timezone.now()}
            close_recommendation(recommendation=row, reason=form.cleaned_data["reason"], **facts)
            messages.success(request, "Recommandation close.")
            return redirect(row)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "evaluation/recommendation.html", _shown(request, contract, row, reason_form=form))


@contract_view
@require_POST
def reopen(request, contract, key):
    """Open it again."""
    row = _held(request, contract, key)
    try:
        reopen_recommendation(recommendation=row, by=request.user, at=timezone.now())
        messages.success(request, "Recommandation rouverte.")
    except ValidationError as error:
        messages.error(request, sentences(error))
    return redirect(row)


@contract_view
def fiche(request, contract, key):
    """Open a fiche for it in the version in preparation."""
    row = _held(request, contract, key)
    return opened_fiche(request, contract, row, row.get_absolute_url())


def opened_fiche(request, contract, row, back: str):
    """The form of a new fiche tied to `row`, and its saving."""
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied("Une fiche s’ouvre avec la ou le chef·fe de projet.")
    version = draft_for(contract)
    if version is None:
        messages.error(request, NO_DRAFT)
        return redirect(back)
    form = FicheForm(request.POST or None, contract=on_draft(contract, version), title=row.text[:300])
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"contract": contract, "row": row, "values": form.values()}
            open_fiche(**facts, user=request.user, at=timezone.now())
            messages.success(request, f"Fiche ouverte dans « {version} ».")
            return redirect(back)
        except IntakeError as error:
            form.take(error)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "evaluation/fiche.html", {"form": form, "row": row, "version": version, "back": back})


def _held(request, contract, key: str) -> Recommendation:
    row = row_at(request, contract, Recommendation, key)
    check_evaluates(request, contract)
    return row


def _register(request, contract):
    rows = recommendations_among(readable(request.user, contract, Recommendation))
    return register(contract, rows, request.GET, today=timezone.localdate())


def _shown(request, contract, row, tie_form=None, reason_form=None) -> dict:
    row = recommendations_among(Recommendation.objects.filter(pk=row.pk)).get()
    names = action_names(contract, [row])
    follows = can_evaluate(request.user, contract)
    return {
        "row": row,
        "late": row.is_late(timezone.localdate()),
        "carried": [names[lineage.pk] for lineage in row.actions.all() if lineage.pk in names],
        "follows": follows,
        "can_write": can_write(request.user, row),
        "tie_form": tie_form or (TieForm(contract=contract) if follows else None),
        "reason_form": reason_form or ReasonForm(),
        "draft": draft_for(contract) if follows and can_edit_contract(request.user, contract) else None,
    }
