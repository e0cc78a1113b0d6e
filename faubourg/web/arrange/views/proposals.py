"""What could be mended in the plan: proposed line by line, applied or put aside by a person."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.models import Action, DismissedProposal
from faubourg.actions.operations import dismiss_proposal, take_back_proposal
from faubourg.contracts.models import Contract
from faubourg.core.stack import with_room
from faubourg.exchange.arranging.proposals import change_type, drop_role, share
from faubourg.intake.problems import IntakeError
from faubourg.reports.proposals import TITLES, Kind, Proposal, find_proposal, proposals_of
from faubourg.web.arrange.doors import facts_of, only_the_lead, reason_form, sentences
from faubourg.web.shell import contract_view

NOT_YOURS = "Les propositions se traitent avec la ou le chef·fe de projet."
MOST = 100
GONE = "Cette proposition n’a plus lieu d’être : la ligne a changé entre-temps, ou elle a été écartée."


@contract_view
@with_room
def proposals(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Every proposal by kind, and those put aside with who did and when."""
    groups = [
        {"title": TITLES[kind][0], "why": TITLES[kind][1], "count": len(found), "items": found[:MOST], "kind": kind}
        for kind, found in proposals_of(contract).items()
    ]
    aside = (
        DismissedProposal.objects.filter(contract=contract).select_related("by").prefetch_related("lineage__actions")
    )
    context = {
        "groups": groups,
        "total": sum(group["count"] for group in groups),
        "aside": [(one, _row_of(one, contract)) for one in aside],
        "kinds": {kind.value: TITLES[kind][0] for kind in Kind},
        "correction": reason_form(request, contract),
    }
    return render(request, "arrange/proposals.html", context)


@require_POST
@contract_view
@with_room
def answer(request: HttpRequest, contract: Contract, kind: str, key: str, mark: str) -> HttpResponse:
    """Apply a proposal or put it aside."""
    only_the_lead(request, contract, NOT_YOURS)
    action = get_object_or_404(Action.objects.select_related("lineage"), version=contract.current_version_id, key=key)
    found = find_proposal(contract, kind, key, mark)
    if found is None:
        messages.warning(request, GONE)
    elif request.POST.get("reponse") == "appliquer":
        _apply(request, contract, found)
    else:
        facts = {"user": request.user, "at": timezone.now(), "label": f"{found.kind} : {found.noticed}"}
        dismiss_proposal(contract=contract, lineage=action.lineage, kind=kind, mark=mark, **facts)
        messages.success(request, "Proposition écartée : elle ne sera plus faite.")
    return redirect("arrange:proposals", contract.key)


@require_POST
@contract_view
def take_back(request: HttpRequest, contract: Contract, pk: str) -> HttpResponse:
    """Let a proposal that was put aside be made again."""
    only_the_lead(request, contract, NOT_YOURS)
    if not pk.isdigit() or len(pk) > 18:
        raise Http404("Cette proposition n’existe pas.")
    dismissed = get_object_or_404(DismissedProposal, contract=contract, pk=pk)
    take_back_proposal(contract=contract, dismissed=dismissed, user=request.user, at=timezone.now())
    messages.success(request, "La proposition sera faite à nouveau si elle a toujours lieu d’être.")
    return redirect("arrange:proposals", contract.key)


def _apply(request: HttpRequest, contract: Contract, found: Proposal) -> None:
    facts = facts_of(request) | {"contract": contract}
    try:
        if found.kind == Kind.NEAR:
            share(key=found.row.key, other=found.target, **facts)
        elif found.kind == Kind.TWICE:
            drop_role(pk=int(found.target), **facts)
        else:
            change_type(key=found.row.key, letter=found.target, **facts)
    except IntakeError as error:
        messages.error(request, " ".join(sentences(error)))
    else:
        messages.success(request, found.would)


def _row_of(dismissed: DismissedProposal, contract: Contract) -> Action | None:
    rows = [row for row in dismissed.lineage.actions.all() if row.version_id == contract.current_version_id]
    return rows[0] if rows else None
