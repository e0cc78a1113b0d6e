"""The one reading of a document that every printer starts from: texts typeset, numbers written, levels in order.

What comes out is plain JSON data: PDF and DOCX cannot differ in content or order.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from faubourg.documents import blocks as b
from faubourg.documents.typography import french, long_date, number
from faubourg.documents.widths import fitted, is_short, tall_rows

Prepared = dict[str, Any]


class _Outline:
    """Makes heading levels consecutive, as PDF/UA and screen readers ask: 2, 4, 2 becomes 1, 2, 1."""

    def __init__(self) -> None:
        self._open: list[int] = []

    def level(self, wanted: int) -> int:
        while self._open and self._open[-1] >= wanted:
            self._open.pop()
        self._open.append(wanted)
        return len(self._open)


def prepare(document: b.Document) -> Prepared:
    """The document as JSON data, its texts ready to be set."""
    outline = _Outline()
    return {
        "title": french(document.title) or "Document sans titre",
        "subtitle": french(document.subtitle),
        "header": french(document.header),
        "footer": french(document.footer),
        "printed": f"Édité le {long_date(document.printed_on)}",
        "day": [document.printed_on.year, document.printed_on.month, document.printed_on.day],
        "landscape": document.landscape,
        "cover": document.cover,
        "keywords": [french(word) for word in document.keywords],
        "blocks": [_block(block, outline, document.landscape) for block in document.blocks],
    }


def _block(block: b.Block, outline: _Outline, landscape: bool) -> Prepared:
    kind = type(block)
    if kind is b.Heading:
        return _title("heading", block.level, block.text, block.code, outline)
    if kind is b.Divider:
        prepared = _title("divider", block.level, block.title, block.code, outline)
        table = _table(block.table, landscape) if block.table else None
        return prepared | {"subtitle": french(block.subtitle), "table": table}
    if kind is b.Table:
        return {"kind": "table"} | _table(block, landscape)
    try:
        return {"kind": kind.__name__.lower()} | _READERS[kind](block)
    except KeyError:
        raise TypeError(f"{kind.__name__} is not a block of a document") from None


def _title(kind: str, level: int, text: str, code: str, outline: _Outline) -> Prepared:
    return {"kind": kind, "level": outline.level(level), "text": french(text) or "Sans titre", "code": french(code)}


def _paragraph(block: b.Paragraph) -> Prepared:
    parts = [part.strip("\n") for part in french(block.text).split("\n\n")]
    return {"style": block.style, "parts": [part for part in parts if part.strip()]}


def _facts(block: b.Facts) -> Prepared:
    return {"items": [[french(label), _cell(value) or None] for label, value in block.items]}


def _table(block: b.Table, landscape: bool) -> Prepared:
    columns = [
        {"title": french(column.title), "width": max(float(column.width), 0.1), "align": column.align}
        for column in block.columns
    ]
    rows = [[_cell(cell) for cell in row] for row in block.rows]
    sheet = {"compact": block.compact, "landscape": landscape}
    shares = fitted(columns, rows, **sheet)
    return {
        "columns": [column | {"width": round(share, 4)} for column, share in zip(columns, shares, strict=True)],
        "rows": rows,
        "tall": tall_rows(shares, rows, **sheet),
        "whole": is_short(shares, rows, **sheet),
        "caption": french(block.caption),
        "compact": block.compact,
        "empty": french(block.empty),
    }


def _cell(cell: b.Cell) -> str | list[str] | Prepared | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        return french(cell)
    if isinstance(cell, b.Figure):
        return french(cell.text)
    if isinstance(cell, b.Badge):
        return {"badge": french(cell.text), "tone": cell.tone if cell.tone in b.TONES else "neutral"}
    if isinstance(cell, b.Mark):
        kind = cell.kind if cell.kind in b.MARKS else "unknown"
        return {"mark": kind, "sign": b.MARKS[kind], "text": french(cell.text)}
    if isinstance(cell, (tuple, list)):
        return [french(item) for item in cell]
    if isinstance(cell, (int, float, Decimal)):
        return number(cell)
    raise TypeError(f"a cell cannot hold a {type(cell).__name__}")


_READERS: dict[type, Callable[[Any], Prepared]] = {
    b.Paragraph: _paragraph,
    b.Bullets: lambda block: {"items": [french(item) for item in block.items], "empty": french(block.empty)},
    b.Facts: _facts,
    b.Contents: lambda block: {"depth": block.depth},
    b.PageBreak: lambda block: {},
    b.Blank: lambda block: {"lines": max(block.lines, 1), "help": french(block.help)},
    b.Picture: lambda block: {"svg": block.svg, "alt": french(block.alt), "caption": french(block.caption)},
}
