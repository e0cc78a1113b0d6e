"""The guichet des clauses of the cohort: markets, persons, contracts and hours of the year, to the hour."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

from faubourg.pathways.choices import Appraisal, QpvResult, TermKind
from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import Draft
from faubourg.pathways.models import (
    Beneficiary,
    Buyer,
    ClauseContract,
    ClauseHours,
    ClauseOperation,
    Company,
    Market,
    MissionEvaluation,
    Pathway,
    name_key,
)

#: Months of a contract; its hours are spread over them.
MONTHS = 3


def write_clauses(followed: list[tuple[Draft, Pathway]], ground: Ground, random: Random) -> None:
    """Everything of the guichet; some of its persons are followed by the PLIE too."""
    lines = _markets(ground)
    names = [f"Entreprise {rank + 1}" for rank in range(facts.COMPANIES)]
    names += [f"Structure d’insertion {rank + 1}" for rank in range(6)]
    companies = Company.objects.bulk_create(Company(contract=ground.contract, name=name) for name in names)
    people = _people(followed, ground, random)
    told = [_circumstances(rank, ground) for rank in range(len(people))]
    # Each person once, each market once, then turning: counts do not depend on the draw.
    markets = [(line, market) for line, row in enumerate(lines) for market in row]
    rows = []
    for rank in range(facts.CLAUSE_CONTRACTS):
        month = rank % (13 - MONTHS) + 1
        last = date(facts.YEAR, month + MONTHS - 1, monthrange(facts.YEAR, month + MONTHS - 1)[1])
        person, (line, market) = rank % len(people), markets[rank % len(markets)]
        one = ClauseContract(
            beneficiary=people[person], market=market, company=companies[rank % facts.COMPANIES],
            employer=companies[facts.COMPANIES + rank % 6] if rank < facts.THROUGH_AN_EMPLOYER else None,
            start=date(facts.YEAR, month, 1), end=last, **told[person],
        )  # fmt: skip
        rows.append((line, one))
    ClauseContract.objects.bulk_create(one for _, one in rows)
    ClauseHours.objects.bulk_create(_hours(rows))
    MissionEvaluation.objects.bulk_create(_evaluation(rank, one, ground) for rank, (_, one) in enumerate(rows))


def _evaluation(rank: int, one: ClauseContract, ground: Ground) -> MissionEvaluation:
    """Every mission of the year was evaluated: free, the report does not count what they say."""
    appraisal = (Appraisal.GOOD, Appraisal.GOOD, Appraisal.FRAGILE, Appraisal.GOOD, Appraisal.POOR)[rank % 5]
    outcome = ground.first(TermKind.MISSION_OUTCOME, rank)
    return MissionEvaluation(clause_contract=one, on=one.end, appraisal=appraisal, outcome=outcome)


def _markets(ground: Ground) -> list[list[Market]]:
    """The markets of each line of the table by donneur d'ordre."""
    found = []
    for label, buyers, operations, markets, _ in facts.BUYERS:
        names = [label] if buyers == 1 else [f"{label} ({rank + 1})" for rank in range(buyers)]
        owners = Buyer.objects.bulk_create(
            Buyer(contract=ground.contract, name=name, line="" if name == label else label) for name in names
        )
        works = ClauseOperation.objects.bulk_create(
            ClauseOperation(buyer=owners[rank % buyers], name=f"Opération {rank + 1}") for rank in range(operations)
        )
        found.append(
            Market.objects.bulk_create(
                Market(operation=works[rank % operations], name=f"Marché {rank + 1}", start=facts.FIRST, end=facts.LAST)
                for rank in range(markets)
            )
        )
    return found


def _people(followed: list[tuple[Draft, Pathway]], ground: Ground, random: Random) -> list[Beneficiary]:
    """Women then men; the first of each who are followed by the PLIE bear no name of their own."""
    found = []
    for sex, count, known in (("F", *facts.CLAUSE_WOMEN), ("H", *facts.CLAUSE_MEN)):
        files = [(row, one.participant) for row, one in followed if row.sex == sex][:known]
        for rank in range(count):
            year = facts.YEAR - random.randint(20, 58)
            one = Beneficiary(contract=ground.contract, sex=sex, birth_year=year)
            if rank < known:
                row, one.participant = files[rank]
                one.birth_year = facts.YEAR - row.age
            else:
                one.last_name, one.first_name = "Bénéficiaire", f"{len(found) + 1:04}"
                one.name_key = f" {name_key(one.last_name, one.first_name)}"
            found.append(one)
    random.shuffle(found)
    return Beneficiary.objects.bulk_create(found)


def _circumstances(rank: int, ground: Ground) -> dict:
    """What is counted of a person, the same on each of their contracts."""
    in_town, in_quarter = rank < facts.CLAUSE_IN_TOWN, rank < facts.CLAUSE_IN_QPV
    places, towns = ground.quarters, ground.communes
    return {
        "is_brsa": rank % 2 == 0 and rank < 2 * facts.CLAUSE_BRSA,
        "long_unemployed": rank >= facts.CLAUSE_PERSONS - facts.CLAUSE_DELD,
        "disabled_worker": rank % 5 == 1 and rank < 5 * facts.CLAUSE_RQTH,
        "qpv": QpvResult.INSIDE if in_quarter else QpvResult.OUTSIDE,
        "territory": places[rank % len(places)] if in_quarter and places else None,
        "commune": towns[0 if in_town else 1 + rank % (len(towns) - 1)] if len(towns) > 1 else None,
    }


def _hours(rows: list[tuple[int, ClauseContract]]) -> Iterator[ClauseHours]:
    """The hours of each line over its contracts, then over their months; what is left goes to the first."""
    for line, (*_, total) in enumerate(facts.BUYERS):
        contracts = [one for place, one in rows if place == line]
        for rank, one in enumerate(contracts):
            share = total // len(contracts) + (rank < total % len(contracts))
            for step in range(MONTHS):
                hours = share // MONTHS + (step < share % MONTHS)
                yield ClauseHours(
                    clause_contract=one, month=one.start.replace(month=one.start.month + step), hours=Decimal(hours)
                )
