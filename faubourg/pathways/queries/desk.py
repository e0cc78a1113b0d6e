"""The référent's desk and the coordinatrice's loads: what is due, what is missing, who is free."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import CLOSED_PRESCRIPTION, AgentRole, Attendance, ExitState
from faubourg.pathways.dates import meeting_due
from faubourg.pathways.models import Agent, Meeting, Pathway, Prescription, Protocol, Structure
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.orienting import Offer, Suggestion, suggest


@dataclass(frozen=True)
class Load:
    """A structure: people followed, people oriented who have not entered, places a year (least, most)."""

    structure: Structure
    followed: int
    coming: int
    capacity: tuple[int, int]


@dataclass(frozen=True)
class Alert:
    """Something due about a pathway: `kind` among measure, meeting, summary, situation, watch."""

    pathway: Pathway
    kind: str
    due: date | None
    missing: tuple[str, ...] = ()


def my_pathways(user, contract: Contract) -> QuerySet[Pathway]:
    """The open pathways that `user` follows, alone or by their structure, or all of them for the coordinatrice.

    With what a line of a desk shows: the person, their home, the last meeting held. Two queries.
    """
    agents = [agent for agent in Agent.objects.held_by(user).of(contract) if agent.role in TEAM]
    rows = Pathway.objects.of(contract).open()
    if not any(agent.role == AgentRole.COORDINATOR for agent in agents):
        structures = [agent.structure_id for agent in agents if agent.structure_id]
        rows = rows.filter(Q(structure__in=structures) | Q(referent__in=[agent.pk for agent in agents]))
    held = Meeting.objects.filter(pathway=OuterRef("pk"), attendance=Attendance.HELD).order_by("-on")
    joined = ("participant__residence__territory", "participant__qualification", "structure", "referent__user")
    rows = rows.select_related(*joined).annotate(last_meeting=Subquery(held.values("on")[:1]))
    return rows.order_by("participant__last_name", "pk")


def alerts(pathways: QuerySet[Pathway], protocol: Protocol, *, on: date) -> list[Alert]:
    """What is due on these pathways (see `my_pathways`), the most urgent first; five queries whatever their number."""
    rows = list(pathways.prefetch_related("measures", "watches", "obstacles", "objectives"))
    found: list[Alert] = []
    for row in rows:
        measures, watches = list(row.measures.all()), [one for one in row.watches.all() if one.end is None]
        if measures and measures[-1].end <= on + timedelta(days=protocol.alert_days):
            found.append(Alert(row, "measure", measures[-1].end))
        found += [
            Alert(row, "watch", one.back_on or one.start + timedelta(days=protocol.watch_days))
            for one in watches
            if (one.back_on or one.start + timedelta(days=protocol.watch_days)) <= on
        ]
        held = [row.last_meeting] if row.last_meeting else []
        if not watches and (due := meeting_due(row.entered_on, held, protocol)) < on:
            found.append(Alert(row, "meeting", due))
        if missing := missing_fields(row, protocol):
            found.append(Alert(row, "summary", None, tuple(missing)))
    return sorted(found, key=lambda one: (one.due is None, one.due or on, one.pathway.pk, one.kind))


def missing_fields(pathway: Pathway, protocol: Protocol) -> list[str]:
    """The names of the fields that the trame de bilan asks for and that are empty; « non » and 0 are answers."""
    found = []
    for name in protocol.summary_fields:
        owner = pathway if hasattr(pathway, name) else pathway.participant
        value = getattr(owner, name)
        if value is None or value == "" or (hasattr(value, "all") and not value.all()):
            found.append(name)
    return found


def loads(contract: Contract, *, on: date) -> list[Load]:
    """Each structure that is open that day with its people; two queries."""
    opened = Structure.objects.of(contract).filter(Q(closed_on=None) | Q(closed_on__gte=on))
    rows = opened.annotate(followed=Count("pathways", filter=Q(pathways__ended_on=None)))
    waiting = Prescription.objects.of(contract).exclude(state__in=CLOSED_PRESCRIPTION).exclude(structure=None)
    coming = dict(waiting.order_by().values_list("structure").annotate(count=Count("pk")))
    return [Load(row, row.followed, coming.get(row.pk, 0), row.capacity) for row in rows.order_by("name", "pk")]


def suggestions(prescription: Prescription, *, on: date) -> list[Suggestion]:
    """The structures for a person, best first: nearest to the home, least loaded."""
    home = prescription.participant.residence
    point = (
        (home.latitude, home.longitude) if home and home.latitude is not None and home.longitude is not None else None
    )
    offers = []
    for load in loads(prescription.contract, on=on):
        places = load.structure.places.exclude(latitude=None).exclude(longitude=None).order_by("pk")
        points = tuple(places.values_list("latitude", "longitude"))
        offers.append(Offer(load.structure, points, load.followed + load.coming, load.capacity[1]))
    return suggest(point, offers)


def unassigned(contract: Contract) -> QuerySet[Pathway]:
    """Open pathways that nobody follows: without référent·e, or whose référent·e left."""
    return Pathway.objects.of(contract).open().filter(Q(referent=None) | Q(referent__end__isnull=False))


def situations_due(pathways: QuerySet[Pathway], *, on: date) -> QuerySet[Pathway]:
    """Ended pathways whose situation on the day after was not written within four weeks; not those of the dead."""
    late = Q(exits__state=ExitState.VALIDATED, exits__situation="", exits__on__lte=on - timedelta(days=28))
    return pathways.filter(late, participant__died_on=None).distinct()
