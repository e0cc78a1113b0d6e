"""Making and changing a register and its columns; what would lose values is refused with the cells named."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.text import slugify

from faubourg.contracts.models import Contract
from faubourg.journal.operations import record
from faubourg.registers.cells import Lists, read_cell, shown
from faubourg.registers.choices import GROUPING, ColumnType
from faubourg.registers.models import Register, RegisterColumn, RegisterRow
from faubourg.registers.permissions import can_build
from faubourg.ui.typography import plural

REFUSED = "Les registres et leurs colonnes se tiennent avec la ou le chef·fe de projet."
#: Cells named in a refusal; the others are counted.
NAMED = 5
REGISTER_FIELDS = ("title", "unit", "help_text", "states", "note")
COLUMN_FIELDS = ("label", "type", "options", "required", "breaks_down", "help_text")
Values = Mapping[str, Any]


@transaction.atomic
def make_register(*, contract: Contract, values: Values, columns: list[Values] = (), by, at: datetime) -> Register:
    """Add a register at the end of the list, with these columns. Raises PermissionDenied, ValidationError."""
    _hold(contract, by)
    rows = Register.objects.of(contract)
    # The keys of a contract's file are its own: this beginning keeps them apart from those of the plan.
    key = free_key(f"registre-{values['title']}", rows.values_list("key", flat=True), "registre")
    register = Register(contract=contract, key=key, position=rows.count())
    _fill(register, values, REGISTER_FIELDS)
    register.save()
    for values_of_column in columns:
        _save_column(RegisterColumn(register=register), values_of_column)
    changes = {"colonnes": ["", ", ".join(column.label for column in register.columns.order_by("position"))]}
    record(actor=by, verb="registre créé", scope=contract.scope, target=register, at=at, changes=changes)
    return register


@transaction.atomic
def change_register(*, register: Register, values: Values, by, at: datetime) -> None:
    """Change what a register is; a state that rows have stays. Raises PermissionDenied, ValidationError."""
    contract = register.contract
    _hold(contract, by)
    changes = _fill(register, values, REGISTER_FIELDS)
    worn = set(register.rows.exclude(state="").order_by().values_list("state", flat=True).distinct())
    if lost := worn - set(register.state_labels):
        words = ", ".join(f"« {one} »" for one in sorted(lost))
        raise ValidationError({"states": f"Des lignes sont dans l’état {words} : changez-les d’abord."})
    register.save()
    if changes:
        record(actor=by, verb="registre modifié", scope=contract.scope, target=register, at=at, changes=changes)


@transaction.atomic
def remove_register(*, register: Register, by, at: datetime) -> None:
    """Remove a register that has no row. Raises PermissionDenied, ValidationError."""
    contract = register.contract
    _hold(contract, by)
    if count := register.rows.count():
        said = plural(count, "ligne,lignes")
        raise ValidationError(f"Ce registre a {said} : retirez-les d’abord, ou gardez-le.")
    record(
        actor=by, verb="registre retiré", scope=contract.scope, target=contract, row=register, at=at,
        label=register.title,
    )  # fmt: skip
    register.delete()


@transaction.atomic
def add_column(*, register: Register, values: Values, by, at: datetime) -> RegisterColumn:
    """Add a column at the end. Raises PermissionDenied, ValidationError."""
    _hold(register.contract, by)
    column = RegisterColumn(register=register)
    changes = _save_column(column, values)
    _tell(column, "colonne ajoutée", by, at, changes)
    return column


@transaction.atomic
def change_column(*, column: RegisterColumn, values: Values, by, at: datetime) -> None:
    """Change a column; its cells are read again under the new type. Raises PermissionDenied, ValidationError."""
    register = column.register
    _hold(register.contract, by)
    old = RegisterColumn.objects.get(pk=column.pk)
    rows = list(RegisterRow.objects.select_for_update().filter(register=register).order_by("position", "pk"))
    changes = _save_column(column, values)
    if old.type != column.type:
        _check_unused(column)
    if (old.type, old.options) != (column.type, column.options):
        _convert(old, column, rows, Lists(register.contract))
    _tell(column, "colonne modifiée", by, at, changes)


@transaction.atomic
def move_column(*, column: RegisterColumn, up: bool, by, at: datetime) -> None:
    """Put a column one place before or after. Raises PermissionDenied."""
    register = column.register
    _hold(register.contract, by)
    columns = list(register.columns.order_by("position", "pk"))
    place = columns.index(column)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(columns):
        return
    columns[place], columns[other] = columns[other], columns[place]
    for position, one in enumerate(columns):
        one.position = position
    RegisterColumn.objects.bulk_update(columns, ["position"])
    _tell(column, "colonne déplacée", by, at, {"place": [place + 1, other + 1]})


def values_in(column: RegisterColumn) -> int:
    """How many rows say something in this column."""
    rows = RegisterRow.objects.filter(register=column.register_id).order_by().values_list("values", flat=True)
    return sum(column.key in values for values in rows)


@transaction.atomic
def remove_column(*, column: RegisterColumn, expected: int, by, at: datetime) -> None:
    """Remove a column and its cells; `expected`: how many the person was told. The journal keeps what they said.

    Raises PermissionDenied; ValidationError when a count needs it, or when there are more cells now.
    """
    register = column.register
    _hold(register.contract, by)
    _check_unused(column)
    rows = [
        row
        for row in RegisterRow.objects.select_for_update().filter(register=register).order_by("position", "pk")
        if column.key in row.values
    ]
    if len(rows) > expected:
        said = plural(len(rows), "ligne dit maintenant,lignes disent maintenant")
        raise ValidationError(f"{said} quelque chose dans cette colonne : relisez avant de la retirer.")
    lists = Lists(register.contract)
    lost = {f"ligne {row.position + 1}": [shown(column, row.values.pop(column.key), lists), ""] for row in rows}
    RegisterRow.objects.bulk_update(rows, ["values"], batch_size=500)
    record(
        actor=by, verb="colonne retirée", scope=register.contract.scope, target=register, row=column, at=at,
        label=column.label, changes=lost,
    )  # fmt: skip
    column.delete()


def free_key(text: str, taken, default: str) -> str:
    """A key made of the words, not yet in `taken`."""
    stem = slugify(text)[:70] or default
    taken, key, number = set(taken), stem, 1
    while key in taken:
        number += 1
        key = f"{stem}-{number}"
    return key


def _hold(contract: Contract, by) -> None:
    Contract.objects.select_for_update().get(pk=contract.pk)
    if not can_build(by, contract):
        raise PermissionDenied(REFUSED)


def _fill(row, values: Values, names: tuple[str, ...]) -> dict[str, list]:
    """Put the values on the row; returns what changes, for the journal."""
    changes = {}
    for name in names:
        if name in values and getattr(row, name) != values[name]:
            changes[str(row._meta.get_field(name).verbose_name)] = [_plain(getattr(row, name)), _plain(values[name])]
            setattr(row, name, values[name])
    row.full_clean(exclude=["contract", "register", "key"], validate_unique=False, validate_constraints=False)
    return changes


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(str(one["label"] if isinstance(one, dict) else one) for one in value)
    return str(value)


def _save_column(column: RegisterColumn, values: Values) -> dict[str, list]:
    register = column.register
    others = register.columns.exclude(pk=column.pk).order_by("position", "pk")
    changes = _fill(column, values, COLUMN_FIELDS)
    label = column.label.casefold()
    if label in {one.label.casefold() for one in others} | {"tenue par", "état", "note", "n°"}:
        raise ValidationError({"label": "Une colonne porte déjà cet intitulé : choisissez-en un autre."})
    if column.type == ColumnType.CHOICE and not column.options:
        raise ValidationError({"options": "Écrivez les choix possibles, un par ligne."})
    if column.breaks_down and column.type not in GROUPING:
        raise ValidationError({"breaks_down": "Les comptes se ventilent par un choix, un oui ou non, ou une liste."})
    if column.pk is None:
        column.key = free_key(column.label, [one.key for one in others], "colonne")
        column.position = len(others)
    column.save()
    return changes


def _convert(old: RegisterColumn, new: RegisterColumn, rows: list[RegisterRow], lists: Lists) -> None:
    """Read every cell again under the new type. Raises ValidationError with the cells that would be lost."""
    lost = []
    for row in rows:
        if new.key not in row.values:
            continue
        text = shown(old, row.values[new.key], lists)
        try:
            row.values[new.key] = read_cell(new, text, lists)
        except ValueError:
            lost.append(f"ligne {row.position + 1} (« {text[:40]} »)")
    if lost:
        more = f" et {plural(len(lost) - NAMED, 'autre,autres')}" if len(lost) > NAMED else ""
        said = plural(len(lost), "valeur serait perdue,valeurs seraient perdues")
        raise ValidationError({"type": f"{said} : {', '.join(lost[:NAMED])}{more}. Corrigez ces cellules d’abord."})
    RegisterRow.objects.bulk_update(rows, ["values"], batch_size=500)


def _check_unused(column: RegisterColumn) -> None:
    """Refuse while a count needs the column."""
    if any(column.key in count.columns_used for count in column.register.counts.order_by("pk")):
        raise ValidationError("Un compte utilise cette colonne : retirez d’abord ce compte.")


def _tell(column: RegisterColumn, verb: str, by, at: datetime, changes: dict) -> None:
    scope = column.register.contract.scope
    record(actor=by, verb=verb, scope=scope, target=column, at=at, label=column.label, changes=changes)
