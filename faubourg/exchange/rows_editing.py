"""One row added to a section or taken from it on a screen: same checks, links and journal as for files."""

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.text import slugify

from faubourg.contracts.models import Contract, Lineage
from faubourg.exchange.book import Book
from faubourg.exchange.editing import check_unique, put_record
from faubourg.exchange.flat import FLAT_BY_NAME, SourceRecord
from faubourg.exchange.freezing import check_open, hold, save_entries
from faubourg.exchange.indexing import index_told, shown_by
from faubourg.exchange.reading import Outcome, Writer
from faubourg.exchange.removing import Removal
from faubourg.exchange.rights import can_add, can_remove
from faubourg.exchange.rows import describe_row
from faubourg.exchange.sameness import is_empty
from faubourg.exchange.schema.evaluation import EVALUATION_NAMES
from faubourg.exchange.schema.section import Section
from faubourg.exchange.validation import flat_problems, problem_at
from faubourg.exchange.writing import section_rows
from faubourg.intake.problems import IntakeError, Problem
from faubourg.journal.operations import entry_for

#: Sections whose keys live apart: they may repeat those of other sections (same rule as files).
KEYS_APART = ("contract", "tags", "status_scale")
#: Sections of which one row is written or taken away alone; the others are written whole, as a file would.
ROW_BY_ROW = EVALUATION_NAMES | {
    "actions", "roles", "means", "scheme_links", "indicators", "values", "clauses", "cross_references",
    "weights", "constants", "computations", "situations", "cohorts",
}  # fmt: skip
_NUMBERED = re.compile(r"^(.*?)(\d+)$")


def proposed_key(*, contract: Contract, section: Section) -> str:
    """A free key for a new row: the last one and its number, or one made of the section's title."""
    last = section.rows(contract).values_list("key", flat=True).last() or ""
    match = _NUMBERED.match(last)
    stem, number = (match[1], match[2]) if match else (f"{slugify(section.title)}-", "0")
    width, number = len(number), int(number)
    while True:
        number += 1
        key = f"{stem}{number:0{width}}"
        if not _holder(contract, section, key):
            return key


def _holder(contract: Contract, section: Section, key: str) -> Section | None:
    """The section that has this key already, among those that may not share it with `section`."""
    kept = [section]
    if section.name not in KEYS_APART:
        kept += [other for other in FLAT_BY_NAME.values() if other.has_key and other.name not in KEYS_APART]
    return next((other for other in kept if other.rows(contract).filter(key=key).exists()), None)


@transaction.atomic
def add_record(
    *, contract: Contract, section: Section, values: dict[str, Any], user, at: datetime, reason: str = ""
) -> Model:
    """Put a row that says `values` (fields of the file) at the end of a section; return it.

    `reason` and `FrozenError`: as for `change_record`. Raises `PermissionDenied`, and `IntakeError` with a problem a
    field; nothing is then written.
    """
    hold(contract)
    if not can_add(user=user, contract=contract, section=section, values=values):
        raise PermissionDenied
    is_mend = check_open(contract=contract, section=section, user=user, reason=reason)
    record = SourceRecord({name: value for name, value in values.items() if not is_empty(value)})
    is_alone = section.name in ROW_BY_ROW
    records = [] if is_alone else _present(contract, section)[1]
    problems = flat_problems({section.name: [*records, record]})
    if not problems and section.has_key and (holder := _holder(contract, section, record["key"])):
        sentence = f"la clé « {record['key']} » est déjà prise dans « {holder.title} » : en choisir une autre"
        problems = [problem_at(section, record, "key", sentence)]
    if problems:
        raise IntakeError(problems)
    row = _insert(contract, section, record) if is_alone else _extend(contract, section, records, record)
    entry = entry_for(actor=user, verb="ligne ajoutée", scope=contract.scope, target=row, at=at)
    if is_mend:
        entry.changes = {"ligne ajoutée": ["", section.title]}
    save_entries(contract=contract, entries=[entry], reason=reason, corrections=[is_mend])
    index_told(contract, shown_by(row))
    return row


@transaction.atomic
def remove_record(*, contract: Contract, section: Section, row: Model, user, at: datetime, reason: str = "") -> None:
    """Take a row away.

    `reason` and `FrozenError`: as for `change_record`. Raises `PermissionDenied`, and `IntakeError` when other rows
    need it; nothing is then written.
    """
    hold(contract)
    if not can_remove(user=user, contract=contract, section=section, row=row):
        raise PermissionDenied
    is_mend = check_open(contract=contract, section=section, user=user, reason=reason)
    label = f"{section.title} : {row}"
    told = shown_by(row)
    if section.name in ROW_BY_ROW:
        _delete(contract, section, row)
    else:
        _leave_out(contract, section, row)
    facts = {"actor": user, "scope": contract.scope, "at": at}
    entry = entry_for(verb="ligne retirée", target=contract, row=row, label=label, **facts)
    if is_mend:
        entry.changes = {"ligne retirée": [label, ""]}
    save_entries(contract=contract, entries=[entry], reason=reason, corrections=[is_mend])
    index_told(contract, told)


def _insert(contract: Contract, section: Section, record: SourceRecord) -> Model:
    """Save the row that `record` describes at the end of its section, touching no other."""
    row = section.new_row(contract)
    last = section.rows(contract).values_list("position", flat=True).last()
    row.position = 0 if last is None else last + 1
    check_unique(section, contract, row, record)
    if section.has_key:
        row.key = record["key"]
    if section.lineage:
        row.lineage = Lineage(contract=contract)
    put_record(contract, section, row, record)
    return row


def _extend(contract: Contract, section: Section, records: list[SourceRecord], record: SourceRecord) -> Model:
    """Write the section with one record more, as a file that brings it would."""
    outcome = _write(contract, section, records, [*records, record])
    return next(found for made, found in outcome.created if made is section)


def _delete(contract: Contract, section: Section, row: Model) -> None:
    removal = Removal(contract)
    # Another copy: the caller's keeps its number for the journal.
    removal.plan(section, [section.model._default_manager.get(pk=row.pk)])
    removal.run()


def _leave_out(contract: Contract, section: Section, row: Model) -> None:
    """Write the section without the row, as a file that leaves it out would."""
    rows, records = _present(contract, section)
    if row not in rows:
        raise IntakeError([Problem("ce mot n’est pas déclaré : il part avec la dernière ligne qui le porte")])
    staying = [record for found, record in zip(rows, records, strict=True) if found != row]
    try:
        _write(contract, section, records, staying)
    except ProtectedError as error:
        raise IntakeError([_worn(row)]) from error
    if section.model._default_manager.filter(pk=row.pk).exists():
        # The writer keeps a word in use without its declaration; a person who takes a row away expects it gone.
        raise IntakeError([_worn(row)])


def _worn(row: Model) -> Problem:
    return Problem(f"« {row} » ne peut pas être retiré tant que d’autres lignes le portent")


def _present(contract: Contract, section: Section) -> tuple[list[Model], list[SourceRecord]]:
    """The rows of a section and what they say, each record tied to its row."""
    book, rows, records = Book(contract), section_rows(section, contract), []
    for place, row in enumerate(rows):
        record = SourceRecord(describe_row(section, row, book))
        record.place = place
        records.append(record)
    return rows, records


def _write(contract: Contract, section: Section, before: list[SourceRecord], after: list[SourceRecord]) -> Outcome:
    """Make the section say `after`; return what was done."""
    return Writer(contract, {section.name: before}).apply({section.name: after})
