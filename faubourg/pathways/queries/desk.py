"""The référent's desk and the coordinatrice's loads: what is due, what is missing, who is free."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import WAITING_PRESCRIPTION, AgentRole, Attendance
from faubourg.pathways.dates import meeting_due
from faubourg.pathways.models import (
    Agent,
    Exit,
    Measure,
    Meeting,
    Objective,
    Obstacle,
    Outline,
    Participant,
    Pathway,
    Prescription,
    Protocol,
    Residence,
    Step,
    Structure,
    Watch,
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
#: Up to so many rows, sorting them is quicker than walking the index of names until a page is full.
FEW = 1_500
#: What a line shows of the pathway, the person, their home and their référent·e.
_SHOWN = (
    "entered_on", "ended_on", "brsa_at_entry", "participant__number", "participant__last_name",
    "participant__first_name", "participant__died_on", "participant__residence__qpv",
    "participant__residence__territory__name", "referent__user__function", "referent__user__email",
)  # fmt: skip
#: What the trame may ask a pathway to have one of, beside its measures.
_OWNED = {"obstacles": Obstacle, "objectives": Objective, "steps": Step}


def my_pathways(user, contract: Contract, state: str = "en-parcours") -> QuerySet[Pathway]:
    """The pathways that `user` follows, alone or by their structure, or all of them for the coordinatrice.

    `state`: the open ones, those that ended (« sortis »), or both (« tous »); an anonymised file has no line among the
    ended ones. With their persons, in the order of names; `page_of` reads what the lines of a desk show.
    """
    rows = Pathway.objects.of(contract).filter(followed_by(user, contract), _STATES[state])
    rows = rows.select_related("participant")
    return rows.order_by("participant__last_name", "participant__first_name", "participant_id")


def keys_of(pathways: QuerySet[Pathway], contract: Contract, count: int) -> QuerySet:
    """The keys of these pathways (see `my_pathways`), `count` in all, to cut a page from.

    Whole rows by thousands are slow to sort. Of many, the contract is said of the persons too: then the order of names
    is that of an index. Of few, the order is not said as that index has it, so that the rows themselves come first.
    """
    if count > FEW:
        return pathways.filter(participant__contract=contract).values_list("pk", flat=True)
    name = Concat("participant__last_name", Value(""))
    return pathways.order_by(name, "participant__first_name", "participant_id").values_list("pk", flat=True)


@dataclass(frozen=True)
class Followed:
    """A pathway with what its line and its alerts are told from.

    `measure` is its last one, `watch` the veille it is in; `is_leaving`: an exit is proposed or decided; `written`:
    what the trame asks to have one of, and that it has.
    """

    pathway: Pathway
    last_meeting: date | None
    measure: Measure | None
    watch: Watch | None
    is_leaving: bool
    written: frozenset[str]


def page_of(pathways: QuerySet[Pathway], protocol: Protocol, keys: Iterable[int] | None = None) -> list[Followed]:
    """These pathways (see `my_pathways`), or those of some keys, as lines and alerts need them.

    Four queries whatever their number, and of each row the columns that are shown or that the trame asks for.
    """
    rows = pathways if keys is None else pathways.filter(pk__in=list(keys))
    held = Meeting.objects.filter(pathway=OuterRef("pk"), attendance=Attendance.HELD).order_by("-on")
    rows = rows.select_related("participant__residence__territory", "referent__user")
    rows = rows.only(*_SHOWN, *_asked(protocol)).annotate(last_meeting=Subquery(held.values("on")[:1]))
    read = {row.pk: row for row in rows}
    measures = Measure.objects.filter(pathway__in=read).order_by("pathway_id", "rank").only("pathway", "rank", "end")
    watches = (
        Watch.objects.filter(pathway__in=read, end=None).order_by().only("pathway", "start", "back_on", "review_on")
    )
    # Of the measures of a pathway the last one stays.
    last, asleep = ({row.pathway_id: row for row in found} for found in (measures, watches))
    marks = _marks(read, [name for name in _OWNED if name in protocol.summary_fields])
    for key in last:
        marks[key].add("measures")
    return [
        Followed(row, row.last_meeting, last.get(key), asleep.get(key), "exits" in marks[key], frozenset(marks[key]))
        for key, row in read.items()
    ]


def _asked(protocol: Protocol) -> list[str]:
    """The columns that the trame asks for, as paths from a pathway."""
    fields = [(name, *_field(name)) for name in protocol.summary_fields]
    return [
        name if owner is Pathway else f"participant__{name}" for name, owner, field in fields if not field.one_to_many
    ]


def _field(name: str):
    """The model that holds a field of the trame, and the field."""
    owner = Pathway if hasattr(Pathway, name) else Participant
    return owner, owner._meta.get_field(name)


def _marks(keys: Collection[int], names: list[str]) -> dict[int, set[str]]:
    """Pathway → « exits » when an exit stands, and those of `names` that it has one of; one query."""
    asked = {"exits": Exit.objects.standing()} | {name: _OWNED[name].objects.all() for name in names}
    parts = [
        rows.filter(pathway__in=keys).order_by().annotate(mark=Value(name, CharField())).values_list("pathway", "mark")
        for name, rows in asked.items()
    ]
    found = defaultdict(set)
    for key, mark in parts[0].union(*parts[1:]):
        found[key].add(mark)
    return found


def alerts(rows: Iterable[Followed], protocol: Protocol, *, on: date) -> list[Alert]:
    """What is due on these pathways (read by `page_of`), the most urgent first.

    A measure that ends is told until an exit is proposed or decided.
    """
    found: list[Alert] = []
    soon = on + timedelta(days=protocol.alert_days)
    for one in rows:
        row = one.pathway
        if one.measure and not one.is_leaving and one.measure.end <= soon:
            found.append(Alert(row, "measure", one.measure.end))
        if one.watch:
            if (due := one.watch.due(protocol.watch_days)) <= on:
                found.append(Alert(row, "watch", due))
        elif (due := meeting_due(row.entered_on, [one.last_meeting] if one.last_meeting else [], protocol)) < on:
            found.append(Alert(row, "meeting", due))
        if missing := missing_fields(row, protocol, one.written):
            found.append(Alert(row, "summary", None, tuple(missing)))
    return sorted(found, key=lambda one: (one.due is None, one.due or on, one.pathway.pk, one.kind))


def missing_fields(pathway: Pathway, protocol: Protocol, written: Collection[str] | None = None) -> list[str]:
    """The names of the fields that the trame de bilan asks for and that are empty; « non » and 0 are answers.

    `written`: those of its own rows that it is known to have one of (see `Followed`); else they are asked for.
    """
    found = []
    for name in protocol.summary_fields:
        owner, field = _field(name)
        if field.one_to_many:
            is_empty = not getattr(pathway, name).all() if written is None else name not in written
        else:
            is_empty = getattr(pathway if owner is Pathway else pathway.participant, field.attname) in (None, "")
        if is_empty:
            found.append(name)
    return found


@dataclass(frozen=True)
class Crowd:
    """How many open pathways each structure follows, how many nobody does, how many prescriptions wait.

    `followed`: structure (None: none yet) → pathways. `waiting`: state and structure → prescriptions.
    """

    followed: dict[int | None, int]
    alone: int
    waiting: dict[tuple[str, int | None], int]

    @property
    def people(self) -> int:
        """The open pathways."""
        return sum(self.followed.values())

    def waiting_by(self, place: int) -> dict:
        """The prescriptions that wait by state (`place` 0) or by structure (1)."""
        found: dict = defaultdict(int)
        for key, count in self.waiting.items():
            found[key[place]] += count
        return found


def crowd(contract: Contract) -> Crowd:
    """Counted in two queries."""
    # Of rows and of the contract, not of keys: the index of the open ones holds all that is asked.
    rows = Pathway.objects.of(contract).open().order_by().values_list("structure")
    counted = list(rows.annotate(count=Count("*"), alone=Count("contract", filter=_alone(contract))))
    waiting = Prescription.objects.of(contract).filter(state__in=WAITING_PRESCRIPTION).order_by()
    return Crowd(
        followed={structure: count for structure, count, _ in counted},
        alone=sum(alone for _, _, alone in counted),
        waiting={
            (state, structure): count
            for state, structure, count in waiting.values_list("state", "structure").annotate(count=Count("*"))
        },
    )


def loads(contract: Contract, *, on: date, among: Crowd | None = None) -> list[Load]:
    """Each structure that is open that day with its people; one query beside those of `crowd`."""
    among = among or crowd(contract)
    coming = among.waiting_by(1)
    opened = Structure.objects.of(contract).filter(Q(closed_on=None) | Q(closed_on__gte=on))
    return [
        Load(row, among.followed.get(row.pk, 0), coming.get(row.pk, 0), row.capacity)
        for row in opened.order_by("name", "pk")
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
    return Pathway.objects.of(contract).open().filter(_alone(contract))


def _alone(contract: Contract) -> Q:
    left = Agent.objects.of(contract).filter(end__isnull=False).order_by().values("pk")
    return Q(referent=None) | Q(referent__in=left)
