"""The document's tables: numbers set as numbers, everything else as printed, remarks beside them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from faubourg.contracts.models import Anomaly, Contract, PrintedTable
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.partners.similarity import words
from faubourg.ui.typography import number

#: Printed texts that read as a number: aligned with numbers, but kept as printed.
NUMERAL = re.compile(r"[<>≤≥~]?\s*[+\u2212-]?\d[\d\s.,]*\s*(%|€|pts?|points?|ETP)?")
YEAR_HEADING = re.compile(r"ann[ée]e|^an$|^ans?\b|période|date", re.IGNORECASE)
YEARS = range(1900, 2101)
#: How far after its first line a table may run, when the next one does not say.
LONGEST_TABLE = 120


#: What the reader of the document checked for themselves: told in the remarks; `source` stands under the title.
UNTOLD = ("check", "checks", "source")


@dataclass(frozen=True)
class Cell:
    """What is shown, and whether it stands with the numbers. None: the document leaves the cell empty."""

    text: str | None
    is_number: bool
    value: Any


@dataclass(frozen=True)
class TableSheet:
    """A table ready to read. `remarks`: what the reader noted on the lines where the table is printed."""

    row: PrintedTable
    columns: list[tuple[str, bool]]
    lines: list[list[Cell]]
    remarks: list[Anomaly]
    facts: list[tuple[str, Any]]


@dataclass(frozen=True)
class TableLine:
    """A table in the list."""

    row: PrintedTable
    columns: int
    rows: int
    remarks: int


def table_list(contract: Contract, query: Mapping[str, str] | None = None) -> list[TableLine]:
    """The tables of `contract`, filtered by `q` and `origine` (« imprime », « compte »). Two queries."""
    lines = [TableLine(row, len(row.columns), len(row.rows), len(remarks)) for row, remarks in _with_remarks(contract)]
    return [line for line in lines if _kept(line, query or {})]


def table_sheets(contract: Contract, keys: Iterable[str]) -> list[TableSheet]:
    """The tables of these keys, ready to read, in the order of the document. Two queries."""
    wanted = set(keys)
    return [_sheet(row, remarks) for row, remarks in _with_remarks(contract) if row.key in wanted]


def _with_remarks(contract: Contract) -> list[tuple[PrintedTable, list[Anomaly]]]:
    tables = list(contract.tables.all())
    remarks = list(contract.anomalies.exclude(line=None).order_by("line", "position"))
    return [(table, _remarks(table, tables, remarks)) for table in tables]


def _sheet(row: PrintedTable, remarks: list[Anomaly]) -> TableSheet:
    width = max([len(row.columns), *(len(_cells(line)) for line in row.rows)])
    headings = [str(column) for column in row.columns] + [""] * (width - len(row.columns))
    filled = [[*_cells(line), *[None] * (width - len(_cells(line)))] for line in row.rows]
    lines = [[_cell(value, headings[at]) for at, value in enumerate(line)] for line in filled]
    columns = [(heading, _is_of_numbers([line[at] for line in lines])) for at, heading in enumerate(headings)]
    facts = [
        (name, value) for name, value in row.extra.items() if name not in UNTOLD and value not in (None, "", [], {})
    ]
    return TableSheet(row, columns, lines, remarks, facts)


def table_file(sheet: TableSheet) -> Sheet:
    """The table as a sheet: numbers as numbers, printed texts as printed."""
    columns = [
        SheetColumn(heading or f"Colonne {rank}", 16 if is_number else 34, "number" if is_number else "text")
        for rank, (heading, is_number) in enumerate(sheet.columns, start=1)
    ]
    rows = [[_plain(cell.value) for cell in line] for line in sheet.lines]
    note = "Compté sur les lignes, non imprimé" if sheet.row.computed else ""
    return Sheet(sheet.row.title, columns, rows, title=sheet.row.title, note=note)


def _cells(line: Any) -> list:
    return line if isinstance(line, list) else list(line.values()) if isinstance(line, dict) else [line]


def _cell(value: Any, heading: str) -> Cell:
    if value is None or value == "":
        return Cell(None, False, None)
    if isinstance(value, bool):
        return Cell("oui" if value else "non", False, value)
    if isinstance(value, int | float | Decimal):
        is_year = value in YEARS and YEAR_HEADING.search(heading)
        return Cell(str(value) if is_year else number(value), not is_year, str(value) if is_year else value)
    text = "\n".join(str(item) for item in value) if isinstance(value, list) else str(value)
    return Cell(text, bool(NUMERAL.fullmatch(text.strip())), text)


def _is_of_numbers(cells: list[Cell]) -> bool:
    filled = [cell for cell in cells if cell.text is not None]
    return bool(filled) and sum(cell.is_number for cell in filled) * 2 > len(filled)


def _plain(value: Any) -> Any:
    return ("oui" if value else "non") if isinstance(value, bool) else value


def _remarks(table: PrintedTable, tables: list[PrintedTable], remarks: list[Anomaly]) -> list[Anomaly]:
    """The remarks from the first line of the table to where it can end, at the latest where the next one starts.

    The document gives only the first line; its cells may be printed one a line.
    """
    if not table.line:
        return []
    following = [other.line for other in tables if other.line and other.line > table.line]
    cells = max(len(table.rows), 1) * max(len(table.columns), 1) + len(table.columns)
    last = min([table.line + min(cells, LONGEST_TABLE), *(line - 1 for line in following)])
    return [remark for remark in remarks if table.line <= remark.line <= last]


def _kept(line: TableLine, query: Mapping[str, str]) -> bool:
    if (origin := query.get("origine")) and bool(line.row.computed) != (origin == "compte"):
        return False
    text = " ".join(words(f"{line.row.title} {' '.join(map(str, line.row.columns))}"))
    return all(word in text for word in words(query.get("q", "")))
