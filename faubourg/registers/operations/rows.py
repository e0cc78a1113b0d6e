"""Writing and removing rows of a register, each act journalled; two people on one row are told."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max

from faubourg.contracts.models import ListedOrganisation
from faubourg.journal.operations import entry_for, record_many
from faubourg.registers.cells import Lists, words_of
from faubourg.registers.models import Register, RegisterRow
from faubourg.registers.permissions import Holders, holders_of

REFUSED = "Cette ligne se tient avec la ou le chef·fe de projet, ou par l’organisation qui la tient."
GONE = "Cette ligne a été retirée pendant votre saisie."


class RowChangedError(Exception):
    """Somebody changed the row meanwhile; `present` is what it says now, label → words."""

    def __init__(self, present: dict[str, str]) -> None:
        self.present = present
        super().__init__("Cette ligne a changé pendant votre saisie.")


@dataclass(frozen=True)
class Draft:
    """What a row will say. `cells`: key of a column → kept value; None empties, an absent key stays as it is.

    `digest`: what the row said when the person opened it.
    """

    row: RegisterRow | None
    cells: Mapping[str, Any]
    facts: Mapping[str, Any]  # any of organisation, state, note
    digest: str = ""


def digest_of(row: RegisterRow) -> str:
    """A mark of what a row says, to see that it changed."""
    said = [row.values, row.organisation_id, row.state, row.note]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def write_rows(*, register: Register, drafts: Iterable[Draft], by, at: datetime) -> list[RegisterRow]:
    """Write all of these rows or none. Raises PermissionDenied, ValidationError, RowChangedError."""
    # Columns and rows go one after the other: a column cannot change type under a row that is being written.
    register = Register.objects.select_for_update().select_related("contract").get(pk=register.pk)
    writer = _Writer(register, holders_of(by, register.contract), Lists(register.contract))
    written = [writer.write(draft) for draft in drafts]
    facts = {"actor": by, "scope": register.contract.scope, "at": at}
    record_many([entry_for(target=row, verb=verb, changes=changes, **facts) for row, verb, changes in writer.told])
    return written


@transaction.atomic
def remove_row(*, row: RegisterRow, by, at: datetime) -> None:
    """Remove a row; the journal keeps what it said. Raises PermissionDenied, ValidationError."""
    register = Register.objects.select_for_update().select_related("contract").get(pk=row.register_id)
    found = RegisterRow.objects.select_related("organisation").filter(pk=row.pk).first()
    if found is None:
        raise ValidationError(GONE)
    if found.organisation_id not in holders_of(by, register.contract):
        raise PermissionDenied(REFUSED)
    found.register = register
    said = words_of(found, register.column_list, Lists(register.contract))
    entry = entry_for(
        actor=by, verb="ligne de registre retirée", scope=register.contract.scope, target=register, row=found, at=at,
        label=f"{register.title} : {found}", changes={name: [text, ""] for name, text in said.items() if text},
    )  # fmt: skip
    record_many([entry])
    found.delete()


class _Writer:
    """Writes rows of one register; `told`: row, verb and changes of each, for the journal."""

    def __init__(self, register: Register, holders: Holders, lists: Lists) -> None:
        self.register, self.holders, self.lists = register, holders, lists
        self.columns = register.column_list
        last = register.rows.aggregate(last=Max("position"))["last"]
        self.next = 0 if last is None else last + 1
        self.told: list[tuple[RegisterRow, str, dict]] = []

    def write(self, draft: Draft) -> RegisterRow:
        """One row."""
        row = self._row(draft)
        old = {} if row.pk is None else words_of(row, self.columns, self.lists)
        if draft.digest and row.pk and draft.digest != digest_of(row):
            raise RowChangedError(old)
        self._check_held(row, is_new=row.pk is None)
        for name, value in draft.facts.items():
            setattr(row, name, value)
        row.values = {key: value for key, value in (row.values | draft.cells).items() if value is not None}
        self._check(row)
        row.save()
        new = words_of(row, self.columns, self.lists)
        changes = {name: [old.get(name, ""), text] for name, text in new.items() if old.get(name, "") != text}
        if changes:
            verb = "ligne de registre modifiée" if draft.row else "ligne de registre ajoutée"
            self.told.append((row, verb, changes))
        return row

    def _row(self, draft: Draft) -> RegisterRow:
        if draft.row is None:
            row = RegisterRow(register=self.register, position=self.next)
            self.next += 1
            return row
        row = RegisterRow.objects.select_related("organisation").filter(pk=draft.row.pk).first()
        if row is None:
            raise ValidationError(GONE)
        row.register = self.register
        return row

    def _check_held(self, row: RegisterRow, *, is_new: bool) -> None:
        if not self.holders or (not is_new and row.organisation_id not in self.holders):
            raise PermissionDenied(REFUSED)

    def _check(self, row: RegisterRow) -> None:
        organisation: ListedOrganisation | None = row.organisation
        if organisation is not None and organisation.contract_id != self.register.contract_id:
            raise ValidationError({"organisation": "Cette organisation n’est pas dans la liste du contrat."})
        if row.organisation_id not in self.holders:
            raise PermissionDenied(REFUSED)
        if row.state and row.state not in self.register.state_labels:
            raise ValidationError({"state": f"« {row.state} » n’est pas un état de ce registre."})
        known = {column.key for column in self.columns}
        row.values = {key: value for key, value in row.values.items() if key in known}
        for column in self.columns:
            if column.required and column.key not in row.values:
                raise ValidationError({column.key: f"« {column.label} » est obligatoire : remplissez-le."})
        if not row.values:
            raise ValidationError("La ligne est vide : remplissez au moins une colonne.")
        row.full_clean(exclude=["register", "organisation"], validate_constraints=False)
