"""What childcare reports: demands by prescriber, children, months, reasons, what parents leave for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ChildcareState
from faubourg.pathways.models import ChildcareRequest, NurseryPlaces
from faubourg.pathways.queries.counting import Profile, months_of, person_key, profile

#: A parent who is younger than this, on the day of the demand, is a « jeune parent » (line 610).
YOUNG = 26
Lines = list[tuple[str, int]]


@dataclass(frozen=True)
class Childcare:
    """A period of demands. Months and means are of the demands whose months are known."""

    requests: int
    placed: int
    children: int
    single: int
    young: int
    months: Decimal | None
    mean: Decimal | None
    by_prescriber: Lines
    by_reason: Lines
    by_exit: Lines
    by_refusal: Lines
    profile: Profile


def requests_seen(user, contract: Contract) -> QuerySet[ChildcareRequest]:
    """The demands that `user` sees, with what a line shows."""
    joined = (
        "beneficiary__participant", "beneficiary__contract", "prescriber", "reason", "nursery", "exit_situation",
        "refusal", "territory", "commune",
    )  # fmt: skip
    return ChildcareRequest.objects.for_user(user).of(contract).select_related(*joined)


def asked_in(rows: QuerySet[ChildcareRequest], first: date, last: date) -> QuerySet[ChildcareRequest]:
    """Demands made in a period."""
    return rows.filter(date__gte=first, date__lte=last)


def childcare(rows: QuerySet[ChildcareRequest]) -> Childcare:
    """The figures of these demands; two queries. Children, single and young parents are those received."""
    found = list(rows)
    placed = [row for row in found if row.state in (ChildcareState.PLACED, ChildcareState.ENDED)]
    timed = [row for row in placed if row.months is not None]
    months = months_of(row.months for row in timed)
    children = sum(row.children for row in timed)
    mean = (months / children).quantize(Decimal("0.01"), ROUND_HALF_UP) if children else None
    return Childcare(
        requests=len(found),
        placed=len(placed),
        children=sum(row.children for row in placed),
        single=len({_person(row) for row in placed if row.single_parent}),
        young=len({_person(row) for row in placed if _is_young(row)}),
        months=months,
        mean=mean,
        by_prescriber=_lines(found, "prescriber", "demandes spontanées"),
        by_reason=_lines(found, "reason", "non renseigné"),
        by_exit=_lines(
            [row for row in placed if row.state == ChildcareState.ENDED], "exit_situation", "non renseignée"
        ),
        by_refusal=_lines([row for row in found if row.state == ChildcareState.UNPLACED], "refusal", "non renseigné"),
        profile=profile(rows),
    )


def _person(row: ChildcareRequest) -> tuple[str, int]:
    return person_key(row.beneficiary_id, row.beneficiary.participant_id)


def _is_young(row: ChildcareRequest) -> bool:
    """From the birth date, or once anonymised from the year: whoever turns 26 that year is not young."""
    person = row.beneficiary
    owner = person if person.birth_year or not person.participant_id else person.participant
    if owner.birth_date is not None:
        born, day = owner.birth_date, row.date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < YOUNG
    return owner.birth_year is not None and row.date.year - owner.birth_year < YOUNG


def _lines(rows: list[ChildcareRequest], name: str, unknown: str) -> Lines:
    counts = Counter(str(getattr(row, name) or unknown) for row in rows)
    return sorted(counts.items(), key=lambda line: (line[0] == unknown, -line[1], line[0]))


def places_on(contract: Contract, day: date) -> list[NurseryPlaces]:
    """The places kept that day, by crèche."""
    rows = NurseryPlaces.objects.of(contract).filter(start__lte=day).exclude(end__lt=day)
    return list(rows.select_related("nursery").order_by("nursery__name", "start", "pk"))
