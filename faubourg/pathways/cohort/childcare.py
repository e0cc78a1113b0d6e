"""Childcare of the cohort: crèches with their places, and the demands since the beginning."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from faubourg.pathways.choices import ChildcareState, QpvResult, TermKind
from faubourg.pathways.cohort import dispositif_facts as facts
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.persons import Persons, saved
from faubourg.pathways.models import Beneficiary, ChildcareRequest, Nursery, NurseryPlaces

MONTH = 30.4


def write_childcare(persons: Persons, ground: Ground) -> dict[str, Nursery]:
    """Every crèche and every demand of the report; name → crèche."""
    names = {name: Nursery(contract=ground.contract, name=name, carrier=carrier)
             for name, carrier, *_ in facts.NURSERIES}  # fmt: skip
    Nursery.objects.bulk_create(names.values())
    NurseryPlaces.objects.bulk_create(
        NurseryPlaces(nursery=names[name], kind=kind, start=start, end=end, places=Decimal(places))
        for name, _, kind, periods in facts.NURSERIES
        for start, end, places in periods
    )
    for one in facts.CHILDCARE:
        rows = list(_demands(one, persons, names, ground))
        saved(row.beneficiary for row in rows)
        for row in rows:
            row.beneficiary_id = row.beneficiary.pk
        ChildcareRequest.objects.bulk_create(rows)
    return names


def _demands(
    one: facts.Childcare, persons: Persons, names: dict[str, Nursery], ground: Ground
) -> Iterator[ChildcareRequest]:
    """Demands with a place first; words are dealt in order, so that each count is as told."""
    prescribers, total = _spread(one.prescribers), sum(count for _, count in one.prescribers)
    reasons, exits, refusals = _spread(one.reasons), _spread(one.exits), _spread(one.refusals)
    quarters = [rank for rank, count in one.quarters for _ in range(count)]
    placed, span = len(one.received), (one.last - one.first).days
    for rank in range(total):
        # Those with a place are spread over the whole time too.
        day = one.first + timedelta(days=rank * 5 % total * span // max(total - 1, 1))
        is_placed, prescriber = rank < placed, prescribers[rank * 7 % total]
        is_young = is_placed and rank % 2 == 0 and rank // 2 < one.young
        row = ChildcareRequest(
            beneficiary=_parent(persons, day, prescriber, is_young), date=day,
            prescriber=ground.term(TermKind.PRESCRIBER, prescriber), nursery=names[one.nurseries[0]],
            single_parent=rank < one.single if is_placed else None,
            reason=ground.term(TermKind.CHILDCARE_REASON, reasons[rank] if rank < len(reasons) else ""),
        )  # fmt: skip
        _live(row, quarters[rank] if is_placed and rank < len(quarters) else None, is_placed, ground)
        if is_placed:
            children, months = one.received[rank]
            situation = exits[rank] if rank < len(exits) else ""
            receive(row, children, months, ground, situation=situation)
        else:
            row.state = ChildcareState.UNPLACED
            row.refusal = ground.term(TermKind.CHILDCARE_REFUSAL, refusals[rank - placed])
        yield row


def _spread(counts: tuple[tuple[str, int], ...]) -> list[str]:
    return [word for word, count in counts for _ in range(count)]


def _parent(persons: Persons, day: date, prescriber: str, is_young: bool) -> Beneficiary:
    # A person of the file has an age of their own: a young parent is somebody else, even sent by the PLIE.
    if prescriber == facts.PLIE and not is_young:
        return persons.of_the_plie("F")
    return persons.other("Parent", "H" if day.day % 9 == 0 else "F", date(day.year - (23 if is_young else 31), 6, 15))


def _live(row: ChildcareRequest, quarter: int | None, is_placed: bool, ground: Ground) -> None:
    if quarter is not None and quarter < len(ground.quarters):
        row.qpv, row.territory = QpvResult.INSIDE, ground.quarters[quarter]
    elif is_placed:
        row.qpv = QpvResult.OUTSIDE
    row.commune = ground.communes[0] if ground.communes else None


def receive(row: ChildcareRequest, children: int, months: str, ground: Ground, *, situation: str) -> None:
    """The place, from ten days after the demand, until its months are over."""
    row.children, row.months, row.state = children, Decimal(months), ChildcareState.ENDED
    row.start = row.date + timedelta(days=10)
    row.end = row.start + timedelta(days=int(float(months) / children * MONTH))
    row.exit_situation = ground.term(TermKind.CHILDCARE_EXIT, situation)
