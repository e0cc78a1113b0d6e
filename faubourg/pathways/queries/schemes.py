"""The funnel of a dispositif, and all the dispositifs side by side: a person in several counts once in the total."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.models import ChildcareRequest, ClauseContract, Enrolment, Pathway, Programme, StageReached
from faubourg.pathways.queries.clauses import in_period
from faubourg.pathways.queries.counting import Profile, person_key, profile_of


@dataclass(frozen=True)
class StageLine:
    """A stage of a funnel in a period; `stopped`: persons whose passage stopped there then."""

    label: str
    rank: int
    profile: Profile
    stopped: int


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
    joined = ("beneficiary__participant", "beneficiary__contract", "programme", "prescriber", "end_reason", "territory")
    return Enrolment.objects.for_user(user).of(contract).select_related(*joined)


def funnel(programme: Programme, rows: QuerySet[Enrolment], first: date, last: date) -> list[StageLine]:
    """Each stage with the persons who reached it in the period; three queries, whatever the number of stages."""
    own = rows.filter(programme=programme)
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
    return [
        StageLine(stage.label, stage.rank, profile_of(facts.get(stage.pk, {}), acts.get(stage.pk, 0)),
                  len(stops.get(stage.pk, ())))
        for stage in programme.stages.order_by("rank")
    ]  # fmt: skip


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
