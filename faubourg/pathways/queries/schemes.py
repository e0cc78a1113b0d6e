"""The funnel of a dispositif, and all the dispositifs side by side: a person in several counts once in the total."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.models import (
    ChildcareRequest,
    ClauseContract,
    Enrolment,
    Option,
    OptionStock,
    Pathway,
    Programme,
    Stage,
    StageReached,
)
from faubourg.pathways.queries.clauses import in_period
from faubourg.pathways.queries.counting import FACTS, Profile, during, person_key, profile_of


@dataclass(frozen=True)
class StageLine:
    """A stage of a funnel in a period; `stopped`: persons whose passage stopped there then."""

    label: str
    rank: int
    profile: Profile
    stopped: int


@dataclass(frozen=True)
class OptionLine:
    """What a dispositif lends, in a period: who took it, and its days against those of the stock; None: not given."""

    label: str
    profile: Profile
    days: int
    units: int | None
    available: int | None


@dataclass(frozen=True)
class DispositifLine:
    """A dispositif in a period: acts, distinct persons; `programme`: its number when it is one with stages."""

    label: str
    noun: str
    acts: int
    people: frozenset
    programme: int | None = None


@dataclass(frozen=True)
class Overview:
    """All the dispositifs of a period."""

    lines: list[DispositifLine]

    @property
    def total(self) -> int:
        """Distinct persons of all of them: never the sum of the lines."""
        return len(frozenset().union(*(line.people for line in self.lines)))

    @property
    def several(self) -> int:
        """Persons who are in two dispositifs at least."""
        seen: dict = {}
        for line in self.lines:
            for person in line.people:
                seen[person] = seen.get(person, 0) + 1
        return sum(count > 1 for count in seen.values())


def enrolments_seen(user, contract: Contract) -> QuerySet[Enrolment]:
    """The passages that `user` sees, with what a line shows."""
    joined = ("beneficiary__participant", "beneficiary__contract", "programme", "prescriber", "end_reason", "territory",
              "option")  # fmt: skip
    return Enrolment.objects.for_user(user).of(contract).select_related(*joined)


def funnel(programme: Programme, rows: QuerySet[Enrolment], first: date, last: date) -> list[StageLine]:
    """Each stage with the persons who reached it in the period; three queries, whatever the number of stages."""
    return funnels([programme], rows, first, last)[programme.pk]


def funnels(
    programmes: Sequence[Programme], rows: QuerySet[Enrolment], first: date, last: date
) -> dict[int, list[StageLine]]:
    """The same for several dispositifs, by their number; three queries."""
    own = rows.filter(programme__in=programmes)
    reached = StageReached.objects.filter(enrolment__in=own.order_by().values("pk"), on__gte=first, on__lte=last)
    names = ("sex", "participant__sex")
    facts: dict[int, dict] = {}
    acts: dict[int, int] = {}
    columns = [f"enrolment__beneficiary__{name}" for name in names]
    columns += [f"enrolment__{name}" for name in ("is_brsa", "long_unemployed", "disabled_worker", "qpv")]
    read = reached.order_by().values_list(
        "stage", "enrolment__beneficiary", "enrolment__beneficiary__participant", *columns
    )
    for stage, beneficiary, participant, *told in read:
        acts[stage] = acts.get(stage, 0) + 1
        facts.setdefault(stage, {}).setdefault(person_key(beneficiary, participant), []).append(tuple(told))
    stops = _stops(own, first, last)
    found: dict[int, list[StageLine]] = {one.pk: [] for one in programmes}
    for stage in Stage.objects.filter(programme__in=programmes).order_by("rank", "pk"):
        people = profile_of(facts.get(stage.pk, {}), acts.get(stage.pk, 0))
        found[stage.programme_id].append(StageLine(stage.label, stage.rank, people, len(stops.get(stage.pk, ()))))
    return found


def usage(
    programmes: Sequence[Programme], rows: QuerySet[Enrolment], first: date, last: date
) -> dict[int, list[OptionLine]]:
    """What dispositifs lend in a period of one year, first and last days included, by their number; three queries.

    A passage without an end goes on; the stock is that of the year of `last`.
    """
    found: dict[int, list[OptionLine]] = {one.pk: [] for one in programmes}
    options = list(Option.objects.filter(programme__in=programmes).order_by("rank", "pk"))
    if not options:
        return found
    stocks = dict(OptionStock.objects.filter(option__in=options, year=last.year).values_list("option", "units"))
    facts: dict[int, dict] = {}
    acts: dict[int, int] = {}
    days: dict[int, int] = {}
    taken = rows.filter(during(first, last), option__in=options).order_by()
    for option, start, end, who, file, *told in taken.values_list(
        "option", "start", "end", "beneficiary", "beneficiary__participant", *FACTS
    ):
        acts[option] = acts.get(option, 0) + 1
        days[option] = days.get(option, 0) + (min(end or last, last) - max(start, first)).days + 1
        facts.setdefault(option, {}).setdefault(person_key(who, file), []).append(tuple(told))
    length = (last - first).days + 1
    for one in options:
        people, units = profile_of(facts.get(one.pk, {}), acts.get(one.pk, 0)), stocks.get(one.pk)
        available = None if units is None else units * length
        found[one.programme_id].append(OptionLine(one.label, people, days.get(one.pk, 0), units, available))
    return found


def _stops(rows: QuerySet[Enrolment], first: date, last: date) -> dict[int, set]:
    """Last stage reached → the persons whose passage stopped in the period."""
    ended = rows.filter(end__gte=first, end__lte=last)
    latest: dict[int, tuple] = {}
    read = StageReached.objects.filter(enrolment__in=ended.order_by().values("pk")).order_by("stage__rank")
    for enrolment, stage, beneficiary, participant in read.values_list(
        "enrolment", "stage", "enrolment__beneficiary", "enrolment__beneficiary__participant"
    ):
        latest[enrolment] = (stage, person_key(beneficiary, participant))
    found: dict[int, set] = {}
    for stage, person in latest.values():
        found.setdefault(stage, set()).add(person)
    return found


def overview(user, contract: Contract, first: date, last: date) -> Overview:
    """The pathways, the clauses, childcare and each other dispositif, among the persons whom `user` sees."""
    followed = Pathway.objects.for_user(user).of(contract).filter(entered_on__lte=last).exclude(ended_on__lt=first)
    files = followed.order_by().values_list("participant", flat=True)
    lines = [DispositifLine("Parcours du PLIE", "parcours,parcours", len(files),
                            frozenset(person_key(0, pk) for pk in files))]  # fmt: skip
    missions = in_period(ClauseContract.objects.for_user(user).of(contract), first, last)
    demands = ChildcareRequest.objects.for_user(user).of(contract).filter(date__gte=first, date__lte=last)
    lines.append(_line("Clauses d’insertion", "contrat,contrats", missions))
    lines.append(_line("Garde d’enfants", "demande,demandes", demands))
    rows = Enrolment.objects.for_user(user).of(contract).filter(reached__on__gte=first, reached__on__lte=last)
    by_programme: dict[int, list] = {}
    for programme, enrolment, *who in (
        rows.order_by().distinct().values_list("programme", "pk", "beneficiary", "beneficiary__participant")
    ):
        by_programme.setdefault(programme, []).append((enrolment, person_key(*who)))
    for programme in Programme.objects.of(contract).order_by("name", "pk"):
        found = by_programme.get(programme.pk, [])
        people = frozenset(person for _, person in found)
        lines.append(DispositifLine(programme.name, "passage,passages", len(found), people,
                                    programme.pk))  # fmt: skip
    return Overview(lines)


def _line(label: str, noun: str, rows: QuerySet) -> DispositifLine:
    pairs = list(rows.order_by().values_list("beneficiary", "beneficiary__participant"))
    return DispositifLine(label, noun, len(pairs), frozenset(person_key(*pair) for pair in pairs))
