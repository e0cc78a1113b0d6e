"""The minutes of a session to download; who reads one that names people is noted."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from faubourg.documents.blocks import Document
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import Session, Term
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.people import log_readings
from faubourg.pathways.queries.minutes import part_for
from faubourg.web.plie import minutes
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.printing import printed

READERS_OF_PARTS = LEAD | {AgentRole.PRESCRIBER}


@plie_view(LEAD)
def whole(request, contract, pk, ending):
    """All of it, with names: the coordinatrice's."""
    row = _issued(contract, pk)
    _note(request, row.cases.order_by().values_list("participant", flat=True))
    return _answer(minutes.whole(row, printed_on=timezone.localdate()), ending, f"cellule-{row.date}")


@plie_view(TEAM)
def nameless(request, contract, pk, ending):
    """Counts, and decisions by number of file: for those who sat."""
    row = _issued(contract, pk)
    return _answer(minutes.nameless(row, printed_on=timezone.localdate()), ending, f"cellule-{row.date}-sans-nom")


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
