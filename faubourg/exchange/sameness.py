"""When two values of a file say the same, and the mark by which a record is known again."""

import hashlib
from typing import Any


def is_empty(value: Any) -> bool:
    """Whether the file says nothing: null, an empty text, list or group (0 and « non » are something)."""
    return value is None or (isinstance(value, str | list | dict) and not value)


def same(one: Any, other: Any) -> bool:
    """Equality of the values of a file: 12 is 12.0, but 1 is not « oui » (Python says it is)."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[name]) for name, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


def pruned(value: Any) -> Any:
    """A value without what says nothing, at any depth of groups; the items of a list all stay."""
    if isinstance(value, dict):
        return {name: pruned(item) for name, item in value.items() if not is_empty(item)}
    if isinstance(value, list):
        return [pruned(item) for item in value]
    return value


def canonical(value: Any) -> str:
    """One text for all the values that are `same`, whatever the order of the fields of a group."""
    if isinstance(value, dict):
        return "{" + ",".join(sorted(f"{name!r}:{canonical(item)}" for name, item in value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, float) and value.is_integer():
        return repr(int(value))
    return repr(value)


def fingerprint(record: dict) -> str:
    """Eight letters that stand for what a record says."""
    return hashlib.blake2b(canonical(pruned(record)).encode("utf-8", "backslashreplace"), digest_size=4).hexdigest()
