"""Entries of the journal in French: names beside keys, dates, « vide », long texts word by word."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from faubourg.amendments.queries import version_in_progress
from faubourg.contracts.facts import fact_text
from faubourg.contracts.models import Contract, Lineage
from faubourg.exchange.flat import FLAT_SECTIONS
from faubourg.exchange.rows import is_empty
from faubourg.exchange.schema import fields as declared
from faubourg.exchange.schema.section import Section
from faubourg.indicators.computed.models import Cohort, CohortCount
from faubourg.indicators.masking import MASKED, Masker, masker_for
from faubourg.indicators.models import Contest, Observation
from faubourg.journal.models import Entry
from faubourg.ui.typography import nbsp, partial_date
from faubourg.web.forms.names import Names
from faubourg.web.history.differences import Piece, compare
from faubourg.web.history.kinds import KINDS

EMPTY = "vide"
SHOWN = 2_000
_DATE = re.compile(r"^\d{4}-(0[1-9]|1[0-2])(-\d{2})?$")
#: What holds counts that may be masked.
VALUES = (Observation, Contest)
COHORTS = (Cohort, CohortCount)
#: How the path to the contract ends on what a version of the plan holds.
THROUGH_VERSION = "version__contract"


@dataclass(frozen=True)
class Change:
    """A field, its values in words, and the comparison of the two where they are long.

    `old` is empty for a plain count, which says nothing of a value before.
    """

    field: str
    old: str
    new: str
    pieces: list[Piece] | None


@dataclass(frozen=True)
class Told:
    """An entry as a person reads it; `url` is the history of its object, where there is one.

    `version` names the version in preparation where it was written: the one that everybody reads does not say it yet.
    """

    at: datetime
    who: str
    verb: str
    kind: str
    label: str
    url: str
    changes: list[Change]
    reason: str
    version: str = ""


class Teller:
    """Tells the entries of a contract; the names of its rows are asked once a section."""

    def __init__(self, contract: Contract, user):
        self.contract = contract
        self.user = user
        self.names = Names(contract)
        self._fields: dict[type[Model], dict[str, tuple[Section, declared.Field]]] = {}

    def tell(self, entries: Iterable[Entry]) -> list[Told]:
        """Each entry in words; one query a kind of object, to know which are still there."""
        entries = list(entries)
        there, prepared = self._still_there(entries), self._prepared(entries)
        return [replace(self._told(entry, there), version=prepared.get(_place(entry), "")) for entry in entries]

    def name_of(self, row: Model) -> str:
        """What the row says of itself; « masqué » where that is a value of an indicator with masked ones."""
        name = Lineage._meta.label_lower
        is_veiled = isinstance(row, VALUES) and f"{name}/{row.lineage_id}" in self._veiled
        return MASKED if is_veiled else str(row)

    def _prepared(self, entries: list[Entry]) -> dict[tuple[str, str], str]:
        """The version in preparation in which the objects of `entries` stand; one query when there is none."""
        version = version_in_progress(self.contract)
        if version is None or version.based_on_id is None:
            return {}
        found: dict[tuple[str, str], str] = {}
        for model in {entry.content_type.model_class() for entry in entries if entry.content_type} - {None}:
            name, path = model._meta.model_name, getattr(model, "contract_path", "")
            if not path.endswith(THROUGH_VERSION):
                continue
            pks = [entry.object_id for entry in entries if _place(entry)[0] == name and entry.object_id.isdecimal()]
            rows = model.objects.filter(**{path.removesuffix("__contract"): version.pk}, pk__in=pks).order_by()
            found |= {(name, str(pk)): nbsp(str(version)) for pk in rows.values_list("pk", flat=True)}
        return found

    def _told(self, entry: Entry, there: set[tuple[str, str]]) -> Told:
        kind, _ = _place(entry)
        model = entry.content_type.model_class() if entry.content_type else None
        has_page = _place(entry) in there
        return Told(
            at=entry.at,
            who=entry.author,
            verb=capfirst(entry.verb),
            kind=capfirst(str(model._meta.verbose_name)) if model else "",
            label=nbsp(entry.label),
            url=reverse("history:entity", args=[self.contract.key, kind, entry.object_id]) if has_page else "",
            changes=self._changes(model, entry),
            reason=nbsp(entry.reason),
        )

    def _changes(self, model: type[Model] | None, entry: Entry) -> list[Change]:
        """The values that a person may read: of an indicator's value, none that is or was masked for them."""
        is_cohort = model in COHORTS and self._masker.threshold > 1
        if is_cohort or (model in VALUES and entry.subject in self._veiled):
            return [Change(capfirst(name), MASKED, MASKED, []) for name in entry.changes]
        return [self._change(model, name, values) for name, values in entry.changes.items()]

    @cached_property
    def _veiled(self) -> set[str]:
        """The indicators with masked values: what was said before would give them back, by subtraction."""
        name = Lineage._meta.label_lower
        return {f"{name}/{pk}" for pk in self._masker.lineages}

    @cached_property
    def _masker(self) -> Masker:
        return masker_for(self.user, self.contract)

    def _change(self, model: type[Model] | None, name: str, values: Any) -> Change:
        pair = list(values) if isinstance(values, list | tuple) and len(values) == 2 else [None, values]
        section, field = self._declared(model).get(name.casefold(), (None, None)) if model else (None, None)
        old, new = (self._words(section, field, value) for value in pair)
        pieces = compare(old, new)
        is_count = field is None and pair[0] is None and isinstance(pair[1], int)
        return Change(capfirst(name), "" if is_count else _short(old) or EMPTY, _short(new) or EMPTY, pieces)

    def _words(self, section: Section | None, field: declared.Field | None, value: Any) -> str:
        if is_empty(value):
            return ""
        if field is not None and not _holds_groups(value):
            said = self.names.said(section, field, value)
            return ", ".join(f"{one.words} ({one.key})" if one.key else _dated(one.words) for one in said)
        return _dated(fact_text(value))

    def _declared(self, model: type[Model]) -> dict[str, tuple[Section, declared.Field]]:
        """The fields that people change on rows of `model`, by the titles under which the journal keeps them."""
        if model not in self._fields:
            found = {}
            for section in FLAT_SECTIONS:
                if section.model is model:
                    for name, field in section.by_name.items():
                        found[section.headings[name].casefold()] = (section, field)
                        found.setdefault(str(field.title(model)).casefold(), (section, field))
            self._fields[model] = found
        return self._fields[model]

    def _still_there(self, entries: list[Entry]) -> set[tuple[str, str]]:
        asked: dict[str, set[int]] = {}
        for entry in entries:
            kind, _ = _place(entry)
            if kind in KINDS and entry.object_id.isdecimal():
                asked.setdefault(kind, set()).add(int(entry.object_id))
        return {
            (kind, str(pk))
            for kind, pks in asked.items()
            for pk in KINDS[kind].rows(self.contract).filter(pk__in=pks).values_list("pk", flat=True)
        }


def _place(entry: Entry) -> tuple[str, str]:
    return entry.content_type.model if entry.content_type else "", entry.object_id


def _holds_groups(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict | list) for item in value))


def _dated(words: str) -> str:
    return partial_date(words) if _DATE.match(words) else words


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"
