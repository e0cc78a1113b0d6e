"""Who may open a page of the PLIE: a role held there today, or the page does not exist (DESIGN rules 8 and 10)."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Beneficiary, Participant
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.beneficiaries import log_openings
from faubourg.pathways.operations.people import log_reading, log_readings
from faubourg.pathways.permissions import can_appoint, roles_in
from faubourg.pathways.queries.people import contract_for, roles_at
from faubourg.web.plie.frame import frame_for

REFUSED = "Votre rôle dans le PLIE n’ouvre pas cette page."
LEAD = frozenset({AgentRole.COORDINATOR})
#: Who sees prescriptions: those who make, validate, orient or receive them.
PRESCRIBING = TEAM | {AgentRole.PRESCRIBER, AgentRole.VALIDATOR}
#: What the pages of a person read with them.
JOINED = ("residence__territory", "qualification")
#: The name of the page in the readings of who is named in a list.
LIST = "Liste de noms"


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
            # Read once: every row of the page is asked for through these roles.
            request.agents = roles_at(request.user, contract_key)
            if not request.agents:
                raise Http404("Cette adresse n’existe pas.")
            request.contract = contract = request.agents[0].contract
            request.user.plie_agents = {contract.pk: request.agents}
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
    found = get_object_or_404(rows.select_related(*JOINED), number=number)
    found.contract = contract
    note_reading(request, found, page)
    return found


def note_reading(request: HttpRequest, participant: Participant, page: str) -> None:
    """Write that the person opened a page of this file."""
    log_reading(participant=participant, page=page[:60], by=request.user, at=timezone.now())


def note_opening(request: HttpRequest, beneficiary: Beneficiary, page: str) -> None:
    """Write that a page names this person of the dispositifs; on their file too when the PLIE follows them."""
    note_openings(request, [beneficiary], page)


def note_names(request: HttpRequest, participants: Iterable[int], page: str = LIST) -> None:
    """Write that a page named these persons, given by their numbers of row; nothing is asked for nobody."""
    if found := list(participants):
        log_readings(participants=found, page=page[:60], by=request.user, at=timezone.now())


def note_openings(request: HttpRequest, beneficiaries: Iterable[Beneficiary], page: str = LIST) -> None:
    """Write that a page names these persons of the dispositifs; on the files too of those whom the PLIE follows."""
    if found := list(beneficiaries):
        log_openings(beneficiaries=[one.pk for one in found], by=request.user, at=timezone.now())
        note_names(request, [one.participant_id for one in found if one.participant_id], page)
