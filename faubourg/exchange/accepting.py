"""From a file and the differences that a person refuses, what is to be written."""

from typing import Any

from faubourg.exchange.compare import align, created_id, field_differences, is_reordered, left_out, removed_id
from faubourg.exchange.flat import FLAT_SECTIONS, KEPT_AS_GIVEN, SourceRecord
from faubourg.exchange.sameness import is_empty
from faubourg.exchange.schema.section import Section


def accept(
    current: dict[str, Any], incoming: dict[str, Any], refused: set[str], *, nulls_matter: bool = True
) -> dict[str, Any]:
    """The flat form to write: `incoming` without the differences whose ids are `refused`.

    Each record says in `place` which one of `current` it continues (None: a new one).
    """
    target: dict[str, Any] = {}
    for section in FLAT_SECTIONS:
        if section.name in incoming:
            old, new = current.get(section.name, []), incoming[section.name]
            target[section.name] = _accept_section(section, old, new, refused, nulls_matter)
    for name in KEPT_AS_GIVEN:
        if name in incoming and name not in refused:
            target[name] = incoming[name]
    return target


def _accept_section(section: Section, old, new, refused: set[str], nulls_matter: bool) -> list[dict]:
    places = align(section, old, new)
    kept = []
    for index, (place, record) in enumerate(zip(places, new, strict=True)):
        if place is not None:
            kept.append(_merged(section, old[place], record, place, refused, nulls_matter))
        elif created_id(section, record, index) not in refused:
            kept.append(_at(_said(record, nulls_matter), record, None))
    if is_reordered(places) and f"{section.name}/ordre" in refused:
        # New records follow those that stay.
        kept.sort(key=lambda record: len(old) if record.place is None else record.place)
    for place in left_out(places, old):
        if removed_id(section, old[place], place) in refused:
            kept.insert(min(place, len(kept)), _at(old[place], old[place], place))
    return kept


def _merged(section: Section, old: dict, record: dict, place: int, refused: set[str], nulls_matter: bool) -> dict:
    merged = dict(old)
    for difference in field_differences(section, old, record, place, nulls_matter):
        if difference.id in refused:
            continue
        name = difference.field
        if name in record and (nulls_matter or not is_empty(record[name])):
            merged[name] = record[name]
        else:
            merged.pop(name, None)
    return _at(merged, record, place)


def without_blanks(flat: dict[str, Any]) -> dict[str, Any]:
    """The flat form of a workbook for a new contract: an empty cell says nothing, not « given as empty »."""
    return {
        name: [_at(_said(record, False), record, None) for record in records]
        if isinstance(records, list) and name not in KEPT_AS_GIVEN
        else records
        for name, records in flat.items()
    }


def _said(record: dict, nulls_matter: bool) -> dict:
    return record if nulls_matter else {name: value for name, value in record.items() if not is_empty(value)}


def _at(content: dict, record: dict, place: int | None) -> SourceRecord:
    """`content` as a record that knows its line in the file and its place in the contract."""
    found = SourceRecord(content)
    found.row, found.place = getattr(record, "row", None), place
    found.rows = getattr(record, "rows", found.rows)
    found.origin = getattr(record, "origin", None) or record
    return found
