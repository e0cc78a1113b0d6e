"""One value of a record as one cell, and what a person typed in a cell as a value. French sentences, no place."""

from collections.abc import Callable
from datetime import date
from typing import Any

import yaml
from django.db.models import Model

from faubourg.exchange.codes import code_of_cell
from faubourg.exchange.sameness import is_empty, same
from faubourg.exchange.schema.fields import (
    Choice,
    Coded,
    EitherMany,
    Field,
    Flag,
    Number,
    PartialDate,
    Refs,
    Table,
    Text,
    Whole,
    Words,
    Year,
    YearOrWords,
)
from faubourg.exchange.schema.special import LegalObjectives, ValueOrWords
from faubourg.exchange.workbook.layout import Column, plain
from faubourg.intake.problems import IntakeError
from faubourg.intake.values import (
    join_list,
    parse_boolean,
    parse_integer,
    parse_list,
    parse_number,
    parse_partial_date,
    parse_text,
)
from faubourg.intake.yamlfiles import read_yaml

Cell = str | int | float | bool | date | None
#: How a text begins that could be a list, a group or a quoted text.
STRUCTURED = ("[", "{", "'", '"')
SAID = {"oui": True, "non": False}
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def to_cell(column: Column, record: dict, model: type[Model]) -> Cell:
    """The cell of a record in a column; None when there is nothing to say."""
    value = record.get(column.name)
    if is_empty(value):
        return None
    if column.part:
        return value.get(column.part)
    if column.field is None:
        return _extra_to_cell(value)
    if isinstance(column.field, ValueOrWords) and isinstance(value, list):
        # The last « ; » keeps a list of one word that looks like a number apart from that number.
        return join_list(value) + (" ;" if len(value) == 1 else "")
    if isinstance(column.field, Words | Refs | EitherMany | LegalObjectives):
        return join_list([str(item) for item in value])
    if isinstance(column.field, Flag):
        return "oui" if value else "non"
    if isinstance(column.field, Choice):
        return dict(choices_of(column.field, model)).get(value, value)
    if isinstance(column.field, Coded):
        return column.field.shown(value)
    if isinstance(column.field, PartialDate):
        return str(value)
    return flow(value) if isinstance(column.field, Table) else value


def from_cell(column: Column, cell: Cell, model: type[Model]) -> Any:
    """What a cell says, None when it is empty. Raises `ValueError` with a sentence."""
    if cell is None:
        return None
    if column.part:
        return parse_integer(cell)
    if column.field is None:
        return _extra_from_cell(cell)
    for kinds, parse in PARSERS:
        if isinstance(column.field, kinds):
            return parse(cell)
    if isinstance(column.field, Choice):
        return _choice(column.field, cell, model)
    if isinstance(column.field, Coded):
        return column.field.coded(cell if isinstance(cell, str) else parse_text(cell))
    if column.name == "code":
        cell = code_of_cell(cell)
    if isinstance(column.field, Text) and column.name != "key":
        return cell if isinstance(cell, str) else parse_text(cell)
    return parse_text(cell) or None


def choices_of(field: Field, model: type[Model]) -> list[tuple[str, str]]:
    """The values of a choice with their labels, without the one that stands for « not given »."""
    return [(value, str(label)) for value, label in model._meta.get_field(field.column).choices if value != ""]


def flow(value: Any) -> str:
    """A list or a group on one line: [1, 2] or {F: 12, H: 30}. Unlike JSON it keeps numbers as names, and dates."""
    return yaml.dump(
        value, Dumper=DUMPER, default_flow_style=True, allow_unicode=True, width=1 << 30, sort_keys=False
    ).rstrip("\n")


def unflow(text: str) -> Any:
    """What `flow` wrote; any other text is itself."""
    if not text.startswith(STRUCTURED):
        return text
    try:
        return read_yaml(text.encode(), "")
    except IntakeError:
        return text


def _extra_to_cell(value: Any) -> Cell:
    if isinstance(value, dict | list):
        return flow(value)
    if isinstance(value, bool):
        # Never a boolean cell: LibreOffice makes a formula of it.
        return "oui" if value else "non"
    if isinstance(value, str) and not same(_extra_from_cell(value), value):
        return yaml.dump(value, Dumper=DUMPER, default_style='"', allow_unicode=True, width=1 << 30).rstrip("\n")
    return value


def _extra_from_cell(cell: Cell) -> Any:
    if not isinstance(cell, str):
        return cell
    return SAID.get(cell.strip().casefold(), unflow(cell))


def _choice(field: Field, cell: Cell, model: type[Model]) -> str | None:
    text = parse_text(cell)
    known = choices_of(field, model)
    for value, label in known:
        if plain(text) in (plain(value), plain(label)):
            return value
    if text and plain(text) not in {plain(str(label)) for _, label in model._meta.get_field(field.column).choices}:
        allowed = ", ".join(f"« {label} »" for _, label in known)
        raise ValueError(f"« {text[:60]} » n’est pas prévu : choisir {allowed}")
    return None


def _table(cell: Cell) -> Any:
    found = unflow(parse_text(cell)) if isinstance(cell, str) else cell
    if not isinstance(found, dict | list):
        shown = parse_text(cell)[:60]
        raise ValueError(f"« {shown} » n’est ni une liste ni un groupe : écrire [1, 2] ou {{nom: valeur}}")
    return found


def _number_or_words(cell: Cell) -> Any:
    try:
        return parse_number(cell)
    except ValueError:
        if parse_text(cell)[:1].isdigit() and ";" not in parse_text(cell):
            raise
        return parse_list(cell) or None


def _year(cell: Cell) -> int | str | None:
    text = parse_partial_date(cell)
    return int(text) if text and len(text) == len("2024") else text


def _year_or_words(cell: Cell) -> int | str | None:
    try:
        return _year(cell)
    except ValueError:
        return parse_text(cell)


def _numbers(cell: Cell) -> list[int | None]:
    return [parse_integer(item) for item in parse_list(cell)]


#: First match first.
PARSERS: tuple[tuple[type | tuple, Callable[[Cell], Any]], ...] = (
    (ValueOrWords, _number_or_words),
    (Whole, parse_integer),
    (Number, parse_number),
    (Flag, parse_boolean),
    (YearOrWords, _year_or_words),
    (Year, _year),
    (PartialDate, parse_partial_date),
    ((Words, Refs, EitherMany), parse_list),
    (LegalObjectives, _numbers),
    (Table, _table),
)
