"""The minutes of a session to download; who reads one that names people is noted."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from faubourg.documents.blocks import Document
from faubourg.indicators.masking import threshold_of
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import Session, Term
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.people import log_readings
from faubourg.pathways.queries.minutes import issued_sessions, part_for
from faubourg.web.plie import minutes
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.printing import printed

A_PAGE = 24
#: Who reads the minutes without names and not the sessions themselves.
OUTSIDE = frozenset({AgentRole.VALIDATOR, AgentRole.DEPARTMENT})
READERS_OF_PARTS = LEAD | {AgentRole.PRESCRIBER}


@plie_view(LEAD)
def whole(request, contract, pk, ending):
    """All of it, with names: the coordinatrice's."""
    row = _issued(contract, pk)
    _note(request, row.cases.order_by().values_list("participant", flat=True))
    return _answer(minutes.whole(row, printed_on=timezone.localdate()), ending, f"cellule-{row.date}")


@plie_view(OUTSIDE)
def listed(request, contract):
    """The sessions that have minutes, for who validates and for the Département: the version without names."""
    page = Paginator(issued_sessions(contract).prefetch_related("issues"), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "plie/minutes.html", {"page": page, "by_file": _by_file(request)})


@plie_view(TEAM | OUTSIDE)
def nameless(request, contract, pk, ending):
    """Counts, and decisions by number of file; to the Département without a legal basis, masked counts only."""
    row = _issued(contract, pk)
    if _by_file(request):
        document = minutes.nameless(row, printed_on=timezone.localdate())
    else:
        document = minutes.counted(row, threshold=threshold_of(contract), printed_on=timezone.localdate())
    return _answer(document, ending, f"cellule-{row.date}-sans-nom")


def _by_file(request) -> bool:
    """Whether the person may read what was decided file by file: a number is a person to who holds the list."""
    return any(agent.is_founded for agent in request.agents if agent.role in TEAM | OUTSIDE)


@plie_view(READERS_OF_PARTS)
def part(request, contract, pk, prescriber, ending):
    """What is said of the people of one prescriber: to that prescriber, or to the coordinatrice who sends it."""
    row = _issued(contract, pk)
    own = {agent.prescriber_id for agent in request.agents if agent.role == AgentRole.PRESCRIBER}
    terms = Term.objects.of(contract).filter(kind=TermKind.PRESCRIBER)
    if not request.roles >= LEAD:
        terms = terms.filter(pk__in=[one for one in own if one])
    term = get_object_or_404(terms, pk=prescriber)
    people = list(part_for(row, term).values_list("participant", flat=True))
    if not people:
        raise Http404("Cette cellule n’a rien décidé des personnes de ce prescripteur.")
    _note(request, people)
    document = minutes.part(row, term, printed_on=timezone.localdate())
    return _answer(document, ending, f"cellule-{row.date}-prescriptions")


def _issued(contract, pk: int) -> Session:
    row = get_object_or_404(Session.objects.of(contract).select_related("contract"), pk=pk)
    if row.closed_at is None:
        raise Http404("Le compte rendu s’établit à la clôture de la cellule.")
    return row


def _note(request, people) -> None:
    log_readings(participants=people, page="Compte rendu de la cellule", by=request.user, at=timezone.now())


def _answer(document: Document, ending: str, name: str) -> HttpResponse:
    return printed(document, ending, name, "Le compte rendu se télécharge en pdf ou en docx.")
