"""Several rows added, changed or taken away in one transaction, journalled in one insert."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.book import Book
from faubourg.exchange.flat import FLAT_BY_NAME, SourceRecord
from faubourg.exchange.freezing import check_open, hold, save_entries
from faubourg.exchange.indexing import index_told, shown_by
from faubourg.exchange.reading import Outcome, Writer
from faubourg.exchange.rights import can_add, can_remove, open_fields
from faubourg.exchange.rows import describe_row
from faubourg.exchange.sameness import is_empty
from faubourg.exchange.schema.section import Section
from faubourg.exchange.validation import flat_problems
from faubourg.exchange.writing import section_rows
from faubourg.intake.problems import IntakeError, Problem
from faubourg.journal.models import Entry
from faubourg.journal.operations import entry_for

NO_RIGHT = "Vous n’avez pas le droit de modifier « {row} »."


@dataclass
class Edits:
    """What is to be done. `values` are fields of the file; None or empty forgets."""

    added: list[tuple[Section, dict[str, Any]]] = field(default_factory=list)
    changed: list[tuple[Section, Model, dict[str, Any]]] = field(default_factory=list)
    removed: list[tuple[Section, Model]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def sections(self) -> list[Section]:
        """The sections that are touched, each once."""
        touched = [one[0].name for many in (self.added, self.changed, self.removed) for one in many]
        return [FLAT_BY_NAME[name] for name in dict.fromkeys(touched)]


@transaction.atomic
def apply_edits(*, contract: Contract, edits: Edits, user, at: datetime, reason: str = "") -> Outcome:
    """Do all of `edits` or nothing.

    Raises `PermissionDenied` when one of the rows is not the person's to change, `FrozenError` when the version wants a
    reason (correction matérielle), `IntakeError` with the problems of the rows.
    """
    hold(contract)
    _check_rights(contract, edits, user)
    book = Book(contract)
    before, after, rows = {}, {}, {}
    for section in edits.sections:
        rows[section.name] = section_rows(section, contract)
        before[section.name] = [_source(section, row, book, place) for place, row in enumerate(rows[section.name])]
        after[section.name] = list(before[section.name])
    mends = _put(contract, edits, rows, after, user, reason)
    if problems := flat_problems(after):
        raise IntakeError(problems)
    labels = [(section, f"{section.title} : {row}") for section, row in edits.removed]
    before_told = [shown_by(row) for _, row, *_ in (*edits.removed, *edits.changed)]
    outcome = Writer(contract, before).apply(after)
    entries, corrections = _entries(contract, outcome, mends, labels, user, at)
    save_entries(contract=contract, entries=entries, reason=reason, corrections=corrections)
    written = [row for _, row, *_ in (*outcome.created, *outcome.changed)]
    index_told(contract, *before_told, *(shown_by(row) for row in written))
    return outcome


def _source(section: Section, row: Model, book: Book, place: int) -> SourceRecord:
    record = SourceRecord(describe_row(section, row, book))
    record.place = place
    return record


def _check_rights(contract: Contract, edits: Edits, user) -> None:
    if can_edit_contract(user, contract):
        return
    for section, values in edits.added:
        if not can_add(user=user, contract=contract, section=section, values=values):
            raise PermissionDenied(f"Vous n’avez pas le droit d’ajouter une ligne à « {section.title} ».")
    for section, row, values in edits.changed:
        if set(values) - open_fields(user=user, contract=contract, section=section, row=row):
            raise PermissionDenied(NO_RIGHT.format(row=row))
    for section, row in edits.removed:
        if not can_remove(user=user, contract=contract, section=section, row=row):
            raise PermissionDenied(NO_RIGHT.format(row=row))


def _put(contract: Contract, edits: Edits, rows: dict, after: dict, user, reason: str) -> set[tuple[str, str]]:
    """Make `after` say what is asked; return the (kind, section) whose writing is a correction matérielle."""
    mends = set()
    places = {name: {row.pk: place for place, row in enumerate(found)} for name, found in rows.items()}

    def note(kind: str, section: Section, names=None) -> None:
        if check_open(contract=contract, section=section, names=names, user=user, reason=reason):
            mends.add((kind, section.name))

    for section, row, values in edits.changed:
        if row.pk not in places[section.name]:
            raise IntakeError(
                [Problem(f"« {row} » n’est plus dans le plan", remedy="Revenir à la page et recommencer")]
            )
        place = places[section.name][row.pk]
        old = after[section.name][place]
        new = SourceRecord({k: v for k, v in (old | values).items() if not is_empty(v) or k not in values})
        new.place = old.place
        changed = [name for name in values if old.get(name) != new.get(name)]
        if changed:
            note("changed", section, changed)
            after[section.name][place] = new
    for section, row in edits.removed:
        note("removed", section)
        gone = places[section.name].get(row.pk)
        after[section.name] = [record for record in after[section.name] if record.place != gone]
    for section, values in edits.added:
        note("added", section)
        after[section.name].append(SourceRecord({k: v for k, v in values.items() if not is_empty(v)}))
    return mends


def _entries(
    contract: Contract, outcome: Outcome, mends: set, labels: list, user, at: datetime
) -> tuple[list[Entry], list[bool]]:
    facts = {"actor": user, "scope": contract.scope, "at": at}
    found: dict[str, list] = defaultdict(list)
    for section, row in outcome.created:
        changes = {"ligne ajoutée": ["", section.title]}
        found["added"].append((section, entry_for(verb="ligne ajoutée", target=row, changes=changes, **facts)))
    for section, row, old, new in outcome.changed:
        changes = _changes(section, old, new)
        found["changed"].append((section, entry_for(verb="ligne modifiée", target=row, changes=changes, **facts)))
    for section, label in labels:
        changes = {"ligne retirée": [label, ""]}
        entry = entry_for(verb="ligne retirée", target=contract, label=label, changes=changes, **facts)
        found["removed"].append((section, entry))
    pairs = [(kind, section, entry) for kind, many in found.items() for section, entry in many]
    return [entry for _, _, entry in pairs], [(kind, section.name) in mends for kind, section, _ in pairs]


def _changes(section: Section, old: dict, new: dict) -> dict[str, list]:
    names: Sequence[str] = [name for name in section.by_name if old.get(name) != new.get(name)]
    return {section.by_name[name].title(section.model): [old.get(name), new.get(name)] for name in names}
