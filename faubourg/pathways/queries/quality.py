"""What the files lack, counted in the database whatever their number: each count is that of a list of files."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import (
    BooleanField,
    Case,
    Count,
    DateField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Attendance, QpvResult
from faubourg.pathways.dates import DAY, add_months
from faubourg.pathways.models import Agent, Exit, Measure, Meeting, NotSame, Participant, Pathway, Protocol, Watch
from faubourg.pathways.queries.aftermath import WITHIN, waiting
from faubourg.pathways.queries.desk import unassigned
from faubourg.pathways.queries.portfolio import FOLLOWING


@dataclass
class Gaps:
    """The open pathways of a référent·e of a structure: `lacking` counts those where a field of the trame is empty."""

    structure: str
    structure_id: int | None
    referent: str
    referent_id: int | None
    people: int
    incomplete: int
    lacking: dict[str, int]


def gap(name: str) -> Q:
    """The pathways where a field of the trame is empty, as `desk.missing_fields` says of one of them."""
    owner, path = (Pathway, name) if hasattr(Pathway, name) else (Participant, f"participant__{name}")
    field = owner._meta.get_field(name)
    if field.one_to_many:
        return Q(~Exists(field.related_model.objects.filter(pathway=OuterRef("pk")).order_by()))
    empty = Q(**{f"{path}__isnull": True})
    return empty if field.null else Q(**{path: ""})


def incomplete(contract: Contract, protocol: Protocol, name: str = "") -> QuerySet[Pathway]:
    """The open pathways where a field of the trame is empty, any of them or this one."""
    asked = [name] if name in protocol.summary_fields else protocol.summary_fields
    rows = Pathway.objects.of(contract).open()
    return rows.filter(Q.create([gap(one) for one in asked], connector=Q.OR)) if asked else rows.none()


def gaps_by_holder(contract: Contract, protocol: Protocol) -> list[Gaps]:
    """What the trame lacks by structure and référent·e; two queries."""
    names = protocol.summary_fields
    if not names:
        return []
    # Grouped by what lacks, so that the rows of each pathway are looked for once.
    lacks = {f"lacks_{name}": ExpressionWrapper(gap(name), BooleanField()) for name in names}
    rows = Pathway.objects.of(contract).open().order_by().annotate(**lacks)
    holder = ("structure__name", "structure_id", "referent_id")
    agents = Agent.objects.of(contract).filter(role__in=FOLLOWING).select_related("user").in_bulk()
    found: dict[tuple, Gaps] = {}
    counted = rows.values_list(*holder, *lacks).annotate(count=Count("pk"))
    for structure, place, referent, *flags, count in counted.order_by("structure__name", "referent_id"):
        who = str(agents[referent].user) if referent in agents else ""
        one = found.setdefault(
            (place, referent), Gaps(structure or "", place, who, referent, 0, 0, dict.fromkeys(names, 0))
        )
        one.people += count
        one.incomplete += count if any(flags) else 0
        for name, is_lacking in zip(names, flags, strict=True):
            one.lacking[name] += count if is_lacking else 0
    return list(found.values())


def overdue_meetings(contract: Contract, protocol: Protocol, on: date) -> QuerySet[Pathway]:
    """The open pathways, veilles apart, whose meeting is late that day: those of `dates.meeting_due`, in one query.

    Below the shorter rhythm nobody is late, beyond the longer one everybody; between them each day of the last meeting
    tells from which entry on the close rhythm still holds.
    """
    held = Meeting.objects.filter(pathway=OuterRef("pk"), attendance=Attendance.HELD).order_by("-on")
    last = Greatest(Coalesce(Subquery(held.values("on")[:1]), "entered_on"), "entered_on")
    close, later = protocol.close_days, protocol.later_days
    ends = [on - timedelta(days=back) for back in range(min(close, later) + 1, max(close, later) + 1)]
    starts = {day: _first_close(day, protocol.close_months) for day in ends}
    limit = on - timedelta(days=max(close, later))
    late = Q(last__lt=limit)
    if close < later:
        # The later the entry, the later the day before which the last meeting is too old: it is compared once.
        closer = (When(entered_on__gte=starts[day], then=Value(day + DAY)) for day in ends)
        late = Q(last__lt=Case(*closer, default=Value(limit), output_field=DateField()))
    else:
        for day in ends:
            late |= Q(last=day, entered_on__lt=starts[day])
    asleep = Watch.objects.filter(pathway=OuterRef("pk"), end=None).order_by()
    return Pathway.objects.of(contract).open().filter(~Exists(asleep)).annotate(last=last).filter(late)


def _first_close(day: date, months: int) -> date:
    """The first entry whose close meetings still run after `day`."""
    entered = add_months(day, -months) - 3 * DAY
    while add_months(entered, months) <= day:
        entered += DAY
    return entered


def undecided_measures(contract: Contract, protocol: Protocol, on: date) -> QuerySet[Pathway]:
    """The open pathways whose last measure is over, and of which neither a renewal nor an exit was said."""
    running = Measure.objects.filter(pathway=OuterRef("pk"), end__gte=on).order_by()
    leaving = Exit.objects.standing().filter(pathway=OuterRef("pk")).order_by()
    return Pathway.objects.of(contract).open().filter(~Exists(running), ~Exists(leaving))


def without_situation(contract: Contract, protocol: Protocol, on: date) -> QuerySet[Pathway]:
    """The ended pathways whose situation after the exit was not written in time."""
    rows = Exit.objects.of(contract)
    day_after, _ = waiting(rows, on=on - WITHIN)
    _, later = waiting(rows, on=on - WITHIN - DAY)
    keys = (found.order_by().values("pathway") for found in (day_after, later))
    return Pathway.objects.of(contract).filter(Q.create([Q(pk__in=key) for key in keys], connector=Q.OR))


def followed(contract: Contract, on: date) -> QuerySet[Participant]:
    """The persons followed at least one day of the year: those that its report counts."""
    rows = Pathway.objects.of(contract).active_between(date(on.year, 1, 1), on)
    people = Participant.objects.of(contract).present().filter(anonymised_at=None)
    return people.filter(pk__in=rows.order_by().values("participant"))


def homonyms(contract: Contract, protocol: Protocol, on: date) -> QuerySet[Participant]:
    """The files of the same names and no other birth date, that nobody has said to be one person or two."""
    people = Participant.objects.of(contract).present().filter(anonymised_at=None).exclude(name_key="")
    # Those whose names are unique are left out first, along the index of names alone: each of the others is compared.
    named = Participant.objects.filter(contract=contract).exclude(name_key="").order_by()
    shared = named.values("name_key").annotate(count=Count("*")).filter(count__gt=1).values("name_key")
    one, other = OuterRef("pk"), OuterRef(OuterRef("pk"))
    told = NotSame.objects.filter(Q(first=one, second=other) | Q(second=one, first=other))
    alike = people.filter(~Exists(told.order_by()), name_key=OuterRef("name_key")).exclude(pk=OuterRef("pk")).order_by()
    dated = alike.filter(Q(birth_date=None) | Q(birth_date=OuterRef("birth_date")))
    return people.filter(Exists(dated) | Q(Exists(alike), birth_date=None), name_key__in=shared)


def _person(found: Q) -> Callable[[Contract, Protocol, date], QuerySet]:
    return lambda contract, protocol, on: followed(contract, on).filter(found)


def _entry(found: Q) -> Callable[[Contract, Protocol, date], QuerySet]:
    """The pathways of the year whose fact « à l'entrée » makes them count as « non ventilé »."""
    return lambda contract, protocol, on: (
        Pathway.objects.of(contract)
        .active_between(date(on.year, 1, 1), on)
        .filter(found, participant__anonymised_at=None, participant__merged_into=None)
    )


#: Check → the rows that it finds, pathways or persons, given the contract, its protocol and the day.
CHECKS: dict[str, Callable[[Contract, Protocol, date], QuerySet]] = {
    "sans-referent": lambda contract, protocol, on: unassigned(contract),
    "trame": lambda contract, protocol, on: incomplete(contract, protocol),
    "rendez-vous": overdue_meetings,
    "mesures": undecided_measures,
    "situations": without_situation,
    "homonymes": homonyms,
    "sans-sexe": _person(Q(sex="")),
    "sans-naissance": _person(Q(birth_date=None)),
    "sans-domicile": _person(Q(residence=None)),
    "qpv-indetermine": _person(Q(residence__qpv=QpvResult.UNDETERMINED)),
    "domicile-entree": _entry(
        Q(residence_at_entry=None) | Q(residence_at_entry__qpv=QpvResult.UNDETERMINED),
    ),
    "brsa-entree": _entry(Q(brsa_at_entry=None)),
}


def counts(
    contract: Contract, protocol: Protocol, *, on: date, known: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Check → how many it finds; one query a check, save those that are `known`."""
    known = known or {}
    return {
        name: known[name] if name in known else rows(contract, protocol, on).order_by().count()
        for name, rows in CHECKS.items()
    }
