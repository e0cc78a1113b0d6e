"""What a version says of each action, element and indicator, as titled texts that can be set side by side.

Read from the models' own fields: a field added to one of them is compared without being listed here. Rows are read as
plain values and names once a model: 944 items of two versions took 1.3 s of processor as instances with their links.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Field, ForeignKey, JSONField, Model, QuerySet

from faubourg.actions.models import Action, ActionLegalObjective, ActionRole, Clause, CrossReference, Means, SchemeLink
from faubourg.amendments.choices import Subject
from faubourg.contracts.choices import LegalObjective
from faubourg.contracts.facts import fact_label
from faubourg.contracts.models import Node, NodeLegalObjective, Version
from faubourg.core.records import PartialDateField
from faubourg.indicators.models import Indicator, Target
from faubourg.ui.typography import number, partial_date

#: What a version holds, under what each is compared.
SUBJECTS: dict[Subject, type[Model]] = {Subject.NODE: Node, Subject.ACTION: Action, Subject.INDICATOR: Indicator}
#: What a row says of its place in the document or of how it was read, not of the plan.
SILENT = {
    "id",
    "version",
    "lineage",
    "position",
    "line",
    "line_end",
    "confidence",
    "inferred",
    "blanks",
    "extra",
    "note",
}
#: Rows that hang on an action, an element or an indicator: the links that lead there.
PARTS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (ActionRole, ("action", "node")),
    (Means, ("action",)),
    (SchemeLink, ("action", "node")),
    (Clause, ("node",)),
    (CrossReference, ("from_action", "from_node")),
    (Target, ("indicator",)),
)
LEGAL = (("action", ActionLegalObjective, Action), ("node", NodeLegalObjective, Node))
LEGAL_TITLE = "objectifs de la loi de 2014"


class Said(NamedTuple):
    """A text, and what it is compared by: a link says the same as long as it leads to the same lineage."""

    text: str
    mark: str


Facts = list[tuple[str, tuple[Said, ...]]]


@dataclass
class Item:
    """One action, element or indicator of a version, and all that the version says of it: title → texts."""

    subject: Subject
    lineage: UUID
    pk: int
    key: str
    code: str
    title: str
    place: int
    facts: dict[str, tuple[Said, ...]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """« 4.2 Une permanence »."""
        return f"{self.code} {self.title}".strip()

    def say(self, title: str, said: tuple[Said, ...]) -> None:
        """Add texts under a title."""
        if said:
            self.facts[title] = self.facts.get(title, ()) + said


def items_of(version: Version, subjects: tuple[Subject, ...] = tuple(Subject)) -> dict[Subject, dict[UUID, Item]]:
    """Everything that a version says, by lineage. The number of queries does not grow with the rows."""
    reader = _Reader(version)
    owners = {SUBJECTS[subject]: reader.items(subject) for subject in subjects}
    for model, links in PARTS:
        reader.add_parts(model, links, owners)
    for link, model, owned in LEGAL:
        if owned in owners:
            reader.add_legal(link, model, owners[owned])
    return {subject: {item.lineage: item for item in owners[SUBJECTS[subject]].values()} for subject in subjects}


class _Reader:
    """Reads the rows of one version, and the names of what they point to."""

    def __init__(self, version: Version):
        self.version = version
        self._names: dict[type[Model], dict[Any, Said]] = {}

    def items(self, subject: Subject) -> dict[int, Item]:
        """The items of a subject by their numbers, in the order of the document."""
        model = SUBJECTS[subject]
        title = "label" if subject == Subject.INDICATOR else "title"
        wanted = ("lineage_id", "key", title, "extra", *(("code",) if subject != Subject.INDICATOR else ()))
        found = {}
        for place, (pk, (lineage, key, words, extra, *code), facts) in enumerate(
            self._read(model, wanted, SILENT | {"key"})
        ):
            item = found[pk] = Item(subject, lineage, pk, key, code[0] if code else "", words, place)
            for name, said in facts:
                item.say(name, said)
            for name, value in extra.items():
                item.say(fact_label(name), _said(value))
        return found

    def add_parts(self, model: type[Model], links: tuple[str, ...], owners: dict[type[Model], dict[int, Item]]) -> None:
        """Tell each item of the rows that hang on it, one text a row."""
        title = str(model._meta.verbose_name_plural)
        owned = [owners.get(model._meta.get_field(link).related_model, {}) for link in links]
        for _, ends, facts in self._read(model, tuple(f"{link}_id" for link in links), SILENT | set(links)):
            parts = [said for _, values in facts for said in values]
            whole = Said(" · ".join(said.text for said in parts), " · ".join(said.mark for said in parts))
            for items, end in zip(owned, ends, strict=True):
                if end in items:
                    items[end].say(title, (whole,))

    def add_legal(self, link: str, model: type[Model], items: dict[int, Item]) -> None:
        """Tell each item of its objectives of the law of 2014."""
        rows = model._default_manager.filter(**{f"{link}__version": self.version.pk}).order_by("number")
        for owner, value in rows.values_list(link, "number"):
            items[owner].say(LEGAL_TITLE, _said(LegalObjective(value).label))

    def _read(self, model: type[Model], wanted: tuple[str, ...], left: set[str]) -> Iterator[tuple[int, tuple, Facts]]:
        """Each row: its number, the `wanted` columns, and its filled fields under their French names."""
        path = model.contract_path.removesuffix("__contract")
        rows = _plain(model).filter(**{path: self.version.pk}).order_by("position", "pk")
        columns = [found for found in model._meta.concrete_fields if found.name not in left]
        tellers = [(str(found.verbose_name), self._teller(found)) for found in columns]
        lists = [(str(found.verbose_name), self._linked(found, path)) for found in model._meta.local_many_to_many]
        for pk, *values in rows.values_list("pk", *wanted, *(found.attname for found in columns)):
            given, told = values[: len(wanted)], values[len(wanted) :]
            facts = [
                (title, said) for (title, teller), value in zip(tellers, told, strict=True) if (said := teller(value))
            ]
            facts += [(title, tuple(found[pk])) for title, found in lists if pk in found]
            yield pk, tuple(given), facts

    def _teller(self, declared: Field):
        if isinstance(declared, ForeignKey):
            names = self._names_of(declared.related_model)
            return lambda pk: (names[pk],) if pk in names else ()
        if declared.choices:
            labels = dict(declared.flatchoices)
            return lambda value: _said(labels.get(value, value)) if value else ()
        if isinstance(declared, PartialDateField):
            return lambda value: (Said(partial_date(value), value),) if value else ()
        return _said

    def _linked(self, declared: Field, path: str) -> dict[int, list[Said]]:
        """For each row, the names of what a list of links leads to, in order."""
        near, far = declared.m2m_field_name(), declared.m2m_reverse_field_name()
        names = self._names_of(declared.related_model)
        found: dict[int, list[Said]] = defaultdict(list)
        pairs = declared.remote_field.through._base_manager.filter(**{f"{near}__{path}": self.version.pk})
        for one, other in pairs.order_by("pk").values_list(f"{near}_id", f"{far}_id"):
            found[one].append(names[other])
        return found

    def _names_of(self, model: type[Model]) -> dict[Any, Said]:
        if model not in self._names:
            heavy = [column.name for column in model._meta.concrete_fields if isinstance(column, JSONField)]
            rows = _plain(model).defer(*heavy)
            path = getattr(model, "contract_path", "")
            if path.endswith("version__contract"):
                rows = rows.filter(**{path.removesuffix("__contract"): self.version.pk})
            elif path:
                rows = rows.filter(**{path: self.version.contract_id})
            self._names[model] = {row.pk: Said(str(row), str(getattr(row, "lineage_id", "") or row)) for row in rows}
        return self._names[model]


def _plain(model: type[Model]) -> QuerySet:
    """The rows without columns of the tree: they cost a recursive read (DESIGN section 7)."""
    rows = model._default_manager.order_by()
    return rows.without_tree_fields() if hasattr(rows, "without_tree_fields") else rows


def _said(value: Any) -> tuple[Said, ...]:
    if value is None or value in ("", [], {}):
        return ()
    if isinstance(value, list | tuple):
        return tuple(said for item in value for said in _said(item))
    text = _text(value)
    return (Said(text, text),)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, Decimal):
        return number(value, 0 if value == value.to_integral_value() else 2)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
