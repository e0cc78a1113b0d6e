"""The référent's desk and the coordinatrice's loads: what is due, what is missing, who is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import WAITING_PRESCRIPTION, AgentRole, Attendance
from faubourg.pathways.dates import meeting_due
from faubourg.pathways.models import (
    Agent,
    Exit,
    Meeting,
    Outline,
    Pathway,
    Prescription,
    Protocol,
    Residence,
    Structure,
)
from faubourg.pathways.models.reach import TEAM, held_in
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


def followed_by(user, contract: Contract, path: str = "") -> Q:
    """The condition on rows whose pathway, at the end of `path`, `user` follows, alone or by their structure.

    Columns of the pathway and no list of persons: an index of the rows themselves answers.
    """
    agents = [agent for agent in held_in(user, contract) if agent.role in TEAM]
    if any(agent.role == AgentRole.COORDINATOR for agent in agents):
        return Q()
    structures = [agent.structure_id for agent in agents if agent.structure_id]
    return Q(**{f"{path}structure__in": structures}) | Q(**{f"{path}referent__in": [agent.pk for agent in agents]})


_KEPT = Q(ended_on__isnull=False, participant__anonymised_at=None)
#: State of a list → its condition; the one of the open ones is that of an index.
_STATES = {"en-parcours": Q(ended_on=None), "sortis": _KEPT, "tous": Q(ended_on=None) | _KEPT}


def my_pathways(user, contract: Contract, state: str = "en-parcours") -> QuerySet[Pathway]:
    """The pathways that `user` follows, alone or by their structure, or all of them for the coordinatrice.

    `state`: the open ones, those that ended (« sortis »), or both (« tous »); an anonymised file has no line among the
    ended ones. With what a line of a desk shows: the person, their home, the last meeting held. Two queries.
    """
    rows = Pathway.objects.of(contract).filter(followed_by(user, contract), _STATES[state])
    held = Meeting.objects.filter(pathway=OuterRef("pk"), attendance=Attendance.HELD).order_by("-on")
    joined = ("participant__residence__territory", "participant__qualification", "structure", "referent__user")
    rows = rows.select_related(*joined).annotate(last_meeting=Subquery(held.values("on")[:1]))
    return rows.order_by("participant__last_name", "participant__first_name", "participant_id")


def keys_of(pathways: QuerySet[Pathway], contract: Contract) -> QuerySet:
    """The keys of these pathways (see `my_pathways`), to cut a page from: whole rows by thousands are slow to sort.

    The contract is said of the persons too: then the order of names is that of an index.
    """
    return pathways.filter(participant__contract=contract).values_list("pk", flat=True)


def page_of(pathways: QuerySet[Pathway], keys: Iterable[int] | None = None) -> list[Pathway]:
    """These pathways (see `my_pathways`), or those of some keys, with what their alerts and lines are told from.

    Six queries whatever their number.
    """
    rows = pathways if keys is None else pathways.filter(pk__in=list(keys))
    leaving = Prefetch("exits", Exit.objects.standing(), to_attr="leaving")
    return list(rows.prefetch_related("measures", "watches", "obstacles", "objectives", leaving))


def alerts(rows: Iterable[Pathway], protocol: Protocol, *, on: date) -> list[Alert]:
    """What is due on these pathways (read by `page_of`), the most urgent first.

    A measure that ends is told until an exit is proposed or decided.
    """
    found: list[Alert] = []
    for row in rows:
        measures, watches = list(row.measures.all()), [one for one in row.watches.all() if one.end is None]
        if measures and not row.leaving and measures[-1].end <= on + timedelta(days=protocol.alert_days):
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
    """Each structure that is open that day with its people; three queries."""
    opened = Structure.objects.of(contract).filter(Q(closed_on=None) | Q(closed_on__gte=on))
    waiting = Prescription.objects.of(contract).filter(state__in=WAITING_PRESCRIPTION, structure__isnull=False)
    followed, coming = (
        # Of rows, not of keys: the index holds all that is asked.
        dict(rows.order_by().values_list("structure").annotate(count=Count("*")))
        for rows in (Pathway.objects.of(contract).open(), waiting)
    )
    return [
        Load(row, followed.get(row.pk, 0), coming.get(row.pk, 0), row.capacity) for row in opened.order_by("name", "pk")
    ]


@dataclass(frozen=True)
class Whence:
    """The point from which distances are counted, (latitude, longitude) or None, and what it is: « du domicile »."""

    point: tuple[float, float] | None = None
    words: str = ""


def whence(home: Residence | None) -> Whence:
    """The home itself, else the centre of its QPV, else of its commune: the nearest that is known."""
    if home is None:
        return Whence()
    if home.latitude is not None and home.longitude is not None:
        return Whence((home.latitude, home.longitude), "du domicile")
    asked = {"du centre du QPV": (home.territory, home.generation), "du centre de la commune": (home.commune, "")}
    for words, (place, generation) in asked.items():
        if place and (row := Outline.objects.filter(territory=place, generation=generation).first()):
            return Whence((row.latitude, row.longitude), f"{words} ({place})")
    return Whence()


def suggestions(prescription: Prescription, start: Whence, *, on: date) -> list[Suggestion]:
    """The structures for a person, best first: nearest to where they live (see `whence`), least loaded."""
    offers = []
    for load in loads(prescription.contract, on=on):
        places = load.structure.places.exclude(latitude=None).exclude(longitude=None).order_by("pk")
        points = tuple(places.values_list("latitude", "longitude"))
        offers.append(Offer(load.structure, points, load.followed + load.coming, load.capacity[1]))
    return suggest(start.point, offers)


def unassigned(contract: Contract) -> QuerySet[Pathway]:
    """Open pathways that nobody follows: without référent·e, or whose référent·e left."""
    left = Agent.objects.of(contract).filter(end__isnull=False).order_by().values("pk")
    return Pathway.objects.of(contract).open().filter(Q(referent=None) | Q(referent__in=left))
