"""Surveying an .ods workbook: its sheets in order, and the marks of each (OpenDocument 1.3, part 3, 9)."""

from collections.abc import Callable
from typing import NoReturn

from django.conf import settings

from faubourg.intake.archives import Archive
from faubourg.intake.marks import MAX_CELLS, MAX_ELEMENTS, MAX_SHEETS, TOO_MUCH_TEXT, Marks, Survey, TooLargeError
from faubourg.intake.markup import Attributes, MarkupError, feed, parser_for
from faubourg.intake.problems import IntakeError, Problem

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
# The size of a sheet in LibreOffice: larger repetitions come from no spreadsheet.
SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
HIDDEN = ("collapse", "filter")
# One element may stand for that many spaces, and no more.
MOST_SPACES = 10_000


def survey_ods(archive: Archive, first_row: int) -> list[Survey]:
    """Return all sheets in workbook order with their marks: one part holds them all.

    Raises IntakeError and TooLargeError.
    """
    if MANIFEST in archive and b"encryption-data" in archive.read(MANIFEST):
        raise IntakeError(
            Problem(
                f"le fichier « {archive.filename} » est protégé par un mot de passe",
                remedy="Enregistrez-le sans mot de passe et renvoyez-le",
            )
        )
    content = _ContentScan(first_row)
    try:
        content.run(archive)
    except (MarkupError, ValueError) as error:
        archive.refuse_damaged(error)
    return content.surveys


class _ContentScan:
    """Notes the marks of each table while the content streams past, and what reading it would take in memory.

    Repetitions are attributes here: a few bytes can stand for a billion cells, spaces or letters.
    """

    def __init__(self, first_row: int) -> None:
        self.first_row = first_row
        self.surveys: list[Survey] = []
        self.marks = Marks()
        self.in_table = False
        self.elements = self.letters = self.cells = self.pending = 0
        self.row = self.next_row = self.next_column = self.rows = self.repeated = 1
        self.handlers: dict[str, Callable[[Attributes], None]] = {
            "table:table-row": self._row,
            "table:table-column": self._columns,
            "table:table-cell": self._cell,
            "table:covered-table-cell": self._cell,
        }

    def run(self, archive: Archive) -> None:
        """Scan the content; raises MarkupError, ValueError when it is not sound, and TooLargeError."""
        parser = parser_for(self._start)
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        feed(parser, archive.chunks(CONTENT))

    def _start(self, name: str, attributes: Attributes) -> None:
        self.elements += 1
        if self.elements > MAX_ELEMENTS or self.cells > MAX_CELLS:
            self._refuse()
        if name == "table:table":
            self._table(attributes)
        elif name == "text:s" and "text:c" in attributes:
            self._text(" " * _repeated(attributes, "text:c", MOST_SPACES))
        elif self.in_table and (handler := self.handlers.get(name)):
            handler(attributes)

    def _end(self, name: str) -> None:
        if name == "table:table":
            self.in_table = False

    def _text(self, text: str) -> None:
        self.letters += len(text) * self.repeated * self.rows
        if self.letters > settings.UPLOAD_MAX_EXPANDED_BYTES:
            self._refuse(TOO_MUCH_TEXT)

    def _refuse(self, *reason: str) -> NoReturn:
        raise TooLargeError(self.surveys[-1].name if self.surveys else "", *reason)

    def _table(self, attributes: Attributes) -> None:
        if self.in_table:
            raise ValueError("table in a table")
        self.in_table = True
        self.marks = Marks(self.first_row)
        # The unnamed tables are copies of linked data, which no sheet shows.
        if "table:name" in attributes:
            self.surveys.append(Survey(attributes["table:name"], self.marks))
            if len(self.surveys) > MAX_SHEETS:
                self._refuse()
        self.next_row = self.next_column = 1

    def _columns(self, attributes: Attributes) -> None:
        first = self.next_column
        self.next_column += _repeated(attributes, "table:number-columns-repeated", SHEET_COLUMNS)
        if attributes.get("table:visibility") in HIDDEN:
            self.marks.hide(self.marks.hidden_columns, first, self.next_column - 1)

    def _row(self, attributes: Attributes) -> None:
        self.row = self.next_row
        self.rows = _repeated(attributes, "table:number-rows-repeated", SHEET_ROWS)
        self.next_row += self.rows
        self.next_column = self.repeated = 1
        self.pending = 0
        if attributes.get("table:visibility") in HIDDEN and self.next_row > self.first_row:
            self.marks.hide(self.marks.hidden_rows, max(self.row, self.first_row), self.next_row - 1)

    def _cell(self, attributes: Attributes) -> None:
        column = self.next_column
        self.repeated = _repeated(attributes, "table:number-columns-repeated", SHEET_COLUMNS)
        self.next_column += self.repeated
        # The last cells of a row, empty ones up to the edge of the sheet, are dropped; all those before are built.
        self.cells += self.pending
        self.pending = self.repeated
        bottom = self.row + self.rows - 1
        if "table:formula" in attributes or any(name.startswith("office:") for name in attributes):
            self.marks.reach(bottom, self.next_column - 1)
            self._text("".join(attributes.values()))
        if bottom >= self.first_row:
            self._note(self.row, column, attributes)

    def _note(self, row: int, column: int, attributes: Attributes) -> None:
        if "table:formula" in attributes:
            self.marks.formulas.add((row, column))
        width = int(attributes.get("table:number-columns-spanned", 1))
        height = int(attributes.get("table:number-rows-spanned", 1))
        if width > 1 or height > 1:
            self.marks.merged.add((row, column, row + height - 1, column + width - 1))


def _repeated(attributes: Attributes, name: str, most: int) -> int:
    times = int(attributes.get(name, 1))
    if not 1 <= times <= most:
        raise ValueError(name)
    return times
