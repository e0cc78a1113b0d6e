"""Clause contracts from a workbook: rehearsed first, then written whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.intake.problems import IntakeError, Problem
from faubourg.pathways.clause_reading import SHEET, ClauseLine, folded
from faubourg.pathways.models import Beneficiary, Buyer, ClauseContract, ClauseOperation, Company, Lot, Market
from faubourg.pathways.operations.beneficiaries import person_of
from faubourg.pathways.operations.clauses import (
    add_clause_contract,
    change_clause_contract,
    write_hours,
    write_market,
)
from faubourg.pathways.permissions import can_keep_clauses, require


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
    were there. Raises PermissionDenied, IntakeError (one sentence a line; nothing is written).
    """
    require(can_keep_clauses(by, contract), "clauses")
    writing = _Writing(contract, by, at)
    before = _counts(contract)
    problems, changed, hours, count = [], set(), Decimal(0), 0
    for line in lines:
        try:
            with transaction.atomic():
                if (number := writing.line(line)) is not None:
                    changed.add(number)
        except ValidationError as error:
            sentence = " ".join(error.messages).rstrip(".")
            problems.append(Problem(sentence, SHEET, line.number))
            writing.forget()
        hours += line.hours or 0
        count += 1
    if problems:
        raise IntakeError(problems)
    contracts, people, markets = (now - then for now, then in zip(_counts(contract), before, strict=True))
    return Imported(count, contracts, len(changed - writing.added), people, markets, hours)


def _counts(contract: Contract) -> tuple[int, int, int]:
    return (
        ClauseContract.objects.of(contract).count(),
        Beneficiary.objects.of(contract).count(),
        Market.objects.of(contract).count(),
    )


class _Writing:
    """Rows by name, read once."""

    def __init__(self, contract: Contract, by: User, at: datetime) -> None:
        self.contract, self.facts = contract, {"by": by, "at": at}
        self.added: set[int] = set()
        self.forget()

    def forget(self) -> None:
        """Read again: a line that failed took back what it had added."""
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
        person = person_of(contract=self.contract, values=line.identity, at=self.facts["at"])
        values = dict(line.facts) | ({"employer": employer} if employer else {})
        same = {"market": market, "lot": lot, "company": company, "start": values["start"]}
        found = ClauseContract.objects.filter(beneficiary=person, **same).order_by("pk").first()
        if found is None:
            row = add_clause_contract(contract=self.contract, values=values | same, beneficiary=person, **self.facts)
            self.added.add(row.pk)
        else:
            row = change_clause_contract(clause_contract=found, values=values, **self.facts)
        if line.hours is not None:
            write_hours(clause_contract=row, hours={line.month: line.hours}, **self.facts)
        return found.pk if found else None

    def _named(self, model: type, name: str, **above):
        key = next((row.pk for row in above.values()), None), folded(name)
        if key not in self.rows[model]:
            self.rows[model][key] = write_market(
                contract=self.contract, model=model, values={"name": name} | above, **self.facts
            )
        return self.rows[model][key]
