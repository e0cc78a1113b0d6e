"""A contract, or nothing yet, as a workbook to fill. No formula, no link: what Excel would compute is only text."""

import io
from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from faubourg.contracts.models import Contract
from faubourg.exchange.flat import FLAT_SECTIONS, KEPT_AS_GIVEN
from faubourg.exchange.sameness import fingerprint, is_empty
from faubourg.exchange.workbook.cells import Cell, flow, to_cell
from faubourg.exchange.workbook.helptexts import HEADINGS, how_to, readme_lines
from faubourg.exchange.workbook.layout import (
    CONTRACT_SHEET,
    FORMAT_FIELD,
    FORMAT_VERSION,
    MARK,
    NAME,
    OTHERS,
    README,
    VALUE,
    Column,
    SheetLayout,
    continued,
    extra_names,
    layouts,
    pieces,
)
from faubourg.exchange.workbook.lists import ChoiceLists
from faubourg.exchange.workbook.looks import Looks, kind_of, width_of
from faubourg.exchange.writing import flat_contract

#: Lines under the last one where the drop-down lists still work.
ROOM = 500
PERMITTED = {
    "insert_rows": True,
    "delete_rows": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
Records = list[dict[str, Any]]


def workbook_of(contract: Contract | None, *, masked: bool = False, without: frozenset[str] = frozenset()) -> bytes:
    """The workbook of a contract, filled; without contract, the empty one. `masked` hides small numbers."""
    flat = flat_contract(contract, masked=masked, without=without) if contract else {}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": contract.title[:255] if contract else "Classeur d’un contrat"})
        writer = _Writer(book, flat)
        writer.readme(contract)
        for layout in layouts():
            if layout.title == CONTRACT_SHEET:
                writer.contract_sheet(layout)
            else:
                writer.records_sheet(layout)
        writer.others()
        writer.lists.write(book)
    return out.getvalue()


class _Writer:
    """Writes the sheets one after the other, each from its first row to its last (constant memory)."""

    def __init__(self, book: xlsxwriter.Workbook, flat: dict[str, Any]):
        self.book = book
        self.flat = flat
        self.looks = Looks(book)
        counts = {section.name: len(flat.get(section.name, ())) for section in FLAT_SECTIONS}
        self.lists = ChoiceLists(book, {name: count + ROOM for name, count in counts.items()})

    def readme(self, contract: Contract | None) -> None:
        """The first sheet: what each sheet and column is, and how to fill it."""
        sheet = self.book.add_worksheet(README)
        for index, width in enumerate((26, 30, 12, 90)):
            sheet.set_column(index, index, width)
        for row, texts in enumerate(readme_lines(contract.key if contract else "", contract.title if contract else "")):
            look = "title" if row == 0 else "head" if texts == HEADINGS else "wrap" if len(texts) > 1 else "plain"
            for index, text in enumerate(texts):
                sheet.write_string(row, index, text, self.looks[look])

    def contract_sheet(self, layout: SheetLayout) -> None:
        """Two columns: what is asked, and what the contract answers."""
        sheet = self._sheet(layout.title, freeze_columns=0)
        sheet.set_column(0, 0, 34, self.looks["key"])
        sheet.set_column(1, 1, 90, self.looks["text"])
        record = next(iter(self.flat.get("contract", ())), {})
        columns = [*layout.columns, *(layout.extra_column(str(n)) for n in extra_names(layout.section, [record]))]
        self._header(sheet, [NAME, VALUE])
        sheet.write_string(1, 0, FORMAT_FIELD, self.looks["key"])
        sheet.write_string(1, 1, FORMAT_VERSION, self.looks["key"])
        row = 2
        for column in columns:
            cell = to_cell(column, record, layout.section.model)
            parts = pieces(cell) if isinstance(cell, str) else [cell]
            for number, part in enumerate(parts, 1):
                sheet.write_string(row, 0, column.title if number == 1 else continued(column.title, number),
                                   self.looks["key"])  # fmt: skip
                locked = column.name == "key" and bool(record)
                self._write(sheet, row, 1, part, "key" if locked else kind_of(column))
                row += 1
            sheet.write_comment(row - len(parts), 0, how_to(layout, column), {"x_scale": 2})
            if column.field is not None:
                self.lists.offer(sheet, layout.section, column, row - len(parts), row - len(parts), 1)

    def records_sheet(self, layout: SheetLayout) -> None:
        """One line a record, one column a field."""
        records = self._records(layout)
        columns = [*layout.columns, *(layout.extra_column(str(n)) for n in extra_names(layout.section, records))]
        table = [[self._cell(layout, column, number, record) for column in columns]
                 for number, record in enumerate(records, 1)]  # fmt: skip
        titles, columns, table = _spread(columns, table)
        keys = [index for index, column in enumerate(columns) if column.mark or column.above or column.name == "key"]
        sheet = self._sheet(layout.title, freeze_columns=max(keys, default=0) + 1)
        for index, column in enumerate(columns):
            # Locked all the way down: a mark is never typed. Keys are only locked where there is one.
            look = "mark" if column.mark else kind_of(column)
            sheet.set_column(index, index, width_of(column), self.looks[look])
            sheet.write_comment(0, index, how_to(layout, column), {"x_scale": 2})
            self.lists.offer(
                sheet, layout.parent or layout.section, column, 1, len(table) + ROOM, index, layout.section
            )
        self._header(sheet, titles)
        for row, cells in enumerate(table, 1):
            for index, cell in enumerate(cells):
                if cell is not None:
                    look = "mark" if columns[index].mark else "key" if index in keys else kind_of(columns[index])
                    self._write(sheet, row, index, cell, look)
        sheet.autofilter(0, 0, max(len(table), 1), len(titles) - 1)

    def others(self) -> None:
        """What has no screen yet, as structured text, in as many lines as it takes."""
        sheet = self._sheet(OTHERS, freeze_columns=0)
        for index, width in enumerate((16, 10, 110)):
            sheet.set_column(index, index, width, self.looks["text"])
        self._header(sheet, ["Section", "Partie", "Contenu"])
        row = 1
        for name in KEPT_AS_GIVEN:
            if not is_empty(self.flat.get(name)):
                for number, part in enumerate(pieces(flow(self.flat[name])), 1):
                    sheet.write_string(row, 0, name, self.looks["text"])
                    sheet.write_number(row, 1, number, self.looks["number"])
                    sheet.write_string(row, 2, part, self.looks["text"])
                    row += 1

    def _records(self, layout: SheetLayout) -> Records:
        if layout.link is None:
            records = self.flat.get(layout.section.name, [])
        else:
            above = self.flat.get(layout.parent.name, [])
            records = [
                item | {layout.columns[0].name: record["key"]}
                for record in above
                for item in record.get(layout.link.name) or ()
            ]
        return [{name: value for name, value in record.items() if not is_empty(value)} for record in records]

    def _cell(self, layout: SheetLayout, column: Column, number: int, record: dict) -> Cell:
        if column.mark:
            return f"#{number}-{fingerprint(record)}"
        if column.above:
            return record[column.name]
        return to_cell(column, record, layout.section.model)

    def _sheet(self, title: str, freeze_columns: int) -> Worksheet:
        sheet = self.book.add_worksheet(title)
        sheet.freeze_panes(1, freeze_columns)
        sheet.protect("", PERMITTED)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_comments_author("Faubourg")
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _header(self, sheet: Worksheet, titles: list[str]) -> None:
        for index, title in enumerate(titles):
            sheet.write_string(0, index, title, self.looks["mark" if title == MARK else "head"])

    def _write(self, sheet: Worksheet, row: int, index: int, cell: Cell, look: str) -> None:
        if cell is None:
            sheet.write_blank(row, index, None, self.looks[look])
        elif isinstance(cell, int | float):
            sheet.write_number(row, index, cell, self.looks["number" if look == "text" else look])
        elif isinstance(cell, date) and cell.year >= 1901:
            moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
            sheet.write_datetime(row, index, moment.replace(tzinfo=None), self.looks["date"])
        else:
            sheet.write_string(row, index, str(cell), self.looks[look])


def _spread(columns: list[Column], table: list[list[Cell]]) -> tuple[list[str], list[Column], list[list[Cell]]]:
    """Titles, columns and cells with further columns where a text is too long for one cell."""
    long = defaultdict(lambda: 1)
    for cells in table:
        for index, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) > 16_000:
                long[index] = max(long[index], len(pieces(cell)))
    titles = [continued(column.title, number) if number > 1 else column.title
              for index, column in enumerate(columns) for number in range(1, long[index] + 1)]  # fmt: skip
    spread = [column for index, column in enumerate(columns) for _ in range(long[index])]
    if len(spread) == len(columns):
        return titles, columns, table
    return titles, spread, [_spread_row(cells, long) for cells in table]


def _spread_row(cells: list[Cell], long: dict[int, int]) -> list[Cell]:
    found: list[Cell] = []
    for index, cell in enumerate(cells):
        parts = pieces(cell) if isinstance(cell, str) else [cell]
        found += [*parts, *[None] * (long[index] - len(parts))]
    return found
