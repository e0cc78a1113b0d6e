"""Two flat forms of a contract side by side: which records are the same, and what differs, cell by cell.

A YAML file says everything of a record: a field that it leaves out is a field to forget, and null is not the same as
absent (`nulls_matter`). A workbook says what its columns hold: a field without column is left alone, and an empty cell
forgets the field.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from faubourg.exchange.flat import FLAT_SECTIONS, KEPT_AS_GIVEN
from faubourg.exchange.sameness import canonical, fingerprint, is_empty, pruned, same
from faubourg.exchange.schema.fields import Field, PartialDate
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import Nested

CREATED, CHANGED, REMOVED, MOVED = "création", "modification", "suppression", "ordre"
LONGEST_LABEL = 120
KEPT_TITLES = {"citizens": "Citoyens", "fundings": "Financements", "extra": "Autres informations"}


@dataclass(frozen=True)
class Difference:
    """One thing that the file would change: a record made or removed, one of its fields, the order of a section."""

    id: str
    section: str
    section_title: str
    kind: str
    label: str
    field: str = ""
    field_title: str = ""
    old: Any = None
    new: Any = None
    row: int | None = None


def align(section: Section, old: list[dict], new: list[dict]) -> list[int | None]:
    """For each new record, the place of the old record that it continues, or None.

    Records are known by their key; without one by the mark of an exported workbook, else by all that they say, else
    by the fields of `section.anchor`.
    """
    if section.name == "contract":
        return [0 if old else None for _ in new]
    if section.has_key:
        places = {record.get("key"): place for place, record in enumerate(old)}
        return [places.get(record.get("key")) for record in new]
    found: list[int | None] = [None] * len(new)
    left = list(range(len(old)))
    if any(getattr(record, "mark", None) for record in new):
        left = _match(found, old, new, left, fingerprint, lambda record: getattr(record, "mark", None))
    left = _match(found, old, new, left, _whole)
    anchor = section.anchor or tuple(section.by_name)[:1]
    # The last field of the anchor may be the one that changed.
    for names in [anchor, anchor[:-1]] if len(anchor) > 1 else [anchor]:
        left = _match(found, old, new, left, lambda record, names=names: canonical([record.get(n) for n in names]))
    return found


def _match(found, old, new, places, identity: Callable, new_identity: Callable | None = None) -> list[int]:
    """Pair what is still unpaired by `identity`, in order; return the old places that are left."""
    waiting = defaultdict(deque)
    for place in places:
        waiting[identity(old[place])].append(place)
    for index, record in enumerate(new):
        if found[index] is None and waiting.get(this := (new_identity or identity)(record)):
            found[index] = waiting[this].popleft()
    return sorted(place for queue in waiting.values() for place in queue)


def _whole(record: dict) -> str:
    return canonical(pruned(record))


def differences(current: dict[str, Any], incoming: dict[str, Any], *, nulls_matter: bool = True) -> list[Difference]:
    """What `incoming` would change in `current`. Sections that `incoming` does not have are left alone."""
    found: list[Difference] = []
    for section in FLAT_SECTIONS:
        if section.name in incoming:
            old, new = current.get(section.name, []), incoming[section.name]
            found += _section_differences(section, old, new, nulls_matter)
    for name in KEPT_AS_GIVEN:
        if name in incoming and not same(incoming[name], current.get(name)):
            title = KEPT_TITLES[name]
            words = f"section entière ({name})"
            found.append(Difference(name, name, title, CHANGED, words, old=current.get(name), new=incoming[name]))
    return found


def _section_differences(section: Section, old, new, nulls_matter: bool) -> Iterator[Difference]:
    places = align(section, old, new)
    for index, (place, record) in enumerate(zip(places, new, strict=True)):
        row = getattr(record, "row", None)
        if place is None:
            identity = created_id(section, record, index)
            facts = pruned(record)
            yield Difference(identity, section.name, section.title, CREATED, label_of(record), new=facts, row=row)
        else:
            yield from field_differences(section, old[place], record, place, nulls_matter)
    for place in left_out(places, old):
        identity, label = removed_id(section, old[place], place), label_of(old[place])
        yield Difference(identity, section.name, section.title, REMOVED, label, old=pruned(old[place]))
    if is_reordered(places):
        yield Difference(f"{section.name}/ordre", section.name, section.title, MOVED, "ordre des lignes")


def field_differences(section: Section, old, new, place: int, nulls_matter: bool) -> Iterator[Difference]:
    """The fields in which a record of the file differs from the one that it continues."""
    identity, row = removed_id(section, old, place), getattr(new, "row", None)
    for name in dict.fromkeys((*old, *new)) if nulls_matter else new:
        before, after = old.get(name), new.get(name)
        kept_apart = nulls_matter and (name in old) != (name in new)
        if not kept_apart and _says_the_same(section.by_name.get(name), before, after, nulls_matter):
            continue
        title, label = section.headings.get(name, str(name)), label_of(old)
        yield Difference(
            f"{identity}/{name}", section.name, section.title, CHANGED, label, name, title, before, after, row
        )


def _says_the_same(field: Field | None, before: Any, after: Any, nulls_matter: bool) -> bool:
    if same(before, after):
        return True
    if nulls_matter:
        return False
    before, after = as_in_a_cell(before), as_in_a_cell(after)
    if is_empty(before) and is_empty(after):
        return True
    if isinstance(field, PartialDate) and not is_empty(before) and not is_empty(after):
        return str(before) == str(after)
    if isinstance(field, Nested) and isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(
            _says_the_same(field.section.by_name.get(name), one.get(name), other.get(name), nulls_matter)
            for one, other in zip(before, after, strict=True)
            for name in {**one, **other}
        )
    return same(pruned(before), pruned(after))


def as_in_a_cell(value: Any) -> Any:
    """A value without what a cell drops: a text of spaces alone, blank items and the spaces around items."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item.strip() for item in value if item.strip()]
    return "" if isinstance(value, str) and not value.strip() else value


def created_id(section: Section, record: dict, index: int) -> str:
    """The id of the difference that a new record makes."""
    return f"{section.name}/{record.get('key') if section.has_key else f'+{index + 1}'}"


def removed_id(section: Section, record: dict, place: int) -> str:
    """The id of the difference that the absence of an old record makes; the ids of its fields begin with it."""
    return f"{section.name}/{record.get('key') if section.has_key else f'#{place + 1}'}"


def left_out(places: list[int | None], old: list[dict]) -> list[int]:
    """The places of the old records that no new one continues."""
    return sorted(set(range(len(old))) - set(places))


def is_reordered(places: list[int | None]) -> bool:
    """Whether the records that stay come in another order."""
    kept = [place for place in places if place is not None]
    return kept != sorted(kept)


def label_of(record: dict) -> str:
    """Words by which a reader knows a record."""
    name = next((record[f] for f in ("title", "name", "label", "text", "printed", "period") if record.get(f)), "")
    code = record.get("code") or record.get("key") or record.get("action") or record.get("organisation") or ""
    words = str(name) if len(str(name)) <= LONGEST_LABEL else str(name)[: LONGEST_LABEL - 1].rstrip() + "…"
    return f"{code} {words}".strip() or "ligne sans intitulé"
