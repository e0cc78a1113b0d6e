"""The dispositifs of the cohort, passage by passage: each stage has its day, each vehicle its days."""

from collections.abc import Iterator
from datetime import date, timedelta

from faubourg.pathways.choices import QpvResult, TermKind
from faubourg.pathways.cohort import dispositif_facts as told
from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.dispositif_facts import Group, Scheme
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.persons import Persons, saved
from faubourg.pathways.models import Enrolment, Option, OptionStock, Programme, Stage, StageReached

#: Days between two stages; the day when those who were still there left: free.
PACE, LEFT = 28, date(facts.YEAR + 1, 2, 28)


def write_schemes(persons: Persons, ground: Ground) -> dict[str, Programme]:
    """Every dispositif with its passages; name → dispositif."""
    return {one.name: _write(one, persons, ground) for one in told.SCHEMES}


def _write(one: Scheme, persons: Persons, ground: Ground) -> Programme:
    persons.again()
    row = Programme.objects.create(contract=ground.contract, name=one.name)
    stages = Stage.objects.bulk_create(
        Stage(programme=row, rank=rank, label=label) for rank, label in enumerate(one.stages, start=1)
    )
    options = Option.objects.bulk_create(
        Option(programme=row, rank=rank, label=label) for rank, (label, _) in enumerate(one.options, start=1)
    )
    OptionStock.objects.bulk_create(
        OptionStock(option=option, year=facts.YEAR, units=units)
        for option, (_, units) in zip(options, one.options, strict=True)
    )
    passages = list(_passages(one, row, options, persons, ground))
    saved(passage.beneficiary for passage, _ in passages)
    for passage, _ in passages:
        passage.beneficiary_id = passage.beneficiary.pk
    Enrolment.objects.bulk_create(passage for passage, _ in passages)
    StageReached.objects.bulk_create(
        StageReached(enrolment=passage, stage=stage, on=day)
        for passage, days in passages
        for stage, day in zip(stages, days, strict=False)
    )
    return row


def _passages(
    one: Scheme, programme: Programme, options: list[Option], persons: Persons, ground: Ground
) -> Iterator[tuple[Enrolment, list[date]]]:
    """Each passage with the day of each stage that it reached."""
    prescribers = [word for word, count in one.prescribers for _ in range(count)]
    total = sum(group.count for group in one.groups if not group.before)
    lent = {option.label: _rentals(one, option.label) for option in options}
    by_label = {option.label: option for option in options}
    rank = 0
    for group in one.groups:
        for place in range(group.count):
            # Seven has no divisor in common with these totals: each prescriber is dealt among all the groups.
            chosen = rank * 7 % total
            word = "" if group.before or chosen >= len(prescribers) else prescribers[chosen]
            sex = group.sex or "FH"[place % 2]
            days = _days(group, rank)
            row = Enrolment(
                programme=programme, start=days[0], is_brsa=group.brsa, option=by_label.get(group.option),
                prescriber=ground.term(TermKind.PRESCRIBER, word),
                beneficiary=persons.of_the_plie(sex, group.brsa) if word == told.PLIE
                else persons.other("Personne", sex, date(facts.YEAR - 20 - rank % 38, 3, 1)),
            )  # fmt: skip
            row.end = _end(one, group, days)
            if group.option:
                row.start, row.end = next(lent[group.option])
                days = [row.start]
            _live(row, group, rank, ground)
            rank += not group.before
            yield row, days


def _days(group: Group, rank: int) -> list[date]:
    """From the first weeks of the year, or of the one before for what was reached then."""
    found = []
    for step in range(group.reached):
        year, shift = (facts.YEAR - 1, step) if step < group.before else (facts.YEAR, step - group.before)
        found.append(date(year, 1, 10) + timedelta(days=rank * 11 % 70 + PACE * shift))
    return found


def _end(one: Scheme, group: Group, days: list[date]) -> date:
    if not group.is_over:
        return LEFT
    if group.reached == len(one.stages):
        return days[-1]
    return max(days[-1] + timedelta(days=15), date(facts.YEAR, 3, 15))


def _rentals(one: Scheme, label: str) -> Iterator[tuple[date, date]]:
    """First and last day of each rental of a kind: together they make the days told, within the year."""
    groups = [group for group in one.groups if group.option == label]
    count, total = sum(group.count for group in groups), sum(group.days for group in groups)
    for rank in range(count):
        length = total // count + (rank < total % count)
        start = facts.FIRST + timedelta(days=rank * 37 % (366 - length))
        yield start, start + timedelta(days=length - 1)


def _live(row: Enrolment, group: Group, rank: int, ground: Ground) -> None:
    if group.qpv is not None:
        row.qpv = QpvResult.INSIDE if group.qpv else QpvResult.OUTSIDE
    if group.qpv and ground.quarters:
        row.territory = ground.quarters[rank % len(ground.quarters)]
    if ground.communes:
        row.commune = ground.communes[0 if group.qpv else rank % len(ground.communes)]
