"""Rows of a register from a workbook or a CSV: every cell that cannot be read is told, and then nothing is taken."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from faubourg.intake.problems import IntakeError, Problem
from faubourg.intake.tables import Row, Sheet
from faubourg.intake.values import parse_integer, parse_text
from faubourg.intake.workbooks import read_workbook
from faubourg.registers.cells import Lists, folded, read_cell
from faubourg.registers.models import Register, RegisterColumn, RegisterRow
from faubourg.registers.operations.rows import Draft
from faubourg.registers.permissions import Holders
from faubourg.registers.queries import rows_of

NUMBER, HOLDER, STATE, NOTE = "N°", "Tenue par", "État", "Note"
#: Lines of a CSV read at most, its titles apart: as many as a sheet.
MOST_LINES = 100_000


@dataclass(frozen=True)
class Read:
    """A line of the file and what it will do; `number`: its line as the spreadsheet shows it."""

    number: int
    draft: Draft


def read_rows(content: bytes, filename: str, *, register: Register, holders: Holders) -> list[Read]:
    """The lines of the file. « N° » continues a row that is there; an empty cell leaves what is written.

    Raises IntakeError with one sentence a cell.
    """
    sheet = _csv_sheet(content) if filename.lower().endswith(".csv") else _workbook_sheet(content, filename, register)
    reading = _Reading(sheet, register, holders)
    found = [reading.line(row) for row in sheet.rows]
    if reading.problems:
        raise IntakeError(reading.problems)
    if not found:
        raise IntakeError(Problem("la feuille n’a aucune ligne", sheet=sheet.name, remedy="Remplissez-la"))
    return found


def _workbook_sheet(content: bytes, filename: str, register: Register) -> Sheet:
    sheets = read_workbook(content, filename).sheets
    named = [one for name, one in sheets.items() if folded(name) == folded(register.title[:31])]
    chosen = named or list(sheets.values())[:1]
    if not chosen:
        raise IntakeError(Problem("le classeur n’a pas de feuille", remedy="Partez du modèle vide"))
    return chosen[0]


def _csv_sheet(content: bytes) -> Sheet:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    mark = ";" if first.count(";") >= first.count(",") else ","
    lines = list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=mark))
    if len(lines) > MOST_LINES + 1:
        raise IntakeError(Problem("le fichier a plus de 100 000 lignes", remedy="Coupez-le en plusieurs fichiers"))
    titles = [" ".join(one.split()) for one in lines[0]] if lines else []
    rows = [
        Row(number, {title: (line[place].strip() or None) if place < len(line) else None
                     for place, title in enumerate(titles) if title})
        for number, line in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in line)
    ]  # fmt: skip
    return Sheet("CSV", [title for title in titles if title], 1, rows)


class _Reading:
    """The columns of the register, and what is wrong so far."""

    def __init__(self, sheet: Sheet, register: Register, holders: Holders) -> None:
        self.sheet, self.register, self.holders = sheet, register, holders
        self.lists = Lists(register.contract)
        self.problems: list[Problem] = []
        self.known = {folded(title): title for title in sheet.header}
        self.present = {row.position + 1: row for row in rows_of(register)}
        self.seen: dict[int, int] = {}
        titles = {folded(one) for one in (NUMBER, HOLDER, STATE, NOTE)}
        titles |= {folded(column.label) for column in register.column_list}
        for word, title in self.known.items():
            if word not in titles:
                self._header(f"la colonne « {title[:60]} » n’est pas dans ce registre", "Retirez-la ou ajoutez-la")
        for column in register.column_list:
            if column.required and folded(column.label) not in self.known and NUMBER.casefold() not in self.known:
                self._header(f"la colonne « {column.label} » manque", "Partez du modèle vide")

    def line(self, row: Row) -> Read:
        """One line of the file."""
        found = self._row(row)
        cells = {}
        for column in self.register.column_list:
            value = self._cell(row, column.label)
            read = None if parse_text(value) == "" else self._read(row, column, value)
            if read is not None:
                cells[column.key] = read
            elif column.required and found is None and parse_text(value) == "":
                self._tell(row, column.label, "la cellule est vide", "Cette colonne est obligatoire")
        return Read(row.number, Draft(found, cells, self._facts(row, found)))

    def _row(self, row: Row) -> RegisterRow | None:
        value = self._cell(row, NUMBER)
        if parse_text(value) == "":
            return None
        try:
            number = parse_integer(value)
        except ValueError as error:
            self._tell(row, NUMBER, str(error), "")
            return None
        found = self.present.get(number)
        if found is None:
            self._tell(row, NUMBER, f"aucune ligne du registre n’a le n° {number}", "Videz la cellule pour l’ajouter")
        elif self.seen.setdefault(number, row.number) != row.number:
            self._tell(row, NUMBER, f"le n° {number} est déjà à la ligne {self.seen[number]}", "Gardez-en une seule")
        elif found.organisation_id not in self.holders:
            self._tell(row, NUMBER, "cette ligne ne se tient pas avec votre rôle", "Retirez-la")
        return found

    def _facts(self, row: Row, found: RegisterRow | None) -> Mapping[str, Any]:
        facts: dict[str, Any] = {}
        holder, state, note = (parse_text(self._cell(row, title)) for title in (HOLDER, STATE, NOTE))
        if holder:
            facts["organisation"] = self._holder(row, holder)
        elif found is None and None not in self.holders:
            self._tell(row, HOLDER, "la cellule est vide", "Écrivez l’organisation qui tient la ligne")
        if state:
            words = {folded(label): key for key, label in self.register.state_labels.items()}
            if folded(state) in words:
                facts["state"] = words[folded(state)]
            else:
                labels = ", ".join(f"« {one} »" for one in self.register.state_labels.values()) or "aucun"
                self._tell(row, STATE, f"« {state[:40]} » n’est pas un état de ce registre", f"États prévus : {labels}")
        return facts | ({"note": note} if note else {})

    def _holder(self, row: Row, text: str):
        try:
            key = self.lists.key("organisation", text)
        except ValueError as error:
            self._tell(row, HOLDER, str(error), "")
            return None
        found = next(one for one in self.lists.organisations if one.key == key)
        if found.pk not in self.holders:
            self._tell(row, HOLDER, f"les lignes de « {found} » ne se tiennent pas avec votre rôle", "Retirez-la")
        return found

    def _read(self, row: Row, column: RegisterColumn, value: Any) -> Any:
        try:
            return read_cell(column, value, self.lists)
        except ValueError as error:
            self._tell(row, column.label, str(error), "")
            return None

    def _cell(self, row: Row, title: str) -> Any:
        return row.cells.get(self.known.get(folded(title), ""))

    def _header(self, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, self.sheet.name, self.sheet.header_row, remedy=remedy))

    def _tell(self, row: Row, title: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, self.sheet.name, row.number, title, remedy))
