"""Turning the bare rectangle of a sheet into titled rows."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.intake.marks import column_letters
from faubourg.intake.problems import Problem, grouped
from faubourg.intake.values import parse_text

# Above, a float no longer holds every whole number.
EXACT_INTEGERS = 2**53

Value = str | int | float | bool | datetime.date | datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row that holds something: its number as the spreadsheet shows it, and a value for each header title."""

    number: int
    cells: dict[str, Value]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its titled columns in order, the row of the titles, and the rows below that hold something.

    `letters`: title → letters of its column.
    """

    name: str
    header: list[str]
    header_row: int
    rows: list[Row]
    letters: dict[str, str] = field(default_factory=dict)


class Table:
    """A sheet's titles by the number of their column, its rows, and what is wrong with its header."""

    def __init__(self, name: str, values: list[list[object]], header_row: int) -> None:
        self.name = name
        self.header_row = header_row
        self.values = values
        printed = values[header_row - 1] if len(values) >= header_row else []
        texts = [" ".join(parse_text(_cleaned(value)).split()) for value in printed]
        self.titles = {index: text for index, text in enumerate(texts, 1) if text}

    def sheet(self) -> Sheet:
        """Return the titled rows that hold something, without the columns that have no title."""
        columns = [(title, index - 1) for index, title in self.titles.items()]
        rows = []
        for number, line in enumerate(self.values[self.header_row :], self.header_row + 1):
            cells = {title: _cleaned(line[index]) for title, index in columns}
            if any(value is not None for value in cells.values()):
                rows.append(Row(number, cells))
        letters = {title: column_letters(index) for index, title in self.titles.items()}
        return Sheet(self.name, list(self.titles.values()), self.header_row, rows, letters)

    def repeated_titles(self) -> list[Problem]:
        """Name the titles printed twice, whatever their case: which column is meant cannot be told."""
        places = defaultdict(list)
        for index, title in self.titles.items():
            places[title.casefold()].append(index)
        return [
            Problem(
                f"le titre « {self.titles[indices[-1]]} » est répété (colonnes "
                f"{', '.join(map(column_letters, indices[:-1]))} et {column_letters(indices[-1])})",
                sheet=self.name,
                row=self.header_row,
                remedy="Renommez ou supprimez les colonnes en trop",
            )
            for indices in places.values()
            if len(indices) > 1
        ]

    def untitled_columns(self) -> list[Problem]:
        """Name the columns that hold values but no title: they are not read."""
        width = max(map(len, self.values), default=0)
        below = self.values[self.header_row :]
        problems = []
        for index in range(1, width + 1):
            if index in self.titles:
                continue
            count = sum(_cleaned(line[index - 1]) is not None for line in below if len(line) >= index)
            if count:
                read = "sa valeur n’est pas lue" if count == 1 else f"ses {grouped(count)} valeurs ne sont pas lues"
                problems.append(
                    Problem(
                        f"la colonne {column_letters(index)} n’a pas de titre : {read}",
                        sheet=self.name,
                        row=self.header_row,
                        remedy="Donnez-lui un titre, ou videz-la",
                    )
                )
        return problems


def _cleaned(value: object) -> Value:
    """Give a cell its plain value: blank is None, 3.0 is 3, a time of day is its text."""
    kind = type(value)
    if kind is str:
        return value.replace("\r\n", "\n") if value and not value.isspace() else None
    if kind is float:
        return int(value) if value.is_integer() and abs(value) <= EXACT_INTEGERS else value
    if kind is datetime.time:
        return value.isoformat("minutes")
    if kind is datetime.timedelta:
        hours, minutes = divmod(round(value.total_seconds() / 60), 60)
        return f"{hours}:{minutes:02}"
    return value
