"""A workbook as the flat form, each value with its cell, or everything that must be mended in it."""

from collections import defaultdict
from difflib import get_close_matches
from typing import Any

from faubourg.exchange.flat import KEPT_AS_GIVEN, SourceRecord
from faubourg.exchange.sameness import is_empty
from faubourg.exchange.validation import flat_problems
from faubourg.exchange.workbook.cells import from_cell, unflow
from faubourg.exchange.workbook.layout import (
    CONTRACT_SHEET,
    FORMAT_FIELD,
    FORMAT_VERSION,
    LISTS,
    NAME,
    OTHERS,
    README,
    VALUE,
    Column,
    SheetLayout,
    base_of,
    layouts,
    plain,
)
from faubourg.intake.problems import IntakeError, Problem
from faubourg.intake.values import parse_text
from faubourg.intake.workbooks import Row, Sheet, read_workbook

OTHERS_COLUMNS = ("Section", "Partie", "Contenu")


class SourceFlat(dict):
    """A flat form that remembers what was read although it may surprise."""

    warnings: tuple[Problem, ...] = ()


def flat_from_workbook(content: bytes, filename: str) -> SourceFlat:
    """The flat form of a workbook. A field without column, a section without line are absent: they are left alone.

    Raises `IntakeError` with every problem of the sheets, the columns, the cells and the keys.
    """
    known = {plain(name): name for name in (*(layout.title for layout in layouts()), OTHERS)}
    book = read_workbook(content, filename, sheets=known.values())
    reading = _Reading({plain(name): sheet for name, sheet in book.sheets.items()})
    reading.unknown_sheets(book.unread)
    flat = reading.flat()
    if not reading.problems:
        reading.problems += flat_problems(flat)
    if reading.problems:
        raise IntakeError(reading.problems)
    flat.warnings = tuple(book.warnings)
    return flat


class _Reading:
    """Reads sheet after sheet and gathers the problems."""

    def __init__(self, sheets: dict[str, Sheet]):
        self.sheets = sheets
        self.problems: list[Problem] = []

    def unknown_sheets(self, names: list[str]) -> None:
        """Refuse the sheets that mean nothing: what stands there would be lost."""
        titles = [layout.title for layout in layouts()]
        for name in names:
            if plain(name) not in (plain(README), plain(LISTS)):
                near = get_close_matches(name, titles, 1)
                remedy = f"Nommez-la « {near[0]} » si c’est elle, ou supprimez-la" if near else "Supprimez-la"
                self.problems.append(Problem(f"feuille inconnue : « {name} »", remedy=remedy))

    def flat(self) -> SourceFlat:
        """The flat form; of no use when there are problems."""
        flat = SourceFlat()
        for layout in layouts():
            sheet = self.sheets.get(plain(layout.title))
            if layout.title == CONTRACT_SHEET:
                flat["contract"] = [self._contract(layout, sheet)]
            elif sheet is not None and sheet.rows:
                records = self._records(layout, sheet)
                if layout.link is None:
                    flat[layout.section.name] = records
                else:
                    self._nest(layout, records, flat.get(layout.parent.name, []))
        if sheet := self.sheets.get(plain(OTHERS)):
            self._others(sheet, flat)
        return flat

    def _contract(self, layout: SheetLayout, sheet: Sheet | None) -> SourceRecord:
        record = SourceRecord()
        if sheet is None:
            self.problems.append(
                Problem(
                    f"la feuille « {CONTRACT_SHEET} » manque",
                    remedy="Partez du classeur vide, ou du classeur exporté du contrat",
                )
            )
            return record
        if not self._has_columns(sheet, (NAME, VALUE)):
            return record
        titles = {plain(title): title for title in sheet.header}
        cells: dict[str, Row] = {}
        for row in sheet.rows:
            name = " ".join(parse_text(row.cells[titles[plain(NAME)]]).split())
            value = row.cells[titles[plain(VALUE)]]
            if plain(name) in map(plain, cells):
                self._problem(sheet, row.number, NAME, f"le champ « {name} » est donné deux fois", "Gardez une ligne")
            elif name:
                cells[name] = Row(row.number, {VALUE: value})
                record.row = record.row or row.number
            elif value is not None:
                self._problem(sheet, row.number, NAME, "cette valeur n’a pas de champ", "Nommez le champ, ou videz-la")
        self._fill_contract(layout, sheet, cells, record)
        return record

    def _fill_contract(self, layout: SheetLayout, sheet: Sheet, cells: dict[str, Row], record: SourceRecord) -> None:
        for name, row in cells.items():
            title, number = base_of(name)
            if number > 1:
                continue
            if plain(title) == plain(FORMAT_FIELD):
                self._check_format(sheet, row)
                continue
            column = layout.column(title)
            if column is None:
                self._unknown(sheet, row.number, title, layout, "le champ", NAME)
                continue
            record.rows = {**record.rows, column.name: row.number}
            value = _joined([row.cells[VALUE], *_following(title, lambda name: cells[name].cells[VALUE], cells)])
            self._take(layout, sheet, Row(row.number, {VALUE: value}), column, VALUE, record)

    def _check_format(self, sheet: Sheet, row: Row) -> None:
        found = parse_text(row.cells[VALUE]).replace(",", ".")
        if found not in (FORMAT_VERSION, str(int(float(FORMAT_VERSION)))):
            message = f"le classeur suit la version {found or 'vide'} du format, Faubourg connaît la {FORMAT_VERSION}"
            self._problem(sheet, row.number, VALUE, message, "Exportez-le de nouveau et recopiez-y vos changements")

    def _records(self, layout: SheetLayout, sheet: Sheet) -> list[SourceRecord]:
        columns = self._columns(layout, sheet)
        found = []
        for row in sheet.rows:
            record = SourceRecord()
            record.row = row.number
            for header, column, further in columns:
                cell = _joined([row.cells[header], *(row.cells[name] for name in further)])
                if column.mark:
                    record.mark = parse_text(cell).rpartition("-")[2] or None
                else:
                    self._take(layout, sheet, Row(row.number, {header: cell}), column, header, record)
            # A line emptied of all but its mark is a line to remove.
            if not all(map(is_empty, record.values())):
                found.append(record)
        return found

    def _columns(self, layout: SheetLayout, sheet: Sheet) -> list[tuple[str, Column, list[str]]]:
        """Each header with its column and the headers that go on with its texts; says what is missing or unknown."""
        found = []
        for header in sheet.header:
            title, number = base_of(header)
            if number > 1:
                continue
            column = layout.column(title)
            if column is None:
                self._unknown(sheet, sheet.header_row, title, layout, "la colonne", "")
            else:
                found.append((header, column, list(_following(title, str, sheet.header))))
        names = {column.name for _, column, _ in found}
        for column in layout.columns:
            if column.name not in names and (column.above or (column.field is not None and column.field.required)):
                message = f"la colonne « {column.title} » manque"
                remedy = f"Ajoutez-la, avec ce titre en ligne {sheet.header_row}"
                self._problem(sheet, sheet.header_row, "", message, remedy)
        return found

    def _take(self, layout, sheet: Sheet, row: Row, column: Column, header: str, record: SourceRecord) -> None:
        """Put a cell on a record, or say what is wrong with it."""
        try:
            value = from_cell(column, row.cells[header], layout.section.model)
        except ValueError as error:
            self._problem(sheet, row.number, header, str(error))
            return
        if not column.part:
            record[column.name] = value
        elif value is not None:
            record[column.name] = (record.get(column.name) or {}) | {column.part: value}
        else:
            record.setdefault(column.name, None)

    def _nest(self, layout: SheetLayout, records: list[SourceRecord], above: list[SourceRecord]) -> None:
        """Hand nested records to those above, by their key."""
        name = layout.columns[0].name
        by_key = {record.get("key"): record for record in above}
        nested = defaultdict(list)
        for record in records:
            key = record.pop(name, None)
            if key not in by_key:
                message = f"« {key or ''} » n’est la clé d’aucune ligne de la feuille « {layout.parent.title} »"
                remedy = "Corrigez la clé, ou ajoutez la ligne qui manque"
                self.problems.append(Problem(message, layout.title, record.row, layout.columns[0].title, remedy))
            said = SourceRecord((field, value) for field, value in record.items() if not is_empty(value))
            said.row = record.row
            nested[key].append(said)
        for key, record in by_key.items():
            record[layout.link.name] = nested.get(key)

    def _others(self, sheet: Sheet, flat: SourceFlat) -> None:
        if not sheet.rows or not self._has_columns(sheet, OTHERS_COLUMNS[::2]):
            return
        titles = {plain(title): title for title in sheet.header}
        parts: dict[str, list[str]] = defaultdict(list)
        for row in sheet.rows:
            name = parse_text(row.cells[titles[plain("Section")]])
            if name not in KEPT_AS_GIVEN:
                remedy = f"Sections admises : {', '.join(KEPT_AS_GIVEN)}"
                self._problem(sheet, row.number, "Section", f"la section « {name} » n’existe pas", remedy)
                continue
            cell = row.cells[titles[plain("Contenu")]]
            parts[name].append(cell if isinstance(cell, str) else parse_text(cell))
        for name, texts in parts.items():
            flat[name] = unflow("".join(texts))
            if not isinstance(flat[name], dict | list):
                remedy = "Reprenez le texte du classeur exporté, ou supprimez les lignes de cette section"
                self._problem(sheet, None, "Contenu", f"le texte de la section « {name} » n’est plus lisible", remedy)

    def _has_columns(self, sheet: Sheet, names: tuple[str, ...]) -> bool:
        have = set(map(plain, sheet.header))
        missing = [name for name in names if plain(name) not in have]
        for name in missing:
            self._problem(sheet, sheet.header_row, "", f"la colonne « {name} » manque", "Ajoutez-la, avec ce titre")
        return not missing

    def _unknown(self, sheet: Sheet, row: int, title: str, layout: SheetLayout, what: str, column: str) -> None:
        near = get_close_matches(title, [column.title for column in layout.columns], 1)
        remedy = f"Écrivez « {near[0]} », ou supprimez-la" if near else "Supprimez-la"
        self._problem(sheet, row, column, f"{what} « {title} » est inconnue".replace("le champ", "la ligne"), remedy)

    def _problem(self, sheet: Sheet, row: int | None, column: str, message: str, remedy: str = "") -> None:
        self.problems.append(Problem(message, sheet.name, row, column, remedy))


def _following(title: str, take, names) -> list:
    """What stands under « title (suite 2) », « title (suite 3) »…"""
    found = {base_of(name)[1]: name for name in names if plain(base_of(name)[0]) == plain(title)}
    return [take(found[number]) for number in sorted(found) if number > 1]


def _joined(cells: list[Any]) -> Any:
    """The text that several cells hold together; a cell alone keeps its own type."""
    said = [cell for cell in cells if cell is not None]
    return "".join(map(str, said)) if len(said) > 1 else (said[0] if said else None)
