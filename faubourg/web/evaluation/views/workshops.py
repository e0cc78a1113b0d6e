"""Workshops, their proposals, and the fiches that these became."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.models import Action
from faubourg.contracts.permissions import can_edit_contract
from faubourg.evaluation.models import Proposal, Workshop
from faubourg.evaluation.operations import tie_proposal, untie_proposal
from faubourg.evaluation.permissions import can_evaluate, can_write, readable
from faubourg.evaluation.queries import action_names, attendance, unmatched, workshops_among
from faubourg.exchange.evaluating import draft_for
from faubourg.reports.evaluation import told_proposals, workshop_sheet
from faubourg.web.evaluation.forms import TieForm
from faubourg.web.evaluation.parts import place_of
from faubourg.web.evaluation.sheets import sheet_response
from faubourg.web.evaluation.views.finding import check_evaluates, row_at, sentences
from faubourg.web.evaluation.views.recommendations import opened_fiche
from faubourg.web.shell import contract_view


@contract_view
def listing(request, contract):
    """Every workshop, the proposals that became nothing yet, and the fiches born of proposals."""
    rows = list(_readable(request, contract))
    evaluations = {row.evaluation for row in rows if row.evaluation is not None}
    shown = {
        "workshops": rows,
        "attendance": attendance(rows),
        "distinct": sorted(evaluations, key=lambda one: one.position),
        "unmatched": unmatched(rows),
        "proposals": sum(len(row.proposals.all()) for row in rows),
        "born": _born(contract, rows),
        "can_write": can_evaluate(request.user, contract),
    }
    return render(request, "evaluation/workshops.html", shown)


@contract_view
def export(request, contract, ending):
    """The proposals with their workshop and what became of them, to download."""
    sheet = workshop_sheet(contract, list(_readable(request, contract)))
    return sheet_response(sheet, ending, f"{contract.key}-ateliers")


@contract_view
def workshop(request, contract, key):
    """One workshop: who came, in numbers, what was said, what was proposed and what became of it."""
    row = row_at(request, contract, Workshop, key)
    return render(request, "evaluation/workshop.html", _shown(request, contract, row))


@contract_view
@require_POST
def tie(request, contract, key):
    """Say that a proposal became an action of the plan."""
    row = _held(request, contract, key)
    form = TieForm(request.POST, contract=contract)
    if form.is_valid():
        try:
            lineage = form.cleaned_data["action"].lineage
            tie_proposal(proposal=row, lineage=lineage, by=request.user, at=timezone.now())
            messages.success(request, "Proposition rattachée à cette action.")
            return redirect(place_of(row))
        except ValidationError as error:
            form.add_error(None, error)
    messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    return redirect(place_of(row))


@contract_view
@require_POST
def untie(request, contract, key):
    """Take the tie back."""
    row = _held(request, contract, key)
    asked = request.POST.get("action", "")
    actions = Action.objects.filter(version=contract.current_version_id, key=asked.replace("\0", ""))
    action = actions.select_related("lineage").first()
    if action is None:
        messages.error(request, "Cette action n’est pas dans cette version du plan.")
        return redirect(place_of(row))
    try:
        untie_proposal(proposal=row, lineage=action.lineage, by=request.user, at=timezone.now())
        messages.success(request, "Proposition détachée.")
    except ValidationError as error:
        messages.error(request, sentences(error))
    return redirect(place_of(row))


@contract_view
def fiche(request, contract, key):
    """Open a fiche for a proposal in the version in preparation."""
    row = _held(request, contract, key)
    return opened_fiche(request, contract, row, place_of(row))


def _readable(request, contract):
    return workshops_among(readable(request.user, contract, Workshop))


def _held(request, contract, key: str) -> Proposal:
    row = row_at(request, contract, Proposal, key)
    check_evaluates(request, contract)
    return row


def _born(contract, rows) -> list:
    """(action, its proposals): a fiche may come from several proposals."""
    proposals = [proposal for row in rows for proposal in row.proposals.all()]
    names = action_names(contract, proposals)
    found: dict = {}
    for proposal in proposals:
        for lineage in proposal.actions.all():
            if lineage.pk in names:
                found.setdefault(lineage.pk, (names[lineage.pk], []))[1].append(proposal)
    return sorted(found.values(), key=lambda pair: pair[0].title)


def _shown(request, contract, row: Workshop) -> dict:
    row = workshops_among(Workshop.objects.filter(pk=row.pk)).get()
    follows = can_evaluate(request.user, contract)
    return {
        "row": row,
        "proposals": told_proposals(contract, [row]),
        "follows": follows,
        "can_write": can_write(request.user, row),
        "tie_form": TieForm(contract=contract, auto_id=False) if follows else None,
        "draft": draft_for(contract) if follows and can_edit_contract(request.user, contract) else None,
    }
