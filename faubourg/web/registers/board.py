"""What the page of a register shows for the filters of its address."""

from collections.abc import Mapping
from dataclasses import dataclass

from faubourg.registers.cells import Lists, decimal_of, shown, words_of
from faubourg.registers.choices import NUMERIC, ColumnType
from faubourg.registers.counting import tally
from faubourg.registers.models import Register, RegisterColumn, RegisterRow
from faubourg.registers.queries import EMPTY, Asked, narrowed, rows_of

#: Values offered by a filter: beyond, the search is quicker.
MOST = 60


@dataclass(frozen=True)
class Filter:
    """A filter on a column: the name of the field, its caption, what it offers, what is chosen."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str


@dataclass(frozen=True)
class Board:
    """The rows asked for, their filters, what they hold together. `rule`: the count whose rows are shown."""

    register: Register
    columns: list[RegisterColumn]
    rows: list[RegisterRow]
    total: int
    filters: list[Filter]
    asked: Asked
    sums: list[tuple[str, object, int]]
    states: list[tuple[str, str, int]]
    rule: str
    lists: Lists

    @property
    def is_narrowed(self) -> bool:
        """Whether some rows are left out."""
        return len(self.rows) < self.total

    @property
    def headings(self) -> list[tuple[RegisterColumn, bool]]:
        """Each column, and whether it holds numbers."""
        return [(column, column.type in NUMERIC) for column in self.columns]

    def line(self, row: RegisterRow) -> dict:
        """A row as the table shows it."""
        said = [(column.label, shown(column, row.values.get(column.key), self.lists), is_number)
                for column, is_number in self.headings]  # fmt: skip
        return {"row": row, "cells": said, "state": self.register.state_labels.get(row.state, row.state)}


def board_of(register: Register, query: Mapping[str, str]) -> Board:
    """The board; words that name nothing are left out."""
    lists, columns, every = Lists(register.contract), register.column_list, rows_of(register)
    filters = [_filter(column, every, lists, query) for column in columns]
    asked = Asked(
        words=query.get("q", "")[:200],
        state=query.get("etat", ""),
        holder=query.get("tenue", ""),
        columns={one.name.removeprefix("c-"): one.value for one in filters if one.value},
        sort=query.get("tri", ""),
    )
    rule, kept = _of_a_count(register, every, columns, lists, query)
    rows = narrowed(kept, columns, asked, lists)
    holders = {row.organisation.key: row.organisation.name for row in every if row.organisation_id}
    if holders:
        pairs = [*sorted(holders.items(), key=lambda pair: pair[1]), (EMPTY, "personne en particulier")]
        filters.append(Filter("tenue", "Tenue par", pairs, asked.holder))
    states = [(key, label, sum(row.state == key for row in rows)) for key, label in register.state_labels.items()]
    return Board(register, columns, rows, len(every), filters, asked, _sums(rows, columns), states, rule, lists)


def _filter(column: RegisterColumn, rows: list[RegisterRow], lists: Lists, query: Mapping[str, str]) -> Filter:
    said = {shown(column, row.values.get(column.key), lists) for row in rows}
    words = sorted(said - {""}, key=str.casefold)
    value = query.get(f"c-{column.key}", "")
    pairs = [(word, word if len(word) <= MOST else f"{word[:MOST]}…") for word in words[:MOST]]
    if value in said and value and value not in dict(pairs):
        pairs.append((value, value))
    if "" in said and words:
        pairs.append((EMPTY, "non donné"))
    return Filter(f"c-{column.key}", column.label, pairs, value if value in dict(pairs) else "")


def _of_a_count(register: Register, rows, columns, lists: Lists, query: Mapping[str, str]):
    """The rows behind one value of an indicator: `compte`, `annee` and `part` of the address."""
    asked, year, part = query.get("compte", ""), query.get("annee", ""), query.get("part", "")
    count = register.counts.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None
    if count is None:
        return "", rows
    count.register = register
    years = tally(count, rows, columns, lists).years
    parts = years.get(int(year), []) if year.isdecimal() and len(year) == len("2024") else []
    found = next((one for one in parts if one.label == (part or "Ensemble")), None)
    words = f"{year}, {part or 'ensemble'}"
    return (words, found.rows) if found else (words, [])


def _sums(rows: list[RegisterRow], columns: list[RegisterColumn]) -> list[tuple[str, object, int]]:
    """Of each column of amounts: label, sum of what is given (None when nothing is), rows that do not give it."""
    found = []
    for column in columns:
        if column.type == ColumnType.AMOUNT:
            given = [decimal_of(row.values[column.key]) for row in rows if row.values.get(column.key) is not None]
            found.append((column.label, sum(given) if given else None, len(rows) - len(given)))
    return found


def sentences(row: RegisterRow) -> list[tuple[str, str]]:
    """All that one row says, for its page."""
    register = row.register
    return list(words_of(row, register.column_list, Lists(register.contract)).items())
