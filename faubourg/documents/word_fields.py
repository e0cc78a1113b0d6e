"""Fields that Word computes: page numbers, contents, and the bookmarks that contents point at."""

from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

_AFTER_UPDATE = {qn(f"w:{name}") for name in ("hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "rsids")}


def _mark(parent: Any, kind: str, *, dirty: bool = False) -> None:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")
    run.append(mark)
    parent.append(run)


def _words(parent: Any, text: str, tag: str = "w:t") -> None:
    run, words = OxmlElement("w:r"), OxmlElement(tag)
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    parent.append(run)


def _tab(parent: Any) -> None:
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:tab"))
    parent.append(run)


def _field(parent: Any, instruction: str, shown: str) -> None:
    _mark(parent, "begin", dirty=True)
    _words(parent, f" {instruction} ", "w:instrText")
    _mark(parent, "separate")
    _words(parent, shown)
    _mark(parent, "end")


def refreshed_on_opening(word: WordDocument) -> None:
    """Asks Word to compute every field (page numbers of the contents) when the file is opened."""
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    settings = word.settings.element
    # The format wants it before these.
    after = next((child for child in settings if child.tag in _AFTER_UPDATE), None)
    if after is None:
        settings.append(update)
    else:
        after.addprevious(update)


def page_of_pages(paragraph: Paragraph) -> None:
    """« 3 / 12 » at the end of a paragraph."""
    _field(paragraph._p, "PAGE", "1")
    _words(paragraph._p, " / ")
    _field(paragraph._p, "NUMPAGES", "1")


def bookmarked(paragraph: Paragraph, number: int) -> None:
    """Wraps a title in the bookmark that the contents point at."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), f"_Toc{number:08d}")
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def contents(word: WordDocument, titles: list[dict[str, Any]], depth: int) -> None:
    """The contents: lines that are links to the titles, each with its page number as a field.

    ``titles`` are all the prepared titles of the document, in the order of their bookmarks (1, 2, …). There is no TOC
    field around the lines: LibreOffice would then leave the page numbers as they are stored, which nobody knows here.
    """
    for number, title in enumerate(titles, start=1):
        if title["level"] > depth:
            continue
        paragraph = word.add_paragraph(style=f"toc {title['level']}")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"_Toc{number:08d}")
        _words(link, "  ".join(part for part in (title["code"], title["text"]) if part))
        _tab(link)
        _field(link, f"PAGEREF _Toc{number:08d} \\h", "")
        paragraph._p.append(link)
