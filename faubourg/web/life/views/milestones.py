"""Key milestones of the contract and their two approvals."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.choices import ApprovalSide
from faubourg.contracts.matrix import Reach
from faubourg.contracts.milestones import FollowedMilestone, followed_milestones, wording_of
from faubourg.contracts.models import Contract
from faubourg.contracts.operations_milestones import VERBS, approve, mark_key, withdraw_approval
from faubourg.contracts.permissions import held, reach
from faubourg.ui.typography import nbsp
from faubourg.web.life.showing import tabs_of
from faubourg.web.shell import contract_view


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The key milestones first with their approvals, then the others."""
    roles = held(request.user, contract)
    mine = {side for side, verb in VERBS.items() if reach(request.user, verb, contract, roles=roles) == Reach.ALL}
    found = followed_milestones(contract, today=timezone.localdate())
    context = {
        "lines": [{"found": one, "sides": _sides(one, mine)} for one in found if one.milestone.is_key],
        "others": [one.milestone for one in found if not one.milestone.is_key],
        "tabs": tabs_of(contract, "life:milestones"),
    }
    return render(request, "life/milestones.html", context)


def _sides(found: FollowedMilestone, mine: set[str]) -> list[dict]:
    """Each side with its approval if there is one, and whether the person may give or withdraw it."""
    return [
        {
            "side": side.value,
            "label": side.label,
            "approval": (approval := found.approvals.get(side)),
            "may": side in mine,
            "has_changed": bool(approval) and approval.wording != wording_of(found.milestone),
        }
        for side in ApprovalSide
    ]


def _act(request: HttpRequest, contract: Contract, pk: int, act: Callable, done: str, **facts) -> HttpResponse:
    milestone = get_object_or_404(contract.milestones, pk=pk)
    try:
        act(contract=contract, milestone=milestone, user=request.user, at=timezone.now(), **facts)
    except ValidationError as error:
        messages.error(request, nbsp(error.messages[0]))
    else:
        messages.success(request, done)
    return redirect("life:milestones", contract.key)


@contract_view
@require_POST
def key(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Say that a milestone is a key one, or no longer."""
    is_key = request.POST.get("cle") == "oui"
    return _act(request, contract, pk, mark_key, "Jalon enregistré.", is_key=is_key)


@contract_view
@require_POST
def approval(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Approve a milestone for one side."""
    return _act(request, contract, pk, approve, "Approbation enregistrée.", side=request.POST.get("cote", ""))


@contract_view
@require_POST
def withdrawal(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Withdraw an approval, with a reason."""
    facts = {"side": request.POST.get("cote", ""), "reason": request.POST.get("motif", "").replace("\0", "")}
    return _act(request, contract, pk, withdraw_approval, "Approbation retirée.", **facts)
