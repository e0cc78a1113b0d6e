"""Tables of Word documents, written as XML elements: python-docx's own cells are quadratic on long tables."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu

from faubourg.documents.typography import NOT_GIVEN
from faubourg.documents.word_styles import BRAND_50, BRAND_200, BRAND_500, BRAND_800, INK, INK_2, INK_3, LINE

# Fill and text of each tone.
_TONES = {
    "neutral": ("F1EEE8", INK_2),
    "solid": (BRAND_800, "FFFFFF"),
    "strong": (BRAND_500, "FFFFFF"),
    "soft": (BRAND_200, "0A2B36"),
    "outline": ("FFFFFF", "0A2B36"),
    "ok": ("E7F3EC", "1A6A40"),
    "warn": ("FDF2DE", "855000"),
    "bad": ("FBEBE8", "A3281E"),
}


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    for child in children:
        element.append(child)
    return element


def _run(text: str, size: int, *, colour: str = INK, fill: str = "", bold: bool = False, italic: bool = False) -> Any:
    """A run of text; ``size`` in half-points; line ends become line breaks."""
    look = _element("rPr")
    if bold:
        look.append(_element("b"))
    if italic:
        look.append(_element("i"))
    look.append(_element("color", val=colour))
    look.append(_element("sz", val=str(size)))
    if fill:
        look.append(_element("shd", val="clear", color="auto", fill=fill))
    run = _element("r", look)
    for index, line in enumerate(text.split("\n")):
        if index:
            run.append(_element("br"))
        words = _element("t")
        words.text = line
        words.set(qn("xml:space"), "preserve")
        run.append(words)
    return run


def _paragraph(run: Any, align: str, *, bullet: bool = False) -> Any:
    look = _element("pPr")
    if bullet:
        look.append(_element("pStyle", val="ListBullet"))
    look.append(_element("spacing", before="0", after="0"))
    if bullet:
        look.append(_element("ind", left="170", hanging="170"))
    look.append(_element("jc", val=align))
    return _element("p", look, run)


def _paragraphs(cell: Any, size: int, align: str) -> list[Any]:
    if cell is None or cell == []:
        return [_paragraph(_run(NOT_GIVEN, size, colour=INK_3, italic=True), align)]
    if isinstance(cell, str):
        return [_paragraph(_run(cell, size), align)]
    if isinstance(cell, list):
        return [_paragraph(_run(item, size), align, bullet=True) for item in cell]
    if "mark" in cell:
        return [_paragraph(_run(f"{cell['sign']}\u00a0{cell['text']}", size), align)]
    fill, colour = _TONES[cell["tone"]]
    badge = f"\u00a0{cell['badge']}\u00a0"
    return [_paragraph(_run(badge, size, colour=colour, fill=fill, bold=True), align)]


def _cell(paragraphs: list[Any], width: int, *, fill: str = "", span: int = 1) -> Any:
    look = _element("tcPr", _element("tcW", w=str(width), type="dxa"))
    if span > 1:
        look.append(_element("gridSpan", val=str(span)))
    if fill:
        look.append(_element("shd", val="clear", color="auto", fill=fill))
    return _element("tc", look, *paragraphs)


def _grid(widths: list[int]) -> Any:
    borders = _element(
        "tblBorders",
        _element("top", val="single", sz="8", space="0", color=INK),
        _element("bottom", val="single", sz="4", space="0", color=LINE),
        _element("insideH", val="single", sz="4", space="0", color=LINE),
    )
    sides = [_element(side, w=str(space), type="dxa") for side, space in _MARGINS]
    look = _element(
        "tblPr",
        _element("tblW", w=str(sum(widths)), type="dxa"),
        borders,
        _element("tblLayout", type="fixed"),
        _element("tblCellMar", *sides),
    )
    return _element("tbl", look, _element("tblGrid", *[_element("gridCol", w=str(width)) for width in widths]))


_MARGINS = (("top", 50), ("left", 80), ("bottom", 50), ("right", 80))


def _append(word: WordDocument, grid: Any) -> None:
    # Word wants a paragraph after a table: it is also the space below it.
    after = word.add_paragraph(style="Note")
    after._p.addprevious(grid)


def table(word: WordDocument, data: dict[str, Any], width: Emu) -> None:
    """A prepared table at the end of the document; its titles are repeated on each page."""
    widths = [round(column["width"] * width / 635) for column in data["columns"]]
    sides = [column["align"] for column in data["columns"]]
    size = 15 if data["compact"] else 18
    grid = _grid(widths)
    head = [
        _cell([_paragraph(_run(column["title"], size, colour=BRAND_800, bold=True), side)], room, fill=BRAND_50)
        for column, side, room in zip(data["columns"], sides, widths, strict=True)
    ]
    grid.append(_element("tr", _element("trPr", _element("cantSplit"), _element("tblHeader")), *head))
    last = len(data["rows"]) - 1
    kept = range(last) if data["whole"] else (0, last - 1)
    _keep_with_next(grid[-1])
    tall = set(data["tall"])
    for index, row in enumerate(data["rows"]):
        line = _element("tr")
        if index not in tall:
            line.append(_element("trPr", _element("cantSplit")))
        for cell, side, room in zip(row, sides, widths, strict=True):
            line.append(_cell(_paragraphs(cell, size, side), room))
        if index in kept and index not in tall:
            _keep_with_next(line)
        grid.append(line)
    if not data["rows"]:
        words = [_paragraph(_run(data["empty"], size, colour=INK_3, italic=True), "left")]
        grid.append(_element("tr", _cell(words, sum(widths), span=len(widths))))
    _append(word, grid)


def _keep_with_next(line: Any) -> None:
    """A row stays on the page of the next one: titles with the first, short tables in one piece, no last row alone."""
    for look in line.iter(qn("w:pPr")):
        style = look.find(qn("w:pStyle"))
        look.insert(0 if style is None else 1, _element("keepNext"))


def facts_table(word: WordDocument, data: dict[str, Any], width: Emu) -> None:
    """Labels and values in two columns; nothing is printed for no fact at all."""
    if not data["items"]:
        return
    widths = [round(share * width / 635) for share in (0.27, 0.73)]
    grid = _grid(widths)
    for label, value in data["items"]:
        name = _cell([_paragraph(_run(label, 18, colour=INK_2, bold=True), "left")], widths[0])
        grid.append(_element("tr", name, _cell(_paragraphs(value, 18, "left"), widths[1])))
    _append(word, grid)


def frame_table(word: WordDocument, data: dict[str, Any], width: Emu) -> None:
    """A frame to fill by hand: the help text above empty lines, in one bordered cell."""
    whole = round(width / 635)
    grid = _grid([whole])
    borders = grid.find(qn("w:tblPr")).find(qn("w:tblBorders"))
    borders[:] = [
        _element(side, val="single", sz="6", space="0", color="868C8F") for side in ("top", "left", "bottom", "right")
    ]
    help_text = _paragraph(_run(data["help"], 17, colour=INK_2, italic=True), "left")
    empty = [_paragraph(_run("", 24), "left") for _ in range(data["lines"])]
    grid.append(_element("tr", _element("trPr", _element("cantSplit")), _cell([help_text, *empty], whole)))
    _append(word, grid)
