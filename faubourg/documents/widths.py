"""Column widths that hold the words of the column: a code or an amount never runs into its neighbour.

Callers give relative widths without knowing the paper; narrow columns are widened to their longest word at the
expense of the others, as far as the sheet allows.
"""

import math
from collections.abc import Iterable, Sequence

from faubourg.documents.typography import NOT_GIVEN

# Printable width in points (A4 less its margins), portrait and landscape.
SHEET = {False: 481.0, True: 757.0}
# A character in points, and the space left and right of a cell, at the two sizes of tables.
CHARACTER = {False: 4.9, True: 4.15}
PADDING = {False: 10.0, True: 7.5}
# Beyond this a word may be hyphenated, or broken if it is an address.
LONGEST_WORD = 15
# A row taller than this may be parted between two pages; a shorter one stays whole.
WHOLE_LINES = 20
# A table of no more lines is not parted at all.
SHORT_LINES = 14


def fitted(columns: Sequence[dict], rows: Iterable[Sequence], *, compact: bool, landscape: bool) -> list[float]:
    """The share of each column (they sum to 1) for prepared columns and rows."""
    longest = [_longest_word(column["title"]) for column in columns]
    for row in rows:
        for index, cell in enumerate(row):
            if longest[index] < LONGEST_WORD:
                longest[index] = max(longest[index], _cell_word(cell))
    need = [(min(size, LONGEST_WORD) * CHARACTER[compact] + PADDING[compact]) / SHEET[landscape] for size in longest]
    total = sum(column["width"] for column in columns)
    return _share([column["width"] / total for column in columns], need)


def tall_rows(shares: Sequence[float], rows: Sequence[Sequence], *, compact: bool, landscape: bool) -> list[int]:
    """The indexes of the rows too tall to be kept on one page."""
    room = [max(share * SHEET[landscape] / CHARACTER[compact], 1.0) for share in shares]
    return [
        index
        for index, row in enumerate(rows)
        if any(_lines(cell, size) > WHOLE_LINES for cell, size in zip(row, room, strict=True))
    ]


def is_short(shares: Sequence[float], rows: Sequence[Sequence], *, compact: bool, landscape: bool) -> bool:
    """Whether the table is short enough to be kept whole on a page, with the title above it."""
    room = [max(share * SHEET[landscape] / CHARACTER[compact], 1.0) for share in shares]
    lines = 0.0
    for row in rows:
        lines += max((math.ceil(_lines(cell, size)) for cell, size in zip(row, room, strict=True)), default=1) or 1
        if lines > SHORT_LINES:
            return False
    return True


def _lines(cell: object, room: float) -> float:
    if isinstance(cell, str):
        return len(cell) / room + cell.count("\n")
    if isinstance(cell, list):
        return sum(_lines(item, room) + 1 for item in cell)
    if isinstance(cell, dict) and "text" in cell:
        return _lines(cell["text"], room)
    return 1


def _cell_word(cell: object) -> int:
    if cell is None:
        return len(NOT_GIVEN)
    if isinstance(cell, str):
        return _longest_word(cell)
    if isinstance(cell, dict):
        # A pictogram takes the room of three characters.
        return len(cell["badge"]) + 1 if "badge" in cell else _longest_word(cell["text"]) + 3
    return max((_longest_word(item) for item in cell), default=0) + 2


def _longest_word(text: str) -> int:
    # A non-breaking space keeps an amount in one piece: only plain spaces and line ends part words.
    return max(map(len, text.replace("\n", " ").split(" ")))


def _share(asked: list[float], need: list[float]) -> list[float]:
    """Gives each column its need, then what is left in proportion of what was asked beyond it."""
    if sum(need) >= 1:
        return [part / sum(need) for part in need]
    surplus = [max(share - part, 0.0) for share, part in zip(asked, need, strict=True)]
    left = 1 - sum(need)
    if not sum(surplus):
        return [part + left / len(need) for part in need]
    return [part + left * extra / sum(surplus) for part, extra in zip(need, surplus, strict=True)]
