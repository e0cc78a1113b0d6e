"""Where the texts of a plan print a code: what a person mends by hand once codes have changed."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from faubourg.actions.models import Action, CrossReference
from faubourg.contracts.models import Node, Version

#: A number alone is seldom a reference: it is looked for in references only, not in texts.
_NUMBER_ALONE = re.compile(r"^\d+$")
_ACTION_TEXTS = ("subtitle", "text", "summary", "condition", "calendar", "note", "objectives", "effects", "also_under")
_NODE_TEXTS = ("summary", "handled_elsewhere", "empty_reason", "note")
AROUND = 60


@dataclass(frozen=True)
class Mention:
    """A text that prints `code`: whose (`row`), in which field, and the words around."""

    code: str
    row: object
    where: str
    words: str


def mentions(version: Version, codes: Collection[str]) -> list[Mention]:
    """The texts of the plan that print one of `codes`; three queries."""
    codes = [code for code in codes if code]
    if not codes:
        return []
    every, named = _pattern(codes), _pattern([code for code in codes if not _NUMBER_ALONE.match(code)])
    found = list(_references(version, every))
    if named:
        found += _texts(Action.objects.filter(version=version).order_by("position", "pk"), _ACTION_TEXTS, named)
        found += _texts(Node.objects.filter(version=version).order_by("position", "pk"), _NODE_TEXTS, named)
    return found


def _pattern(codes: Collection[str]) -> re.Pattern | None:
    if not codes:
        return None
    listed = "|".join(re.escape(code) for code in sorted(codes, key=len, reverse=True))
    return re.compile(rf"(?<![\w.\-])(?:{listed})(?![\w\-])(?!\.\w)")


def _references(version: Version, pattern: re.Pattern) -> Iterator[Mention]:
    rows = CrossReference.objects.filter(version=version).select_related("from_action", "from_node")
    for row in rows.order_by("position", "pk"):
        for name in ("printed", "kind"):
            text = getattr(row, name)
            if match := pattern.search(text):
                yield Mention(match[0], row.from_action or row.from_node or row, "renvoi", text)
                break


def _texts(rows, names: tuple[str, ...], pattern: re.Pattern) -> Iterator[Mention]:
    for row in rows:
        for name in names:
            value = getattr(row, name)
            for text in value if isinstance(value, list) else [value]:
                match = pattern.search(text) if isinstance(text, str) else None
                if match:
                    words = text[max(0, match.start() - AROUND) : match.end() + AROUND]
                    yield Mention(match[0], row, str(row._meta.get_field(name).verbose_name), words.strip())
