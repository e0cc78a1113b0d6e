"""Which rows a measure keeps: conditions on fields, as contract files write them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from faubourg.exchange.figures.errors import MeasureError

MAX_PATTERN = 200
#: A repeated group that repeats inside: it may take hours on an innocent text.
_RUNAWAY = re.compile(r"\([^)]*[+*}][^)]*\)[+*{]")


def listed(value: Any) -> list:
    """The items of a field, whether it holds one, several or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def dig(record: Any, path: str) -> Any:
    """The field at a dotted path; None where there is none."""
    for name in path.split("."):
        record = record.get(name) if isinstance(record, Mapping) else None
    return record


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern:
    if len(text) > MAX_PATTERN or _RUNAWAY.search(text):
        raise MeasureError(f"le motif « {text[:60]} » est trop long ou se répète dans lui-même")
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error:
        raise MeasureError(f"le motif « {text} » est mal formé") from None


class Conditions:
    """Holds rows against conditions; `parents` gives the row above each key."""

    def __init__(self, parents: Mapping[str, str | None]):
        self.parents = parents

    def keep(self, record: Any, where: Mapping[str, Any]) -> bool:
        """Whether every condition of `where` is met."""
        return all(self.holds(dig(record, path), condition) for path, condition in where.items())

    def holds(self, value: Any, condition: Any) -> bool:
        """Whether a field, or one of its items, meets a condition."""
        values = listed(value)
        if condition is None:
            return not values
        if isinstance(condition, list):
            return any(self.holds(value, one) for one in condition)
        if not isinstance(condition, Mapping):
            return condition in values
        if len(condition) != 1:
            raise MeasureError("une condition a un seul mot : not, like ou under")
        ((word, argument),) = condition.items()
        if word == "not":
            return not self.holds(value, argument)
        if word == "like":
            return any(_pattern(str(argument)).search(str(one)) for one in values)
        if word == "under" and argument in self.parents:
            return any(argument in self._upwards(one) for one in values)
        raise MeasureError(f"condition inconnue : {word} {argument}")

    def _upwards(self, key: Any) -> Iterator[Any]:
        seen: set = set()
        while key and key not in seen:
            seen.add(key)
            yield key
            key = self.parents.get(key)
