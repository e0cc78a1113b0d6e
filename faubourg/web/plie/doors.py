"""Who may open a page of the PLIE: a role held there today, or the page does not exist (DESIGN rules 8 and 10)."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Participant
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.people import log_reading
from faubourg.pathways.permissions import can_appoint, roles_in
from faubourg.pathways.queries.people import contract_for
from faubourg.web.plie.frame import frame_for

REFUSED = "Votre rôle dans le PLIE n’ouvre pas cette page."
LEAD = frozenset({AgentRole.COORDINATOR})
#: Who sees prescriptions: those who make, validate, orient or receive them.
PRESCRIBING = TEAM | {AgentRole.PRESCRIBER, AgentRole.VALIDATOR}


def plie_view(roles: frozenset[str] = frozenset(AgentRole)) -> Callable:
    """Hand the view its contract; 404 to those without a role in its PLIE, 403 to those whose role is not in `roles`.

    Leaves on the request `contract`, `agents` (the roles held today), `roles` and `own_frame` for the shell.
    """

    def decorator(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, contract_key: str, **kwargs) -> HttpResponse:
            # PostgreSQL refuses the very question with such a byte (NUL) in it.
            if any("\0" in str(value) for value in (contract_key, *kwargs.values())):
                raise Http404("Cette adresse n’existe pas.")
            contract = contract_for(request.user, contract_key)
            if contract is None:
                raise Http404("Cette adresse n’existe pas.")
            request.contract, request.agents = contract, roles_in(request.user, contract)
            request.roles = {agent.role for agent in request.agents}
            if not request.roles & roles:
                raise PermissionDenied(REFUSED)
            request.own_frame = frame_for(request, contract)
            answer = view(request, contract, **kwargs)
            # A page about persons stays in no cache, of the browser or between.
            answer["Cache-Control"] = "no-store, private"
            return answer

        return wrapped

    return decorator


def team_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view its contract; for who gives roles: the coordinatrice, and the lead of the contract.

    404 to a stranger, 403 to a member or an agent without that right. It shows no person followed.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, contract_key: str, **kwargs) -> HttpResponse:
        if any("\0" in str(value) for value in (contract_key, *kwargs.values())):
            raise Http404("Cette adresse n’existe pas.")
        held = contract_for(request.user, contract_key)
        contract = held or get_object_or_404(Contract.objects.for_user(request.user), key=contract_key)
        if not can_appoint(request.user, contract):
            raise PermissionDenied(REFUSED)
        request.contract = contract
        if held is not None:
            request.agents = roles_in(request.user, contract)
            request.roles = {agent.role for agent in request.agents}
            request.own_frame = frame_for(request, contract)
        return view(request, contract, **kwargs)

    return wrapped


def person_at(request: HttpRequest, contract: Contract, number: int, page: str) -> Participant:
    """The file of this number, if the person sees it; the reading is noted under the name of the page."""
    rows = Participant.objects.for_user(request.user).of(contract)
    joined = ("residence__territory", "residence__commune", "qualification", "merged_into")
    found = get_object_or_404(rows.select_related(*joined), number=number)
    note_reading(request, found, page)
    return found


def note_reading(request: HttpRequest, participant: Participant, page: str) -> None:
    """Write that the person opened a page of this file."""
    log_reading(participant=participant, page=page[:60], by=request.user, at=timezone.now())
