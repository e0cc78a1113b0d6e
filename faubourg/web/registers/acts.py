"""Operations of registers with their place in the search index, and what is read of an address."""

from collections.abc import Iterable

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.exchange.indexing import index_contract, index_told, shown_by
from faubourg.registers.models import Register, RegisterColumn, RegisterCount, RegisterRow
from faubourg.registers.operations.rows import Draft, remove_row, write_rows


def register_at(contract: Contract, key: str) -> Register:
    """The register of the address; 404 without it."""
    found = Register.objects.of(contract).filter(key=key).first()
    if found is None:
        raise Http404("Ce registre n’existe pas.")
    found.contract = contract
    return found


def row_at(register: Register, pk: int) -> RegisterRow:
    """A row of the register; 404 without it."""
    found = register.rows.select_related("organisation").filter(pk=pk).first()
    if found is None:
        raise Http404("Cette ligne n’existe pas.")
    found.register = register
    return found


def column_at(register: Register, key: str) -> RegisterColumn:
    """A column of the register; 404 without it."""
    found = register.columns.filter(key=key).first()
    if found is None:
        raise Http404("Cette colonne n’existe pas.")
    found.register = register
    return found


def count_at(register: Register, pk: int) -> RegisterCount:
    """A count of the register; 404 without it."""
    found = register.counts.select_related("lineage").filter(pk=pk).first()
    if found is None:
        raise Http404("Ce compte n’existe pas.")
    found.register = register
    return found


@transaction.atomic
def save_row(register: Register, draft: Draft, *, by) -> RegisterRow:
    """Write one row and index it."""
    (row,) = write_rows(register=register, drafts=[draft], by=by, at=timezone.now())
    index_told(register.contract, shown_by(row))
    return row


@transaction.atomic
def save_rows(register: Register, drafts: Iterable[Draft], *, by) -> list[RegisterRow]:
    """Write many rows or none, and index the contract."""
    rows = write_rows(register=register, drafts=drafts, by=by, at=timezone.now())
    index_contract(register.contract)
    return rows


@transaction.atomic
def take_row_away(row: RegisterRow, *, by) -> None:
    """Remove a row, from the index too."""
    told, contract = shown_by(row), row.register.contract
    remove_row(row=row, by=by, at=timezone.now())
    index_told(contract, told)
