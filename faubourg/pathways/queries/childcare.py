"""What childcare reports: demands by prescriber, children, months, reasons, what parents leave for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ChildcareState, QpvResult
from faubourg.pathways.models import ChildcareRequest, NurseryPlaces
from faubourg.pathways.queries.counting import Profile, months_of, person_key, profile, quarters

#: A parent who is younger than this, on the day of the demand, is a « jeune parent » (line 610).
YOUNG = 26
Lines = list[tuple[str, int]]
RECEIVED = (ChildcareState.PLACED, ChildcareState.ENDED)
#: Where no crèche is chosen yet, or the crèche bears no dispositif.
NO_NURSERY, NO_CARRIER = "crèche non choisie", "Autres demandes"


@dataclass(frozen=True)
class Counts:
    """Demands counted. Children and parents are those received; months and mean, of the demands whose months are known.

    `by_place`: parents received by QPV. Young: less than 26 on the day of the demand.
    """

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
    by_place: Lines


@dataclass(frozen=True)
class Childcare:
    """A period of demands: all of them, by crèche, by quarter, and who the parents are."""

    all: Counts
    by_nursery: list[tuple[str, Counts]]
    by_quarter: list[tuple[str, Counts]]
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


def childcare(rows: QuerySet[ChildcareRequest], year: int) -> Childcare:
    """The figures of the demands of a year; two queries."""
    found = list(rows)
    named = defaultdict(list)
    for row in found:
        named[row.nursery.name if row.nursery else NO_NURSERY].append(row)
    nurseries = sorted(named.items(), key=lambda item: (item[0] == NO_NURSERY, item[0]))
    return Childcare(
        counts_of(found),
        [(name, counts_of(some)) for name, some in nurseries],
        [(label, counts_of([row for row in found if first <= row.date <= last]))
         for label, first, last in quarters(year)],
        profile(rows),
    )  # fmt: skip


def by_carrier(contract: Contract, until: date) -> dict[str, list[ChildcareRequest]]:
    """Every demand made until a day, by the dispositif that keeps the places: Département, CCAS…; one query."""
    rows = ChildcareRequest.objects.filter(beneficiary__contract=contract, date__lte=until)
    joined = ("beneficiary__participant", "prescriber", "reason", "nursery", "exit_situation", "refusal", "territory")
    found = defaultdict(list)
    for row in rows.select_related(*joined).order_by("date", "pk"):
        found[(row.nursery.carrier if row.nursery else "") or NO_CARRIER].append(row)
    return dict(sorted(found.items(), key=lambda item: (item[0] == NO_CARRIER, item[0])))


def counts_of(found: Sequence[ChildcareRequest]) -> Counts:
    """What these demands add up to; no query."""
    placed = [row for row in found if row.state in RECEIVED]
    timed = [row for row in placed if row.months is not None]
    months = months_of(row.months for row in timed)
    children = sum(row.children for row in timed)
    mean = (months / children).quantize(Decimal("0.01"), ROUND_HALF_UP) if children else None
    return Counts(
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
        by_place=_places(placed),
    )


def _places(rows: Sequence[ChildcareRequest]) -> Lines:
    """Parents by QPV; one who lives nowhere known stands apart."""
    people = {_person(row): row for row in rows}
    words = {QpvResult.INSIDE: "en QPV, quartier non précisé", QpvResult.OUTSIDE: "hors QPV"}
    counts = Counter(
        row.territory.name if row.territory else words.get(row.qpv, "indéterminé") for row in people.values()
    )
    return sorted(counts.items(), key=lambda line: (line[0] == "indéterminé", line[0] == "hors QPV", line[0]))


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


def _lines(rows: Sequence[ChildcareRequest], name: str, unknown: str) -> Lines:
    counts = Counter(str(getattr(row, name) or unknown) for row in rows)
    return sorted(counts.items(), key=lambda line: (line[0] == unknown, -line[1], line[0]))


def places_on(contract: Contract, day: date) -> list[NurseryPlaces]:
    """The places kept that day, by crèche."""
    rows = NurseryPlaces.objects.of(contract).filter(start__lte=day).exclude(end__lt=day)
    return list(rows.select_related("nursery").order_by("nursery__name", "start", "pk"))
