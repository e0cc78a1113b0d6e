"""What a spreadsheet's own markup tells beyond its values: formulas, errors, merged and hidden cells, extent."""

from dataclasses import dataclass, field

# Kept to be named one by one; the rest is only counted, so that a hostile file cannot fill the memory.
KEPT = 100
# Elements of one part: about three times the cells that 20 MB of spreadsheet can hold.
MAX_ELEMENTS = 12_000_000
# A sheet is read as a full rectangle, and ten sheets as ten: a value at both ends of the largest would take 640 MB.
MAX_CELLS = 5_000_000
MAX_SHEETS = 500
TOO_MUCH_TEXT = "contient trop de texte répété"

Span = tuple[int, int]


class TooLargeError(Exception):
    """A sheet would take more memory than its file admits to; `reason` is a French clause about the sheet."""

    def __init__(self, sheet: str, reason: str = "contient trop de cellules, vides comprises") -> None:
        super().__init__(sheet, reason)
        self.sheet = sheet
        self.reason = reason


@dataclass
class Tally:
    """The first marks of one sort, and how many there are in all."""

    items: list[tuple] = field(default_factory=list)
    total: int = 0

    def add(self, item: tuple) -> None:
        """Count a mark, and keep it if it is among the first."""
        self.total += 1
        if self.total <= KEPT:
            self.items.append(item)


@dataclass
class Marks:
    """Marks of one sheet from `first_row` on; rows and columns count from 1, spans hold both ends."""

    first_row: int = 1
    last_row: int = 0
    last_column: int = 0
    formulas: Tally = field(default_factory=Tally)
    errors: Tally = field(default_factory=Tally)
    merged: Tally = field(default_factory=Tally)
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)

    def hide(self, spans: list[Span], first: int, last: int) -> None:
        """Add hidden rows or columns to one of the two lists, joined to the span just before."""
        if spans and spans[-1][1] >= first - 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        elif len(spans) < KEPT:
            spans.append((first, last))

    def reach(self, row: int, column: int) -> None:
        """Tell that a cell with a value stands there."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)


@dataclass
class Survey:
    """One sheet of a workbook before its values are read; `marks` is None for a sheet that holds no cells."""

    name: str
    marks: Marks | None = None


def column_index(letters: str) -> int:
    """Return the number of a column: A is 1, AA is 27. Raises ValueError on anything else than A to XFD."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(letters)
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index


def column_letters(index: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
