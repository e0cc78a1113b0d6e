"""What goes out: legal bases, the lists made under them, and who reads rows under one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.masking import threshold_of
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, LegalBasis, Release
from faubourg.pathways.operations.people import log_readings
from faubourg.pathways.operations.setup import release, write_setting
from faubourg.pathways.operations.tracing import day_of, locked, trace
from faubourg.pathways.outgoing import Outgoing, OutgoingField, is_for_another, words_of
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.outgoing import TABLES, fields_of_rows, participations, rows_of, totals_of
from faubourg.pathways.queries.yearly import year_of
from faubourg.pathways.refusals import refuse
from faubourg.ui.typography import day, number

READING = "Transmission"
#: Roles that read rows under a legal basis only.
OUTSIDE = (AgentRole.DEPARTMENT, AgentRole.FSE_CELL)
_DATES = frozenset(one for one in OutgoingField if one.endswith(("_on", "_date")))


@transaction.atomic
def write_basis(
    *, contract: Contract, values: Mapping[str, Any], by: User, at: datetime, row: LegalBasis | None = None
) -> LegalBasis:
    """Add or change a legal basis; its fields come from the catalogue. Raises PermissionDenied, Refused."""
    if "fields" in values:
        if not values["fields"]:
            raise refuse("basis-empty")
        if unknown := set(values["fields"]) - set(OutgoingField.values):
            raise refuse("basis-field-unknown", what=words_of(unknown))
    start, end = (values.get(name, getattr(row, name, None)) for name in ("start", "end"))
    if start and end and end < start:
        raise refuse("ends-before-start")
    Contract.objects.select_for_update().get(pk=contract.pk)
    said = {name: values.get(name, getattr(row, name, None)) for name in ("recipient", "basis", "purpose", "start")}
    if LegalBasis.objects.filter(contract=contract, **said).exclude(pk=row and row.pk).exists():
        raise refuse("basis-twin")
    return write_setting(contract=contract, model=LegalBasis, values=values, row=row, by=by, at=at)


def end_basis(*, basis: LegalBasis, on: date, by: User, at: datetime) -> LegalBasis:
    """The last day of a legal basis; what went out under it stays told."""
    return write_basis(contract=basis.contract, values={"end": on}, row=basis, by=by, at=at)


@transaction.atomic
def found_access(*, agent: Agent, basis: LegalBasis | None, by: User, at: datetime) -> Agent:
    """Let the Département or the FSE cell read rows under a legal basis; None: totals only."""
    require(can_lead(by, agent.contract), "lead")
    row = locked(agent)
    if row.role not in OUTSIDE:
        raise refuse("basis-other-role")
    if basis is not None and basis.contract_id != row.contract_id:
        raise refuse("wrong-contract")
    _check_recipient(Outgoing.FSE, basis)
    row.legal_basis = basis
    row.save(update_fields=["legal_basis"])
    trace(
        by=by, verb="accès sous une base légale", contract=row.contract, row=row, at=at, fields=["legal_basis"]
    )  # fmt: skip
    return row


@transaction.atomic
def send_list(
    *, contract: Contract, kind: str, year: int, fields: Iterable[str], legal_basis: LegalBasis | None, by: User,
    at: datetime,
) -> list[Sheet]:  # fmt: skip
    """The sheets of a list that goes out, noted first: what allows it, then its rows or its totals.

    `fields` of a list of rows; none: every field that the basis covers. Without a basis that stands that day, or with
    a field that it does not cover, it is refused and nothing is written. Each file read is noted.
    """
    asked = _asked(Outgoing(kind), list(fields), legal_basis)
    _check_recipient(Outgoing(kind), legal_basis)
    cut, is_rows = Cut.of_year(year), kind == Outgoing.FSE
    pathways = participations(contract, cut)
    sheets = [] if is_rows else _totals(contract, cut, kind)
    count = pathways.count() if is_rows else sum(len(list(sheet.rows)) for sheet in sheets)
    title = f"{Outgoing(kind).label}, {year}"
    row = release(
        contract=contract, title=title, fields=asked, rows=count, by=by, at=at, legal_basis=legal_basis
    )  # fmt: skip
    if is_rows:
        log_readings(participants=pathways.values_list("participant", flat=True), page=READING, by=by, at=at)
        sheets = [_rows(pathways, asked)]
    return [_cover(row), *sheets]


def _check_recipient(kind: Outgoing, basis: LegalBasis | None) -> None:
    if basis is not None and is_for_another(kind, basis.recipient):
        raise refuse("basis-other-recipient", recipient=basis.recipient)


def _asked(kind: Outgoing, fields: list[str], basis: LegalBasis | None) -> list[str]:
    if kind != Outgoing.FSE:
        return [OutgoingField.TOTALS.value]
    if fields or basis is None:
        return fields or [OutgoingField.NUMBER.value]
    if not (covered := fields_of_rows(basis.fields)):
        raise refuse("no-field")
    return covered


def _cover(row: Release) -> Sheet:
    basis = row.legal_basis
    until = f" au {day(basis.end)}" if basis.end else ""
    lines = [
        ("Liste", row.title), ("Destinataire", basis.recipient), ("Base légale", basis.basis),
        ("Valable", f"du {day(basis.start)}{until}" if until else f"depuis le {day(basis.start)}"),
        ("Finalité", basis.purpose), ("Champs", words_of(row.fields)), ("Lignes", number(row.rows)),
        ("Date", day(day_of(row.at))), ("Transmise par", str(row.by)),
    ]  # fmt: skip
    return Sheet("Transmission", [SheetColumn("Mention", 20), SheetColumn("Valeur", 90)], lines)


def _rows(pathways, fields: list[str]) -> Sheet:
    ordered = fields_of_rows(fields)
    columns = [
        SheetColumn(str(OutgoingField(name).label), 20, "date" if name in _DATES else "text") for name in ordered
    ]
    return Sheet("Participants", columns, rows_of(pathways, ordered))


def _totals(contract: Contract, cut: Cut, kind: str) -> list[Sheet]:
    columns = [SheetColumn("Ligne", 60), SheetColumn("Nombre", 14, "number"), SheetColumn("Part", 10, "percent")]
    found = totals_of(year_of(contract, cut), TABLES[kind], threshold_of(contract))
    return [
        Sheet(one.title, [SheetColumn(f"{one.title} ({one.unit})", 60), *columns[1:]], list(one.lines)) for one in found
    ]
