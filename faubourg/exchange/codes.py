"""« 2.1 », « 2-1 » and « fiche-2-1 » name one fiche: a file may write the codes of the plan as any document does.

The report of the PLIE prints « 2.1 » in its annex and « 2-1 » in its focus (lines 458 and 977).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from faubourg.exchange.flat import FLAT_SECTIONS
from faubourg.exchange.schema.fields import Either, EitherMany, Field, Ref, Refs
from faubourg.search.questions import code_key

#: Sections of the plan whose rows have codes.
CODED = ("nodes", "actions")


class _Names:
    """The rows of a section by their keys, and by what keys and codes read as whatever their signs."""

    def __init__(self, records: Iterable[dict]):
        self.keys: set[str] = set()
        self.by_key: dict[str, set[str]] = defaultdict(set)
        self.by_code: dict[str, set[str]] = defaultdict(set)
        for record in records:
            key, code = record.get("key"), record.get("code")
            if isinstance(key, str):
                self.keys.add(key)
                self.by_key[code_key(key)].add(key)
                if isinstance(code, str) and code:
                    self.by_code[code_key(code)].add(key)

    def key(self, text: Any, *, codes: bool = True) -> Any:
        """The key that `text` stands for, where it stands for one only; `text` itself otherwise."""
        if not isinstance(text, str) or text in self.keys:
            return text
        read = code_key(text)
        found = self.by_key.get(read) or (self.by_code.get(read) if codes else None) or {text}
        return next(iter(found)) if len(found) == 1 else text


def read_codes(incoming: dict[str, Any], current: dict[str, Any] | None) -> None:
    """Give the records of a file the keys and codes under which `current` (None: a new contract) knows the same rows.

    In place. What stands for no row, or for several, stays as it is: the import tells it.
    """
    for name in CODED if current else ():
        _same_rows(list(_records(incoming, name)), current.get(name, []))
    names = {
        name: _Names([*_records(current or {}, name), *_records(incoming, name)])
        for name in CODED
        if name in incoming or name in (current or {})
    }
    for section in FLAT_SECTIONS:
        fields = [(field, targets) for field in section.fields if (targets := _targets(field) & names.keys())]
        for record in _records(incoming, section.name) if fields else ():
            for field, targets in fields:
                if field.name in record:
                    record[field.name] = _resolved(record[field.name], [names[one] for one in CODED if one in targets])


def _records(flat: dict[str, Any], name: str) -> Iterator[dict]:
    found = flat.get(name)
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _same_rows(records: list[dict], there: list[dict]) -> None:
    known, codes = _Names(there), {record.get("key"): record.get("code") for record in there}
    taken = {one.get("key") for one in records}
    for record in records:
        key = known.key(record.get("key"), codes=False)
        if key not in taken:
            record["key"] = key
        old, new = codes.get(record.get("key")), record.get("code")
        if isinstance(old, str) and isinstance(new, str) and old != new and code_key(old) == code_key(new):
            record["code"] = old


def _targets(field: Field) -> set[str]:
    """The coded sections to which a field points; none where it may also keep a key of something else."""
    if isinstance(field, Ref | Refs):
        found = {field.target}
    elif isinstance(field, EitherMany) or (isinstance(field, Either) and not field.outside):
        found = {section for section, _ in field.targets}
    else:
        return set()
    # « action lineages »: what hangs on the lineage of an action names the action.
    return {f"{one.removesuffix(' lineages')}s" if one.endswith(" lineages") else one for one in found}


def _resolved(value: Any, names: list[_Names]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, names) for item in value]
    if any(isinstance(value, str) and value in one.keys for one in names):
        return value
    return next((found for one in names if (found := one.key(value)) != value), value)


def code_of_cell(cell: Any) -> Any:
    """What was typed in a cell of codes: a spreadsheet makes the number 2.1 of « 2.1 » and 2 January of « 2-1 »."""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return f"{cell.day}-{cell.month}" if isinstance(cell, date) else cell
