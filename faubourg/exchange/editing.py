"""One record changed from a screen, through the same schema as files: same checks, same sentences, same journal."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from faubourg.actions.operations import rename_letter
from faubourg.contracts.agreement_stages import AGREEMENT_TRANSITIONS, AgreementStage, stage_of
from faubourg.contracts.choices import CONTRACT_TRANSITIONS, ContractState
from faubourg.contracts.facts import FACT_LABELS
from faubourg.contracts.models import Contract
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.exchange import sharing
from faubourg.exchange.book import LABELS, Book
from faubourg.exchange.computing import check_cycles
from faubourg.exchange.freezing import MENDED, check_open, hold, save_entries
from faubourg.exchange.indexing import index_told, shown_by
from faubourg.exchange.reading import forget_links
from faubourg.exchange.rights import open_facts, open_fields
from faubourg.exchange.rows import clear_row, describe_row, fill_links, fill_row, is_empty
from faubourg.exchange.sameness import canonical
from faubourg.exchange.schema.computed import COMPUTATIONS
from faubourg.exchange.schema.contract import AGREEMENTS, COMMITMENT_TYPES, CONTRACT, STATUS_SCALE
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.exchange.validation import loops, problem_at
from faubourg.intake.problems import IntakeError
from faubourg.journal.operations import entry_for

#: Section → the field that follows a table of transitions, the table, the words of its states.
STATE_TABLES = {
    CONTRACT.name: ("state", CONTRACT_TRANSITIONS, ContractState.choices),
    AGREEMENTS.name: ("stage", AGREEMENT_TRANSITIONS, AgreementStage.choices),
}


class RecordChangedError(Exception):
    """Somebody else changed the record since it was shown; `current` is what it says now."""

    def __init__(self, current: dict):
        super().__init__("La fiche a changé depuis son affichage.")
        self.current = current


class LazyBook(Book):
    """A book that asks the database for the few keys that one record names."""

    def get(self, section: str, key: Any):
        if not isinstance(key, str):
            return None
        if key not in self.by_key[section]:
            self.by_key[section][key] = self._ask(section, key)
        return self.by_key[section][key]

    def _ask(self, section: str, key: str):
        if section == "contracts":
            return Contract.objects.filter(key=key).first()
        if section.endswith(" lineages"):
            rows = BY_NAME[section.removesuffix(" lineages") + "s"].rows(self.contract)
            found = rows.select_related("lineage").filter(key=key).first()
            return found and found.lineage
        rows = (STATUS_SCALE if section == "status_scale" else BY_NAME[section]).rows(self.contract)
        return rows.filter(key=key).first()

    def letters(self) -> list[str]:
        """The letters of the contract's commitment types, asked now."""
        return list(COMMITMENT_TYPES.rows(self.contract).values_list("letter", flat=True))

    def label(self, name: str, text: str):
        if text not in self.by_key[name]:
            model, key = LABELS[name]
            known = model.objects.filter(contract=self.contract, **{key: text}).first()
            if known is not None:
                self.by_key[name][text] = known
        return super().label(name, text)


def digest_of(record: dict) -> str:
    """A short mark of what a record says, to notice that it changed meanwhile."""
    return hashlib.sha256(canonical(record).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def record_of(*, contract: Contract, section: Section, row: Model) -> dict:
    """What a row says, in the shape of the file."""
    return describe_row(section, row, Book(contract))


@transaction.atomic
def change_record(
    *,
    contract: Contract,
    section: Section,
    row: Model,
    values: dict[str, Any],
    digest: str,
    user,
    at: datetime,
    reason: str = "",
) -> dict[str, list]:
    """Put `values` (fields of the file; None or empty forgets) on a row; return what changed as {title: [old, new]}.

    Of the facts that only the document gives, those of a focus may be among them (`open_facts`).
    `reason`: why an adopted version is mended (correction matérielle). Raises `PermissionDenied`; `FrozenError` when
    the state of the version wants a reason or refuses; `RecordChangedError` when the row no longer bears `digest`;
    `IntakeError` with a problem a field. Nothing is then written.
    """
    hold(contract)
    row.refresh_from_db()
    allowed = open_fields(user=user, contract=contract, section=section, row=row)
    if not allowed:
        raise PermissionDenied
    allowed |= open_facts(user=user, contract=contract, section=section, row=row)
    old = record_of(contract=contract, section=section, row=row)
    if digest_of(old) != digest:
        raise RecordChangedError(old)
    new = {name: value for name, value in (old | values).items() if not is_empty(value) or name not in values}
    if old == new:
        return {}
    if any(old.get(name) != new.get(name) for name in set(values) - allowed):
        raise PermissionDenied("Ce champ se change avec la ou le chef·fe de projet.")
    changed = [name for name in values if old.get(name) != new.get(name)]
    is_mend = check_open(contract=contract, section=section, names=changed, user=user, reason=reason)
    if section.name in STATE_TABLES:
        _check_state(section, old, new)
    check_unique(section, contract, row, new)
    if "parent" in changed:
        check_loops(section, contract, new)
    before = shown_by(row)
    clear_row(section, row)
    put_record(contract, section, row, new, only=frozenset(changed))
    if sharing.NAME in changed:
        told = [record.get(sharing.NAME) or [] for record in (old, new)]
        sharing.settle(contract=contract, row=row, old=told[0], new=told[1], user=user, at=at)
    if section is COMMITMENT_TYPES and old["letter"] != new["letter"]:
        rename_letter(contract=contract, old=old["letter"], new=new["letter"], user=user, at=at)
    changes = {_title(section, name): [old.get(name), new.get(name)] for name in changed}
    entry = entry_for(actor=user, verb=MENDED, scope=contract.scope, target=row, at=at, changes=changes)
    save_entries(contract=contract, entries=[entry], reason=reason, corrections=[is_mend])
    index_told(contract, before, shown_by(row))
    return changes


def _title(section: Section, name: str) -> str:
    """What the journal calls a field, or a fact that only the document gives."""
    field = section.by_name.get(name)
    return field.title(section.model) if field else FACT_LABELS.get(name, name)


def _check_state(section: Section, old: dict, new: dict) -> None:
    """A state follows its table; a file may bring any state, a person may not."""
    name, table, labels = STATE_TABLES[section.name]
    before, after = old.get(name) or "", new.get(name) or ""
    if section is AGREEMENTS:
        # What the document's words say counts until a person says otherwise.
        before = before or stage_of(old.get("state") or "")
        if after == "" and not old.get(name):
            return
    try:
        check_transition(table, before, after, labels=dict(labels))
    except TransitionError as error:
        raise IntakeError([problem_at(section, new, name, str(error))]) from error


def check_unique(section: Section, contract: Contract, row: Model, new: dict) -> None:
    """Two rows never share what tells the rows of the section apart."""
    columns = {section.by_name[name].column: new.get(name) or "" for name in section.unique}
    if columns and section.rows(contract).filter(**columns).exclude(pk=row.pk).exists():
        raise IntakeError([problem_at(section, new, section.unique[0], "une autre ligne dit déjà la même chose")])


def check_loops(section: Section, contract: Contract, new: dict) -> None:
    """A row never hangs under itself, nor under what hangs under it. Raises `IntakeError` at the field; one query."""
    parents = dict(section.rows(contract).order_by().values_list("key", "parent__key")) | {
        new["key"]: new.get("parent")
    }
    line, key = [new], new.get("parent")
    while key in parents and key != new["key"] and len(line) <= len(parents):
        line.append({"key": key, "parent": parents[key]})
        key = parents[key]
    if problems := list(loops(section, line)):
        raise IntakeError(problems)


def put_record(
    contract: Contract, section: Section, row: Model, record: dict, *, only: frozenset[str] | None = None
) -> None:
    """Save on `row`, new or cleared, all that `record` says. Raises `IntakeError` with a problem a field.

    `only`: the fields that change; links to several rows are written again for these alone.
    """
    linked = section if only is None else replace(section, fields=tuple(f for f in section.fields if f.name in only))
    book = LazyBook(contract)
    book.remember_outside()
    is_new = row._state.adding
    problems = [problem_at(section, record, *found) for found in fill_row(section, row, record, book)]
    if not problems:
        row.full_clean(exclude=[field.name for field in row._meta.fields if field.is_relation], validate_unique=False)
        if is_new and section.lineage:
            row.lineage.save()
        row.save()
        if section is not CONTRACT and not is_new:
            forget_links(linked, row)
        problems = [problem_at(section, record, *found) for found in fill_links(linked, row, record, book)]
    if problems:
        raise IntakeError(problems)
    book.save_links()
    book.save_nests()
    book.save_states()
    if section is COMPUTATIONS:
        check_cycles(contract)
