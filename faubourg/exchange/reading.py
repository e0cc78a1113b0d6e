"""Rows made to say what a flat form says: created, changed, removed, in one transaction."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import DataError, IntegrityError
from django.db.models import Model

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, Lineage, SourceSection, Version
from faubourg.exchange.book import LABELS, Book, keys_in
from faubourg.exchange.computing import check_cycles
from faubourg.exchange.flat import FLAT_SECTIONS, KEPT_AS_GIVEN
from faubourg.exchange.instances import PREPARE
from faubourg.exchange.removing import Removal
from faubourg.exchange.rows import clear_row, fill_links, fill_row
from faubourg.exchange.sameness import same
from faubourg.exchange.schema.contract import COMMITMENT_TYPES, CONTRACT
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import StatusOf
from faubourg.exchange.validation import problem_at
from faubourg.exchange.writing import DECLARED, section_rows
from faubourg.intake.problems import IntakeError, Problem


@dataclass
class Outcome:
    """What was written: the rows of each kind of change, for the journal and the report."""

    contract: Contract
    created: list[tuple[Section, Model]] = field(default_factory=list)
    changed: list[tuple[Section, Model, dict, dict]] = field(default_factory=list)
    removed: list[tuple[Section, Model]] = field(default_factory=list)
    unchanged: int = 0

    def counts(self) -> dict[str, Any]:
        """How many rows of each section were created, changed and removed, and how many were left as they are."""
        kinds = {"created": self.created, "changed": self.changed, "removed": self.removed}
        found = {kind: dict(Counter(change[0].title for change in changes)) for kind, changes in kinds.items()}
        return found | {"unchanged": self.unchanged}


class Writer:
    """Applies a flat form to a contract. `current` is what the contract says now; None for a new one."""

    def __init__(self, contract: Contract, current: dict[str, Any] | None):
        self.contract = contract
        self.current = current
        self.book = Book(contract)
        self.problems: list[Problem] = []
        self.outcome = Outcome(contract)
        self.removal = Removal(contract)

    @property
    def is_new(self) -> bool:
        """Whether nothing of the contract was there before."""
        return self.current is None

    def apply(self, flat: dict[str, Any]) -> Outcome:
        """Write every section that `flat` has; call inside a transaction. Raises `IntakeError` with all problems."""
        try:
            return self._apply(flat)
        except (IntegrityError, DataError) as error:
            # What no check above foresaw: the transaction is lost, the reader still gets a sentence.
            raise IntakeError(
                Problem(
                    "la base de données refuse une valeur de ce fichier : rien n’a été écrit",
                    remedy="Importez les sections une à une pour trouver laquelle, et signalez-le à l’administrateur",
                )
            ) from error

    def _apply(self, flat: dict[str, Any]) -> Outcome:
        self._keep_as_given(flat)
        if self.is_new:
            self.book.register("contracts", Contract.objects.all())
        else:
            self.book.register_all()
        for section in FLAT_SECTIONS:
            if section.name in flat:
                self._section(section, flat[section.name])
        if self.problems:
            raise IntakeError(self.problems)
        if "computations" in flat:
            check_cycles(self.contract)
        if not self.is_new:
            self.removal.run()
            if "commitment_types" in flat:
                self._check_letters()
        return self.outcome

    def _check_letters(self) -> None:
        """A type cannot leave while actions bear its letter, unless the contract gives up types altogether."""
        letters = self.book.letters()
        lost = {record["letter"] for record in self.current["commitment_types"]} - set(letters)
        worn = Action.objects.filter(version=self.contract.current_version_id, commitment_type__in=lost).first()
        if letters and worn is not None:
            letter = worn.commitment_type
            raise IntakeError(
                Problem(
                    f"Le type d’engagement « {letter} » ne peut pas être retiré : l’action « {worn} » le porte",
                    remedy="Changer d’abord le type des actions qui le portent",
                )
            )

    def _keep_as_given(self, flat: dict[str, Any]) -> None:
        for position, name in enumerate(KEPT_AS_GIVEN):
            if name in flat:
                SourceSection.objects.update_or_create(
                    contract=self.contract, name=name, defaults={"content": flat[name], "position": position}
                )
                self.book.outside_keys |= keys_in(flat[name])
        if not self.is_new:
            self.book.remember_outside()

    def _section(self, section: Section, records: list[dict]) -> None:
        rows = [] if self.is_new else section_rows(section, self.contract)
        old = [] if self.is_new else self.current[section.name]
        places = [getattr(record, "place", None) for record in records]
        if section is CONTRACT:
            rows = [self.contract]
        kept = [rows[0] if section is CONTRACT else self._row(section, rows, place, r) for place, r in
                zip(places, records, strict=True)]  # fmt: skip
        staying = {row.pk for row in kept}
        leaving = [row for row in rows if row.pk not in staying]
        self._forget(section, leaving)
        self._register(section, kept, records)
        moved, shifted = self._fill(section, kept, records, places, old)
        fresh = [row for row in kept if row._state.adding]
        if not self.problems:
            self._insert(section, fresh)
            self._update(section, moved, shifted)
            self._links(section, kept, records, {id(row) for row in (*moved, *fresh)})
            self.outcome.removed += self.removal.plan(section, leaving)

    def _row(self, section: Section, rows: list[Model], place: int | None, record: dict) -> Model:
        """The row that a record continues, or a new one; a word first read elsewhere has its row already."""
        if place is not None:
            return rows[place]
        if section in DECLARED and not self.is_new:
            named = {section.fields[0].column: record.get(section.fields[0].name), "is_declared": False}
            found = section.rows(self.contract).filter(**named).first()
            if found is not None:
                found.is_declared = True
                return found
        return section.model(**self._owner(section))

    def _owner(self, section: Section) -> dict[str, Any]:
        owner = dict(section.where)
        path = section.model.contract_path
        if path == "contract":
            owner["contract"] = self.contract
        elif path == "version__contract":
            owner["version"] = self.contract.current_version
        return owner

    def _forget(self, section: Section, leaving: list[Model]) -> None:
        """A row that leaves is no longer a target of links."""
        if section in DECLARED or not section.has_key:
            return
        for row in leaving:
            self.book.by_key[section.name].pop(row.key, None)
            self.book.by_key[f"{section.name.removesuffix('s')} lineages"].pop(row.key, None)

    def _register(self, section: Section, kept: list[Model], records: list[dict]) -> None:
        for row, record in zip(kept, records, strict=True):
            if section.has_key and not row.key:
                row.key = record["key"]
            if section.lineage and not row.lineage_id:
                row.lineage = Lineage(contract=self.contract)
        if section.has_key:
            self.book.register(section.name, kept)
        if section.name in LABELS:
            self.book.by_key[section.name] |= {
                record[LABELS[section.name][1]]: row for row, record in zip(kept, records, strict=True)
            }
        elif section is COMMITMENT_TYPES:
            self.book.by_key[section.name] = {
                record["letter"]: row
                for row, record in zip(kept, records, strict=True)
                if isinstance(record.get("letter"), str)
            }
        elif section.name == "secondary_levels":
            for row, record in zip(kept, records, strict=True):
                self.book.by_key["levels"].setdefault(record["name"], row)
        if section.lineage:
            self.book.by_key[f"{section.name.removesuffix('s')} lineages"] |= {row.key: row.lineage for row in kept}

    def _fill(self, section: Section, kept, records, places, old) -> tuple[list[Model], list[Model]]:
        """Put the records on their rows; return the existing rows whose record changed, and those that only moved."""
        moved, shifted = [], []
        for position, (row, record, place) in enumerate(zip(kept, records, places, strict=True)):
            was_at = getattr(row, "position", position)
            if hasattr(row, "position"):
                row.position = position
            if place is not None and same(old[place], record):
                self.outcome.unchanged += 1
                if was_at != position:
                    shifted.append(row)
                continue
            if not row._state.adding:
                moved.append(row)
                clear_row(section, row)
                if place is not None:
                    self.outcome.changed.append((section, row, old[place], record))
                elif section is not CONTRACT:
                    self.outcome.created.append((section, row))
            for refusal in fill_row(section, row, record, self.book):
                self.problems.append(problem_at(section, record, *refusal))
        return moved, shifted

    def _insert(self, section: Section, rows: list[Model]) -> None:
        if not rows:
            return
        if section.lineage:
            Lineage.objects.bulk_create([row.lineage for row in rows], batch_size=500)
        if section.name in PREPARE:
            PREPARE[section.name](rows)
        self.outcome.created += [(section, row) for row in rows]
        while rows:
            ready = [row for row in rows if not section.parent or row.parent is None or row.parent.pk]
            section.model._default_manager.bulk_create(ready, batch_size=500)
            rows = [row for row in rows if row.pk is None]

    def _update(self, section: Section, moved: list[Model], shifted: list[Model]) -> None:
        for row in moved:
            row.save()
        if shifted:
            section.model._default_manager.bulk_update(shifted, ["position"], batch_size=500)

    def _links(self, section: Section, kept, records, touched: set[int]) -> None:
        """Save the links, nested rows and statuses of the rows that were made or changed."""
        for row, record in zip(kept, records, strict=True):
            if id(row) not in touched:
                continue
            if not self.is_new:
                forget_links(section, row)
            for refusal in fill_links(section, row, record, self.book):
                self.problems.append(problem_at(section, record, *refusal))
        self.book.save_links()
        self.book.save_nests()
        self.book.save_states()


def forget_links(section: Section, row: Model) -> None:
    """Remove the links of a row before those of its new record are saved."""
    for declared in section.fields:
        if hasattr(declared, "forget"):
            declared.forget(row)
        elif isinstance(declared, StatusOf):
            continue  # its history stays: the book compares what counts with what the record says
        elif declared.deferred and hasattr(declared, "targets"):
            for _, attr in declared.targets:
                getattr(row, attr).clear()
        elif declared.deferred:
            getattr(row, declared.column).clear()


def new_contract(flat: dict[str, Any]) -> Contract:
    """An empty contract with its first version, to be filled."""
    record = flat["contract"][0]
    contract = Contract.objects.create(
        key=str(record.get("key") or "")[:80], title=str(record.get("title") or "")[:300], kind="contrat de ville"
    )
    contract.current_version = Version.objects.create(contract=contract)
    contract.save(update_fields=["current_version"])
    return contract
