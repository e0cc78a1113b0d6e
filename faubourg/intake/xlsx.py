"""Surveying an .xlsx workbook: its sheets in order, and the marks of each (ECMA-376, part 1, 18.3)."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator

from faubourg.intake.archives import Archive
from faubourg.intake.marks import MAX_ELEMENTS, MAX_SHEETS, Marks, Survey, TooLargeError, column_index, column_letters
from faubourg.intake.markup import Attributes, MarkupError, feed, local, parser_for
from faubourg.intake.problems import IntakeError, Problem
from faubourg.intake.sharedstrings import SharedStrings

WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
PACKAGE_RELATIONS = "_rels/.rels"
DIGITS = "0123456789"
TRUE = ("1", "true")
RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def survey_xlsx(archive: Archive, first_row: int, wanted: Callable[[str], bool]) -> list[Survey]:
    """Return all sheets in workbook order, with the marks of the `wanted` ones.

    Raises IntakeError and TooLargeError.
    """
    _refuse_macros(archive)
    surveys = []
    try:
        _check_place(archive)
        targets = _targets(archive, WORKBOOK_RELATIONS, "/xl")
        strings = SharedStrings(archive)
        for name, relation in _sheets(archive):
            kind, target = targets.get(relation, ("", ""))
            survey = Survey(name)
            if kind == "worksheet":
                survey.marks = Marks(first_row)
                if wanted(name):
                    scan = _SheetScan(survey)
                    scan.run(archive.chunks(target))
                    strings.check_use(name, archive.chunks(target), scan.placed + scan.unplaced)
            surveys.append(survey)
    except (MarkupError, ValueError, KeyError) as error:
        archive.refuse_damaged(error)
    return surveys


def _refuse_macros(archive: Archive) -> None:
    macros = any(name.lower().endswith("vbaproject.bin") for name in archive.entries)
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive else b""
    if macros or b"macroEnabled" in types or archive.filename.lower().endswith((".xlsm", ".xltm")):
        raise IntakeError(
            Problem(
                f"le fichier « {archive.filename} » est un classeur à macros (.xlsm), qui n’est pas accepté",
                remedy="Enregistrez-le au format « Classeur Excel (.xlsx) », sans macros",
            )
        )


def _sheets(archive: Archive) -> list[tuple[str, str]]:
    """Return name and relation of each sheet, in the order of the tabs."""
    sheets = []

    def start(name: str, attributes: Attributes) -> None:
        if local(name) == "sheet":
            by_local = {local(key): value for key, value in attributes.items()}
            sheets.append((by_local.get("name", ""), by_local.get("id", "")))
            if len(sheets) > MAX_SHEETS:
                raise TooLargeError(sheets[0][0], f"et ses voisines sont plus de {MAX_SHEETS}")

    feed(parser_for(start), archive.chunks(WORKBOOK))
    return sheets


def _check_place(archive: Archive) -> None:
    """Make sure that the reader of the values will open the very parts that are surveyed here."""
    targets = _targets(archive, PACKAGE_RELATIONS, "/")
    if {path for kind, path in targets.values() if kind == "officeDocument"} != {WORKBOOK}:
        raise ValueError("workbook elsewhere")


def _targets(archive: Archive, part: str, base: str) -> dict[str, tuple[str, str]]:
    """Return kind (worksheet, chartsheet…) and path in the archive of each relation of a part."""
    targets = {}

    def start(name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join(base, attributes.get("Target", ""))).lstrip("/")
            targets[attributes.get("Id", "")] = (kind, path)

    feed(parser_for(start), archive.chunks(part))
    return targets


class _SheetScan:
    """Notes the marks of one worksheet part while it streams past.

    A cell counts when it holds a value, a text or a formula: formats alone, often set on a million rows, do not.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.marks = survey.marks
        self.parser = parser_for(self._start)
        self.handlers: dict[str, Callable[[Attributes], None]] = {
            "is": self._value,
            "f": self._formula,
            "row": self._row,
            "col": self._columns,
            "mergeCell": self._merge,
        }
        self.cell_name = self.value_name = ""
        self.elements = self.placed = self.unplaced = 0
        self.row = self.column = 0
        self.cell: Attributes = {}
        self.formula: Attributes | None = None
        self.error_text = ""
        self.columns: dict[str, int] = {}
        self.digits = ""

    def run(self, chunks: Iterable[bytes]) -> None:
        """Scan the part; raises MarkupError, ValueError when it is not a sound worksheet, and TooLargeError."""
        feed(self.parser, self._bounded(chunks))
        # Readers disagree on where a cell without address goes when its neighbours have one.
        if self.unplaced and self.placed:
            raise ValueError("cells with and without address")

    def _bounded(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            if self.elements > MAX_ELEMENTS:
                raise TooLargeError(self.survey.name)

    def _start(self, name: str, attributes: Attributes) -> None:
        # Called 1.7 million times for 100,000 rows of eight cells: the two usual elements are told apart here.
        self.elements += 1
        if name == self.cell_name:
            self.cell = attributes
            if "r" not in attributes:
                self.unplaced += 1
                self.column += 1
            else:
                self.placed += 1
        elif name == self.value_name:
            self._value(attributes)
        elif handler := self.handlers.get(local(name)):
            handler(attributes)
        elif self.elements == 1:
            prefix = name.removesuffix("worksheet")
            self.cell_name, self.value_name = f"{prefix}c", f"{prefix}v"
        elif local(name) in ("c", "v"):
            raise ValueError("two prefixes")

    def _row(self, attributes: Attributes) -> None:
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if attributes.get("hidden") in TRUE and self.row >= self.marks.first_row:
            self.marks.hide(self.marks.hidden_rows, self.row, self.row)

    def _columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in TRUE:
            self.marks.hide(self.marks.hidden_columns, int(attributes["min"]), int(attributes["max"]))

    def _place(self) -> tuple[int, int]:
        """Return row and column of the current cell, and stretch the extent of the sheet to it."""
        reference = self.cell.get("r") or f"{column_letters(self.column)}{self.row}"
        letters = reference.rstrip(DIGITS)
        digits = reference[len(letters) :]
        # Most cells share their column with the row above and their row with the cell before.
        if letters not in self.columns:
            self.columns[letters] = column_index(letters)
            self.marks.reach(0, self.columns[letters])
        if digits != self.digits:
            self.digits, self.row = digits, int(digits)
            self.marks.reach(self.row, 0)
        return self.row, self.columns[letters]

    def _value(self, _: Attributes) -> None:
        row, _column = self._place()
        if "t" in self.cell and self.cell["t"] == "e" and self.cell is not self.formula and row >= self.marks.first_row:
            self.error_text = ""
            self.parser.CharacterDataHandler = self._error_part
            self.parser.EndElementHandler = self._error_end

    def _error_part(self, text: str) -> None:
        self.error_text += text

    def _error_end(self, _: str) -> None:
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        self.marks.errors.add((*self._place(), self.error_text.strip()))

    def _formula(self, _: Attributes) -> None:
        row, column = self._place()
        self.formula = self.cell
        if row >= self.marks.first_row:
            self.marks.formulas.add((row, column))

    def _merge(self, attributes: Attributes) -> None:
        match = RANGE.fullmatch(attributes["ref"])
        if match is None or match[3] is None:
            return
        top, left, bottom, right = int(match[2]), column_index(match[1]), int(match[4]), column_index(match[3])
        marks = self.marks
        if bottom >= marks.first_row and top <= marks.last_row and left <= marks.last_column:
            marks.merged.add((top, left, bottom, right))
