"""The guichet des clauses at work: markets, contracts, hours month by month, the evaluation at the end."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Appraisal, RemovalReason, TermKind
from faubourg.pathways.models import (
    Beneficiary,
    Buyer,
    ClauseContract,
    ClauseHours,
    ClauseOperation,
    Company,
    Lot,
    Market,
    MissionEvaluation,
    Term,
)
from faubourg.pathways.operations.beneficiaries import CIRCUMSTANCES, check_circumstances, person_of
from faubourg.pathways.operations.tracing import assign, contract_of, listed, locked, not_future, trace
from faubourg.pathways.permissions import can_keep_clauses, require
from faubourg.pathways.refusals import refuse

#: What the guichet writes with `write_market`, and which of its fields.
MARKETS: dict[type[Model], tuple[str, ...]] = {
    Buyer: ("name", "line", "organisation"),
    Company: ("name", "siret"),
    ClauseOperation: ("buyer", "name"),
    Market: ("operation", "name", "start", "end", "committed_hours"),
    Lot: ("market", "name", "company", "committed_hours"),
}
CONTRACT_FIELDS = ("market", "lot", "company", "employer", "contract_type", "start", "end", *CIRCUMSTANCES)
#: Hours of the longest month.
MOST_HOURS = 31 * 24


@transaction.atomic
def write_market(
    *, contract: Contract, model: type[Model], values: Mapping[str, Any], by: User, at: datetime,
    row: Model | None = None,
) -> Model:  # fmt: skip
    """Add or change a donneur d'ordre, a company, an operation, a market or a lot: any model of MARKETS.

    Raises PermissionDenied, Refused, ValidationError (a twin, dates the wrong way round).
    """
    require(can_keep_clauses(by, contract), "clauses")
    found = locked(row) if row is not None else model()
    if model in (Buyer, Company) and row is None:
        found.contract = contract
    changed = assign(found, dict(values), MARKETS[model])
    above = [found.contract] if model in (Buyer, Company) else []
    above += [contract_of(getattr(found, name)) for name in ("buyer", "operation", "market", "company", "organisation")
              if getattr(found, name, None) is not None]  # fmt: skip
    if any(one.pk != contract.pk for one in above):
        raise refuse("wrong-contract")
    found.full_clean()
    found.save()
    trace(by=by, verb=f"{model._meta.verbose_name} : saisie", contract=contract, row=found, at=at, fields=changed)
    return found


@transaction.atomic
def named(*, contract: Contract, model: type[Model], name: str, by: User, at: datetime, **above) -> Model | None:
    """The row of this name, under `above` (a buyer, an operation, a market), added when nobody wrote it yet.

    None for an empty name. Names are the same whatever their case. Raises as `write_market`.
    """
    if not (text := " ".join(name.split())):
        return None
    rows = model.objects.of(contract).filter(**above).order_by("pk")
    found = next((row for row in rows if row.name.casefold() == text.casefold()), None)
    return found or write_market(contract=contract, model=model, values={"name": text} | above, by=by, at=at)


@transaction.atomic
def add_clause_contract(
    *, contract: Contract, values: Mapping[str, Any], by: User, at: datetime,
    identity: Mapping[str, Any] | None = None, beneficiary: Beneficiary | None = None,
) -> ClauseContract:  # fmt: skip
    """Record a clause contract of a person who is there (`beneficiary`) or named by `identity`.

    `values`: any of CONTRACT_FIELDS. Raises PermissionDenied, Refused.
    """
    require(can_keep_clauses(by, contract), "clauses")
    person = beneficiary or person_of(contract=contract, values=identity or {}, at=at)
    if person.contract_id != contract.pk:
        raise refuse("wrong-contract")
    row = ClauseContract(beneficiary=person)
    changed = assign(row, dict(values), CONTRACT_FIELDS)
    _check(row, contract)
    row.save()
    trace(by=by, verb="contrat clauses enregistré", contract=contract, row=row, at=at, fields=changed)
    return row


@transaction.atomic
def change_clause_contract(
    *, clause_contract: ClauseContract, values: Mapping[str, Any], by: User, at: datetime
) -> ClauseContract:
    """Change a clause contract; `values`: any of CONTRACT_FIELDS, what is absent stays."""
    contract = clause_contract.beneficiary.contract
    require(can_keep_clauses(by, contract), "clauses")
    row = locked(clause_contract)
    if changed := assign(row, dict(values), CONTRACT_FIELDS):
        _check(row, contract)
        for month in row.hours.order_by("month").values_list("month", flat=True):
            _within(row, month)
        row.save()
        trace(by=by, verb="contrat clauses modifié", contract=contract, row=row, at=at, fields=changed)
    return row


@transaction.atomic
def remove_clause_contract(*, clause_contract: ClauseContract, reason: str, by: User, at: datetime) -> None:
    """Take away a contract that was typed wrongly, with its hours and its evaluation; `reason`: a RemovalReason.

    A person whom nothing else names goes with it. Raises PermissionDenied, Refused.
    """
    contract = clause_contract.beneficiary.contract
    require(can_keep_clauses(by, contract), "clauses")
    if reason not in RemovalReason.values:
        raise refuse("removal-without-reason")
    row = locked(clause_contract)
    person = locked(row.beneficiary)
    verb = f"contrat clauses retiré : {RemovalReason(reason).label}"
    trace(by=by, verb=verb, contract=contract, row=row, at=at)
    row.delete()
    if person.is_alone:
        person.delete()


def _check(row: ClauseContract, contract: Contract) -> None:
    if row.end is not None and row.end < row.start:
        raise refuse("ends-before-start")
    if any(contract_of(one).pk != contract.pk for one in (row.market, row.company, row.employer) if one is not None):
        raise refuse("wrong-contract")
    if row.lot is not None and row.lot.market_id != row.market_id:
        raise refuse("lot-elsewhere", name=row.lot.name)
    listed(row.contract_type, contract, TermKind.CONTRACT_TYPE)
    check_circumstances(row, contract)
    twins = ClauseContract.objects.filter(
        beneficiary=row.beneficiary_id, market=row.market_id, company=row.company_id, start=row.start, lot=row.lot_id
    )
    if twins.exclude(pk=row.pk).exists():
        raise refuse("mission-overlaps")


@transaction.atomic
def write_hours(
    *, clause_contract: ClauseContract, hours: Mapping[date, Decimal | None], by: User, at: datetime
) -> ClauseContract:
    """Write the hours of each month (its first day); None takes the month away. What is absent stays."""
    contract = clause_contract.beneficiary.contract
    require(can_keep_clauses(by, contract), "clauses")
    row = locked(clause_contract)
    written = {}
    for month, count in sorted(hours.items()):
        first = month.replace(day=1)
        if count is None:
            row.hours.filter(month=first).delete()
            continue
        _within(row, first)
        not_future(first, at)
        if count < 0:
            raise refuse("hours-negative")
        if count > MOST_HOURS:
            raise refuse("hours-too-many", hours=count)
        written[first] = ClauseHours(clause_contract=row, month=first, hours=count)
    ClauseHours.objects.bulk_create(
        written.values(), update_conflicts=True, unique_fields=["clause_contract", "month"], update_fields=["hours"]
    )
    trace(by=by, verb="heures d’insertion", contract=contract, row=row, at=at)
    return row


def _within(row: ClauseContract, month: date) -> None:
    first = row.start.replace(day=1)
    if month < first or (row.end is not None and month > row.end):
        end = row.end or "(fin inconnue)"
        raise refuse("hours-outside", month=f"{month:%m/%Y}", start=row.start, end=end)


@transaction.atomic
def evaluate_mission(
    *, clause_contract: ClauseContract, on: date, appraisal: str, by: User, at: datetime,
    outcome: Term | None = None, note: str = "",
) -> MissionEvaluation:  # fmt: skip
    """Write the fiche of the end of a mission, or write it again."""
    contract = clause_contract.beneficiary.contract
    require(can_keep_clauses(by, contract), "clauses")
    row = locked(clause_contract)
    not_future(on, at)
    if on < row.start:
        raise refuse("evaluation-too-early", day=row.start)
    listed(outcome, contract, TermKind.MISSION_OUTCOME)
    values = {"on": on, "appraisal": Appraisal(appraisal), "outcome": outcome, "note": note}
    found, _ = MissionEvaluation.objects.update_or_create(clause_contract=row, defaults=values)
    trace(by=by, verb="fin de mission évaluée", contract=contract, row=row, at=at)
    return found
