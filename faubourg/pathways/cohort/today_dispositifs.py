"""Clauses, childcare and dispositifs under way on the day of the demo."""

from datetime import date, timedelta
from decimal import Decimal

from faubourg.pathways.choices import Appraisal, ChildcareState, QpvResult, TermKind
from faubourg.pathways.cohort.dispositif_facts import DRIVING, PLIE, RENTAL
from faubourg.pathways.cohort.persons import Persons, saved
from faubourg.pathways.cohort.today import Today
from faubourg.pathways.models import (
    Buyer,
    ChildcareRequest,
    ClauseContract,
    ClauseHours,
    ClauseOperation,
    Company,
    Enrolment,
    Market,
    MissionEvaluation,
    Nursery,
    OptionStock,
    Programme,
    StageReached,
)

#: Stages reached by those who pass through the auto-école these months.
DRIVERS = (1, 1, 2, 2, 3, 4, 4, 4, 5, 5, 6)
#: Ended months ago, of a duration in months: contracts of the guichet; 0: still running.
MISSIONS = ((0, 3), (0, 5), (0, 2), (0, 4), (0, 1), (1, 3), (1, 2), (2, 4), (3, 2))


def write_schemes_today(today: Today, persons: Persons, programmes: dict[str, Programme]) -> None:
    """People in the auto-école, vehicles that are out."""
    persons.again()
    ground, driving, rental = today.ground, programmes[DRIVING.name], programmes[RENTAL.name]
    sent = ground.term(TermKind.PRESCRIBER, PLIE)
    drivers = [
        Enrolment(programme=driving, beneficiary=persons.of_the_plie("FH"[rank % 2]), prescriber=sent,
                  start=today.ago(150 - rank * 9), qpv=QpvResult.OUTSIDE, is_brsa=rank % 3 > 0)
        for rank in range(len(DRIVERS))
    ]  # fmt: skip
    options = list(rental.options.order_by("rank"))
    OptionStock.objects.bulk_create(
        OptionStock(option=option, year=today.day.year, units=units)
        for option, (_, units) in zip(options, RENTAL.options, strict=True)
    )
    rented = [
        Enrolment(programme=rental, option=options[rank % len(options)], start=today.ago(40 - rank * 6),
                  beneficiary=persons.of_the_plie("HF"[rank % 2]), prescriber=sent, qpv=QpvResult.OUTSIDE)
        for rank in range(6)
    ]  # fmt: skip
    Enrolment.objects.bulk_create([*drivers, *rented])
    stages = {row.pk: list(row.stages.order_by("rank")) for row in (driving, rental)}
    reached = [*zip(drivers, DRIVERS, strict=True), *((row, 1) for row in rented)]
    StageReached.objects.bulk_create(
        StageReached(enrolment=row, stage=stage, on=row.start + timedelta(days=9 * step))
        for row, count in reached
        for step, stage in enumerate(stages[row.programme_id][:count])
    )


def write_childcare_today(today: Today, persons: Persons, names: dict[str, Nursery]) -> None:
    """In each of two nurseries a demand that waits and one that is received; one not sent anywhere yet."""
    persons.again()
    ground = today.ground
    nurseries = list(names.values())
    places = (
        (nurseries[0], 3),
        (nurseries[0], 12),
        (nurseries[2], 6),
        (None, 1),
        (nurseries[0], 45),
        (nurseries[2], 60),
    )
    rows = []
    for rank, (nursery, days) in enumerate(places):
        row = ChildcareRequest(
            beneficiary=persons.of_the_plie("F") if rank % 2 else persons.other("Parent", "F", date(1998, 5, 4)),
            date=today.ago(days), nursery=nursery, children=1 + (rank == 1), single_parent=rank != 2,
            prescriber=ground.term(TermKind.PRESCRIBER, PLIE if rank % 2 else "bureau-insertion"),
            reason=ground.first(TermKind.CHILDCARE_REASON, rank), qpv=QpvResult.OUTSIDE,
        )  # fmt: skip
        if days > 30:
            row.state, row.start = ChildcareState.PLACED, today.ago(days - 10)
        rows.append(row)
    saved(row.beneficiary for row in rows)
    for row in rows:
        row.beneficiary_id = row.beneficiary.pk
    ChildcareRequest.objects.bulk_create(rows)


def write_clauses_today(today: Today, persons: Persons) -> None:
    """Two markets that run and one to come, contracts month by month, one end of mission evaluated of those over."""
    ground = today.ground
    persons.again()
    buyer = Buyer.objects.of(ground.contract).order_by("pk").first()
    operation = ClauseOperation.objects.create(buyer=buyer, name="Réhabilitation d’une école")
    markets = Market.objects.bulk_create(
        Market(operation=operation, name=name, start=today.ago(before), end=today.ago(-after), committed_hours=hours)
        for name, before, after, hours in (
            ("Gros œuvre", 220, 150, 1800), ("Peinture", 140, 60, 900), ("Espaces verts", -45, 300, 700),
        )
    )  # fmt: skip
    companies = list(Company.objects.of(ground.contract).order_by("pk")[:4])
    people = [
        persons.of_the_plie("H") if rank % 3 == 0 else persons.other("Bénéficiaire", "HF"[rank % 2], date(1990, 2, 7))
        for rank in range(len(MISSIONS))
    ]
    saved(people)
    first = today.day.replace(day=1)
    rows, hours = [], []
    for rank, (ended, months) in enumerate(MISSIONS):
        start = _shift(first, -ended - months)
        row = ClauseContract(
            beneficiary=people[rank], market=markets[rank % 2], company=companies[rank % len(companies)], start=start,
            end=_shift(first, -ended) - timedelta(days=1) if ended else None, qpv=QpvResult.OUTSIDE,
            contract_type=ground.term(TermKind.CONTRACT_TYPE, "clauses"), is_brsa=rank % 2 == 0,
        )  # fmt: skip
        rows.append(row)
        # The hours of last month are still to come for one of them.
        hours += [(row, _shift(start, step), Decimal(60 + 7 * rank)) for step in range(months - (rank == 1))]
    ClauseContract.objects.bulk_create(rows)
    ClauseHours.objects.bulk_create(
        ClauseHours(clause_contract=row, month=month, hours=count) for row, month, count in hours
    )
    MissionEvaluation.objects.create(
        clause_contract=rows[-1], on=rows[-1].end, appraisal=Appraisal.GOOD,
        outcome=ground.first(TermKind.MISSION_OUTCOME, 1),
    )  # fmt: skip


def _shift(month: date, count: int) -> date:
    """The first day of a month so many months later."""
    rank = month.year * 12 + month.month - 1 + count
    return date(rank // 12, rank % 12 + 1, 1)
