"""Writing and removing lines of the TFPB abatement, each act journalled; two people on one line are told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.journal.operations import record
from faubourg.territories.models import TerritoryKind
from faubourg.urban.choices import Category
from faubourg.urban.models import TfpbLine, TfpbSpending
from faubourg.urban.permissions import landlords_of

FIELDS = ("landlord", "territory", "year", "dwellings", "abatement", "declared_total", "state", "note", "line")
KINDS = {"planned": "prévu", "real": "réalisé"}
REFUSED = "Cette ligne se tient avec la ou le chef·fe de projet, ou par le bailleur lui-même."
TWICE = "Ce bailleur a déjà une ligne dans ce quartier pour cette année : modifiez-la plutôt."


class LineChangedError(Exception):
    """Somebody changed the line meanwhile; `present` is what it says now, label → words."""

    def __init__(self, present: dict[str, str]) -> None:
        self.present = present
        super().__init__("Cette ligne a changé pendant votre saisie.")


def amount_name(kind: str, category: str) -> str:
    """The name under which `values` gives an amount: « real-presence »."""
    return f"{kind}-{category}"


def words_of(line: TfpbLine) -> dict[str, str]:
    """What a line says, label → words; an empty text is « not given »."""
    said = {_title(name): shown(getattr(line, name)) for name in FIELDS if name != "state"}
    said[_title("state")] = str(line.get_state_display())
    for kind, word in KINDS.items():
        given = line.amounts(kind)
        for category in Category:
            said[f"{category.label}, {word}"] = shown(given.get(category.value))
    return said


def digest_of(line: TfpbLine) -> str:
    """A mark of what the line says, to see that it changed."""
    return hashlib.sha256(json.dumps(words_of(line), ensure_ascii=False).encode()).hexdigest()[:32]


@transaction.atomic
def write_line(
    *,
    contract: Contract,
    line: TfpbLine | None,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    digest: str = "",
) -> TfpbLine:
    """Add a line, or change one. `values`: any of FIELDS, and amounts under `amount_name`; what is absent stays.

    `digest`: what the line said when the person opened it. Raises PermissionDenied, ValidationError, LineChangedError.
    """
    Contract.objects.select_for_update().get(pk=contract.pk)
    row = TfpbLine(contract=contract) if line is None else _locked(line)
    old = {} if line is None else words_of(row)
    if digest and line is not None and digest != digest_of(row):
        raise LineChangedError(old)
    writable = landlords_of(by, contract)
    if line is not None and row.landlord_id not in writable:
        raise PermissionDenied(REFUSED)
    for name in FIELDS:
        if name in values:
            setattr(row, name, values[name])
    _check(row, contract)
    if row.landlord_id not in writable:
        raise PermissionDenied(REFUSED)
    row.full_clean(validate_constraints=False)
    row.save()
    _write_amounts(row, values)
    new = words_of(row)
    changes = {title: [old.get(title, ""), text] for title, text in new.items() if old.get(title, "") != text}
    if changes:
        verb = "ligne de TFPB ajoutée" if line is None else "ligne de TFPB modifiée"
        record(actor=by, verb=verb, scope=contract.scope, target=row, at=at, changes=changes)
    return row


@transaction.atomic
def write_lines(
    *, contract: Contract, rows: Iterable[tuple[TfpbLine | None, Mapping[str, Any]]], by: User, at: datetime
) -> tuple[int, int]:
    """Write many lines or none, and say how many were added and how many were there already."""
    added = known = 0
    for line, values in rows:
        write_line(contract=contract, line=line, values=values, by=by, at=at)
        added, known = (added + 1, known) if line is None else (added, known + 1)
    return added, known


@transaction.atomic
def remove_line(*, line: TfpbLine, by: User, at: datetime) -> None:
    """Remove a line; the journal keeps what it said. Raises PermissionDenied."""
    contract = line.contract
    if line.landlord_id not in landlords_of(by, contract):
        raise PermissionDenied(REFUSED)
    changes = {title: [text, ""] for title, text in words_of(line).items() if text}
    record(
        actor=by, verb="ligne de TFPB retirée", scope=contract.scope, target=contract, row=line, at=at,
        label=str(line), changes=changes,
    )  # fmt: skip
    line.delete()


def _locked(line: TfpbLine) -> TfpbLine:
    found = TfpbLine.objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise ValidationError("Cette ligne a été retirée pendant votre saisie.")
    return found


def _check(row: TfpbLine, contract: Contract) -> None:
    for name in ("landlord", "territory"):
        if getattr(row, f"{name}_id") is None:
            raise ValidationError({name: "Choisissez dans la liste du contrat."})
        if getattr(row, name).contract_id != contract.pk:
            raise ValidationError({name: "Cette ligne n’est pas dans la liste du contrat."})
    if row.territory.kind != TerritoryKind.QPV:
        raise ValidationError({"territory": "L’abattement se compte par quartier prioritaire (QPV)."})
    same = TfpbLine.objects.filter(landlord=row.landlord, territory=row.territory, year=row.year)
    if same.exclude(pk=row.pk).exists():
        raise ValidationError(TWICE)


def _write_amounts(row: TfpbLine, values: Mapping[str, Any]) -> None:
    """Write the amounts that `values` names; a category without any amount keeps no row."""
    present = {one.category: one for one in row.spendings.all()}
    for category in Category.values:
        named = {kind: values[name] for kind in KINDS if (name := amount_name(kind, category)) in values}
        spending = present.get(category)
        if not named or (spending is None and all(amount is None for amount in named.values())):
            continue
        spending = spending or TfpbSpending(line=row, category=category)
        for kind, amount in named.items():
            setattr(spending, kind, amount)
        if spending.planned is None and spending.real is None:
            spending.delete()
        else:
            spending.save()


def _title(name: str) -> str:
    return str(TfpbLine._meta.get_field(name).verbose_name)


def shown(value: Any) -> str:
    """A value as the journal writes it; an empty text is « not given »."""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", ",") + " €"
    return "" if value is None else str(value)
