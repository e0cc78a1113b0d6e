"""A record of the file put on a row, and a row told as a record."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Model

from faubourg.exchange.sameness import is_empty, same
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import NestedError

_SUFFIX = "_inferred"


class Refusal(NamedTuple):
    """A field that cannot be taken, and why; of a record nested in this one, its section and the record."""

    name: str
    sentence: str
    inside: tuple[Section, dict] | None = None


def fill_row(section: Section, row: Model, record: dict, book) -> Iterator[Refusal]:
    """Put the columns and single links of `record` on `row`; yields what cannot be taken."""
    extra, inferred, blanks = {}, [], {}
    for name, value in record.items():
        field = section.by_name.get(name)
        if is_empty(value):
            blanks[name] = value
        elif field is None:
            if value is True and hasattr(row, "inferred") and is_mark(name):
                inferred.append("record" if name == "inferred" else name.removesuffix(_SUFFIX))
            else:
                extra[name] = value
        else:
            if not field.deferred:
                try:
                    field.load(row, value, book)
                except ValueError as error:
                    yield Refusal(name, str(error))
                    continue
            if field.is_rewritten(row, value, book):
                blanks[name] = value
    yield from _missing(section, record)
    if hasattr(row, "extra"):
        row.extra, row.blanks = extra, blanks
        if hasattr(row, "inferred"):
            row.inferred = inferred
    else:
        for name in extra:
            yield Refusal(str(name), "ce champ n’existe pas ici : le retirer ou corriger son nom")


def _missing(section: Section, record: dict) -> Iterator[Refusal]:
    for field in section.fields:
        if field.required and is_empty(record.get(field.name)):
            yield Refusal(field.name, "cette valeur est obligatoire")
    if section.one_of and sum(not is_empty(record.get(name)) for name in section.one_of) != 1:
        titles = " ou ".join(f"« {section.headings[name]} »" for name in section.one_of)
        yield Refusal(section.one_of[0], f"remplir {titles}, l’un des deux et pas les deux")


def is_mark(name: Any) -> bool:
    """Whether a field of this name marks another one, or the whole record, as deduced."""
    return isinstance(name, str) and (name == "inferred" or name.endswith(_SUFFIX))


def fill_links(section: Section, row: Model, record: dict, book) -> Iterator[Refusal]:
    """Keep the links to several rows, once every row of the section is known."""
    for field in section.fields:
        value = record.get(field.name)
        if field.deferred and (field.says_nothing or not is_empty(value)):
            try:
                field.load(row, value, book)
            except NestedError as error:
                yield Refusal(error.name, str(error), (error.section, error.record))
            except ValueError as error:
                yield Refusal(field.name, str(error))


def clear_row(section: Section, row: Model) -> None:
    """Put every column of the section back to its default, before another record is put on the row."""
    for field in section.fields:
        if field.deferred or field.name == "key":
            continue
        if hasattr(field, "clear"):
            field.clear(row)
            continue
        for column in getattr(field, "COUNTS", {"": field.column}).values():
            if column in row.__dict__ or f"{column}_id" in row.__dict__:
                setattr(row, column, row._meta.get_field(column).get_default())


def describe_row(section: Section, row: Model, book) -> dict:
    """The record of `row`, with the names and the shapes of the file."""
    record = {}
    for field in section.fields:
        value = field.dump(row, book)
        if not is_empty(value):
            record[field.name] = value
    for name in getattr(row, "inferred", ()):
        record["inferred" if name == "record" else name + _SUFFIX] = True
    record.update(getattr(row, "extra", {}))
    for name, value in getattr(row, "blanks", {}).items():
        if name not in record or _says_the_same(record[name], value):
            record[name] = value
    return record


def _says_the_same(written: Any, given: Any) -> bool:
    """Whether the file's own writing still stands for what the row says now."""
    if isinstance(written, list) and isinstance(given, list):
        return same(sorted(written, key=repr), sorted(given, key=repr))
    return str(written) == str(given)


def ordered(section: Section, records: Iterable[dict]) -> list[dict]:
    """Records with their fields in the order of the schema, then the others as they came."""
    names = list(section.by_name)
    return [
        {name: record[name] for name in names if name in record}
        | {name: value for name, value in record.items() if name not in section.by_name}
        for record in records
    ]
