"""The words behind the keys and codes of a record: what a list shows of a link."""

from dataclasses import dataclass
from typing import Any

from faubourg.contracts.models import Contract, Tag
from faubourg.exchange.schema import fields as declared
from faubourg.exchange.schema.contract import STATUS_SCALE
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.sections import BY_NAME
from faubourg.exchange.schema.special import Nested, StatusOf


@dataclass(frozen=True)
class Said:
    """Words, and the key that they stand for if any."""

    words: str
    key: str = ""


class Names:
    """The names of the rows of a contract under their keys, asked once a section."""

    def __init__(self, contract: Contract):
        self.contract = contract
        self._known: dict[str, dict[str, str]] = {}

    def said(self, section: Section, field: declared.Field, value: Any) -> list[Said]:
        """The items of a value of the file, in words."""
        items = value if isinstance(value, list) else [] if value is None else [value]
        return [self._said(section, field, item) for item in items]

    def _said(self, section: Section, field: declared.Field, item: Any) -> Said:
        if isinstance(field, Nested) and isinstance(item, dict):
            return Said(self._record(field.section, item))
        if isinstance(item, str):
            for target in _targets(field):
                if words := self._of(target).get(item):
                    return Said(words, item)
            if isinstance(field, declared.Choice):
                return Said(str(dict(section.model._meta.get_field(field.column).flatchoices).get(item, item)))
            if isinstance(field, declared.Coded):
                return Said(field.shown(item))
        return Said(shown(item))

    def _record(self, section: Section, record: dict) -> str:
        parts = []
        for name, value in record.items():
            inner = section.by_name.get(name)
            title = inner.title(section.model) if inner else name
            words = ", ".join(one.words for one in self.said(section, inner, value)) if inner else shown(value)
            parts.append(f"{title}\N{NO-BREAK SPACE}: {words}")
        return ", ".join(parts)

    def _of(self, target: str) -> dict[str, str]:
        if target not in self._known:
            self._known[target] = dict(self._pairs(target))
        return self._known[target]

    def _pairs(self, target: str):
        if target == "contracts":
            return Contract.objects.values_list("key", "title")
        if target == "tags":
            return Tag.objects.filter(contract=self.contract).values_list("key", "label")
        name = target.removesuffix(" lineages") + ("s" if target.endswith(" lineages") else "")
        section = STATUS_SCALE if name == "status_scale" else BY_NAME.get(name)
        if section is None:
            return ()
        column = next(found for found in ("title", "name", "label", "text", "theme") if found in section.by_name)
        return section.rows(self.contract).values_list("key", column)


def _targets(field: declared.Field) -> list[str]:
    if isinstance(field, StatusOf):
        return ["status_scale"]
    if hasattr(field, "targets"):
        return [name for name, _ in field.targets]
    return [field.target] if getattr(field, "target", "") else []


def shown(value: Any) -> str:
    """A value of the file in words, keys as they are."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}\N{NO-BREAK SPACE}: {shown(item)}" for name, item in value.items())
    return "" if value is None else str(value)
