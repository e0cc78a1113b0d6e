"""Clause contracts from a workbook: rehearsed first, then written whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.cells import folded, raise_all
from faubourg.pathways.clause_reading import ClauseLine
from faubourg.pathways.models import Beneficiary, Buyer, ClauseContract, ClauseOperation, Company, Lot, Market
from faubourg.pathways.operations.beneficiaries import person_of
from faubourg.pathways.operations.clauses import (
    add_clause_contract,
    change_clause_contract,
    write_hours,
    write_market,
)
from faubourg.pathways.permissions import can_keep_clauses, require
from faubourg.pathways.refusals import refuse

#: Code of a refusal → the column where it is told.
TITLES = {
    "ends-before-start": "Fin", "lot-elsewhere": "Lot", "mission-overlaps": "Début", "hours-negative": "Heures",
    "hours-too-many": "Heures", "hours-outside": "Mois", "line-twice": "Mois", "homonym": "Date de naissance",
    "nameless": "Nom", "birth-in-future": "Date de naissance", "birth-too-old": "Date de naissance",
    "wrong-list": "Type de contrat", "term-ended": "Type de contrat", "in-future": "Début",
}  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """What a workbook does, or would do."""

    lines: int
    contracts: int
    changed: int
    people: int
    markets: int
    hours: Decimal


@transaction.atomic
def rehearse(*, contract: Contract, lines: Iterable[ClauseLine], by: User, at: datetime) -> Imported:
    """Say what the lines would do, and write nothing. Raises PermissionDenied, IntakeError."""
    found = import_lines(contract=contract, lines=lines, by=by, at=at)
    transaction.set_rollback(True)
    return found


@transaction.atomic
def import_lines(*, contract: Contract, lines: Iterable[ClauseLine], by: User, at: datetime) -> Imported:
    """Write the lines: what is named and not there is added, a contract that is there is continued.

    A contract is known again by its person, market, lot, company and first day; hours of a month replace those that
    were there. Cells that cannot be read and what a rule refuses are told together, each in its cell.
    Raises PermissionDenied, IntakeError (nothing is written).
    """
    require(can_keep_clauses(by, contract), "clauses")
    writing = _Writing(contract, by, at)
    before = _counts(contract)
    read, changed, hours = list(lines), set(), Decimal(0)
    for line in read:
        if line.cells.problems:
            continue
        try:
            with transaction.atomic():
                if (number := writing.line(line)) is not None:
                    changed.add(number)
        except ValidationError as error:
            line.cells.refused(error, TITLES, "Nom")
            writing.forget()
        hours += line.hours or 0
    writing.write_hours()
    raise_all([problem for line in read for problem in line.cells.problems])
    contracts, people, markets = (now - then for now, then in zip(_counts(contract), before, strict=True))
    return Imported(len(read), contracts, len(changed - writing.added), people, markets, hours)


def _counts(contract: Contract) -> tuple[int, int, int]:
    return (
        ClauseContract.objects.of(contract).count(),
        Beneficiary.objects.of(contract).count(),
        Market.objects.of(contract).count(),
    )


class _Writing:
    """Rows by name, people and contracts, read once; hours wait for the last line and are written contract by contract.

    `told`: contract → month, None where no hours are told → (line, hours).
    """

    def __init__(self, contract: Contract, by: User, at: datetime) -> None:
        self.contract, self.facts = contract, {"by": by, "at": at}
        self.added: set[int] = set()
        self.told: dict[int, dict[date | None, tuple[ClauseLine, Decimal | None]]] = {}
        self.forget()

    def forget(self) -> None:
        """Read again: a line that failed took back what it had added."""
        self.people: dict[tuple, Beneficiary] = {}
        self.contracts: dict[tuple, ClauseContract] = {}
        self.rows = {model: {} for model in (Buyer, Company, ClauseOperation, Market, Lot)}
        above = {ClauseOperation: "buyer_id", Market: "operation_id", Lot: "market_id"}
        for model, found in self.rows.items():
            for row in model.objects.of(self.contract).order_by("pk"):
                found[getattr(row, above[model]) if model in above else None, folded(row.name)] = row

    def line(self, line: ClauseLine) -> int | None:
        """Write a line; the number of its contract when it was there before."""
        names = line.names
        buyer = self._named(Buyer, names["buyer"])
        operation = self._named(ClauseOperation, names["operation"], buyer=buyer)
        market = self._named(Market, names["market"], operation=operation)
        lot = self._named(Lot, names["lot"], market=market) if names["lot"] else None
        company = self._named(Company, names["company"])
        employer = self._named(Company, names["employer"]) if names["employer"] else None
        person = self._person(line.identity)
        values = dict(line.facts) | ({"employer": employer} if employer else {})
        same = {"market": market, "lot": lot, "company": company, "start": values["start"]}
        key = (person.pk, *same.values())
        row = (
            self.contracts.get(key) or ClauseContract.objects.filter(beneficiary=person, **same).order_by("pk").first()
        )
        is_there = row is not None
        if not is_there:
            row = add_clause_contract(contract=self.contract, values=values | same, beneficiary=person, **self.facts)
        elif any(getattr(row, name) != value for name, value in values.items()):
            row = change_clause_contract(clause_contract=row, values=values, **self.facts)
        self._note(row, line)
        self.contracts[key] = row
        if not is_there:
            self.added.add(row.pk)
        return row.pk if is_there else None

    def _person(self, identity: dict) -> Beneficiary:
        key = tuple(identity.values())
        if key not in self.people:
            self.people[key] = person_of(contract=self.contract, values=identity, at=self.facts["at"])
        return self.people[key]

    def _note(self, row: ClauseContract, line: ClauseLine) -> None:
        months = self.told.setdefault(row.pk, {})
        if line.month in months:
            raise refuse("line-twice", number=months[line.month][0].cells.number)
        months[line.month] = line, line.hours

    def write_hours(self) -> None:
        """Write the hours contract by contract; one that refuses is taken month by month, to name its cell."""
        rows = ClauseContract.objects.select_related("beneficiary__contract").in_bulk(self.told)
        for pk, months in self.told.items():
            known = {month: hours for month, (_, hours) in months.items() if month is not None}
            if not known or pk not in rows:
                continue
            try:
                with transaction.atomic():
                    write_hours(clause_contract=rows[pk], hours=known, **self.facts)
            except ValidationError:
                self._refused(rows[pk], months)

    def _refused(self, row: ClauseContract, months: dict) -> None:
        for month, (line, hours) in months.items():
            try:
                with transaction.atomic():
                    write_hours(clause_contract=row, hours={month: hours} if month else {}, **self.facts)
            except ValidationError as error:
                line.cells.refused(error, TITLES, "Heures")

    def _named(self, model: type, name: str, **above):
        key = next((row.pk for row in above.values()), None), folded(name)
        if key not in self.rows[model]:
            self.rows[model][key] = write_market(
                contract=self.contract, model=model, values={"name": name} | above, **self.facts
            )
        return self.rows[model][key]
