"""DOCX by python-docx: the same prepared blocks as the PDF, as real Word styles that an agent can rework."""

import io
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Emu, Mm, Pt, RGBColor

from faubourg.documents.blocks import Document
from faubourg.documents.chart_process import svg_png
from faubourg.documents.preparation import prepare
from faubourg.documents.typography import NOT_GIVEN
from faubourg.documents.word_fields import bookmarked, contents, page_of_pages, refreshed_on_opening
from faubourg.documents.word_styles import BRAND_500, UNKNOWN, dress
from faubourg.documents.word_tables import facts_table, frame_table, table

#: Mean width of a letter of the running head, in millimetres, rounded up.
LETTER_MM = 1.6
STYLES = {"normal": "Normal", "lead": "Chapeau", "note": "Note", "unknown": UNKNOWN, "help": "Aide"}


def render_docx(document: Document) -> bytes:
    """The document as DOCX. Raises ``DocumentError`` when a picture cannot be drawn."""
    data = prepare(document)
    word = docx.Document()
    dress(word)
    refreshed_on_opening(word)
    _properties(word, data)
    _sheet(word, data)
    _opening(word, data)
    writer = _Writer(word, data["blocks"])
    for block in data["blocks"]:
        writer.write(block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _properties(word: WordDocument, data: dict[str, Any]) -> None:
    core = word.core_properties
    core.author = core.comments = ""
    core.language = "fr-FR"
    # The format refuses more than 255 characters.
    core.keywords = ", ".join(data["keywords"])[:255]
    core.title = data["title"][:255]
    core.created = core.modified = datetime(*data["day"], tzinfo=UTC)


def _sheet(word: WordDocument, data: dict[str, Any]) -> None:
    section = word.sections[0]
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if data["landscape"] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if data["landscape"] else (short, long)
    section.left_margin = section.right_margin = Mm(15 if data["landscape"] else 20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    section.different_first_page_header_footer = data["cover"]
    width = section.page_width - section.left_margin - section.right_margin
    head = section.header.paragraphs[0]
    # Two parts of one line: what is longer is cut, for a tab stop cannot keep them apart once they meet.
    most = Emu(width).mm / LETTER_MM / 2
    head.text = "\t".join(_one_line(words, int(most)) for words in (data["header"], data["title"]) if words)
    foot = section.footer.paragraphs[0]
    foot.add_run(" · ".join(part for part in (data["footer"], data["printed"]) if part) + "\t")
    page_of_pages(foot)
    for style in ("Header", "Footer", "toc 1", "toc 2", "toc 3", "toc 4"):
        stops = word.styles[style].paragraph_format.tab_stops
        stops.clear_all()
        leader = WD_TAB_LEADER.DOTS if style.startswith("toc") else WD_TAB_LEADER.SPACES
        stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, leader)


def _one_line(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _opening(word: WordDocument, data: dict[str, Any]) -> None:
    if data["header"]:
        word.add_paragraph(data["header"], style="Surtitre")
    title = word.add_paragraph(data["title"], style="Title")
    if data["subtitle"]:
        word.add_paragraph(data["subtitle"], style="Subtitle")
    if data["cover"]:
        word.paragraphs[0].paragraph_format.space_before = Mm(60)
        title.paragraph_format.space_before = Pt(6)
        for words in (data["printed"], data["footer"]):
            if words:
                word.add_paragraph(words, style="Note")
        word.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


class _Writer:
    """Writes prepared blocks one after the other at the end of a Word document."""

    def __init__(self, word: WordDocument, blocks: list[dict[str, Any]]) -> None:
        self.word = word
        section = word.sections[0]
        self.width = Emu(section.page_width - section.left_margin - section.right_margin)
        self.titles = [block for block in blocks if block["kind"] in ("heading", "divider")]
        self.bookmark = 0
        self.new_page = False

    def write(self, block: dict[str, Any]) -> None:
        getattr(self, block["kind"])(block)

    def paragraph_of(self, text: str, style: str) -> Any:
        paragraph = self.word.add_paragraph(text, style=style)
        if self.new_page:
            paragraph.paragraph_format.page_break_before = True
            self.new_page = False
        return paragraph

    def start_block(self) -> None:
        """Before what is not a paragraph: a pending page break needs one to stand on."""
        if self.new_page:
            self.paragraph_of("", "Note")

    def heading(self, block: dict[str, Any]) -> None:
        paragraph = self.paragraph_of("", f"Heading {block['level']}")
        if block["code"]:
            paragraph.add_run(f"{block['code']}  ").font.color.rgb = RGBColor.from_string(BRAND_500)
        paragraph.add_run(block["text"])
        self.bookmark += 1
        bookmarked(paragraph, self.bookmark)

    def divider(self, block: dict[str, Any]) -> None:
        self.new_page = True
        self.heading(block)
        if block["subtitle"]:
            self.paragraph_of(block["subtitle"], "Subtitle")
        if block["table"]:
            self.table(block["table"])
        self.new_page = True

    def paragraph(self, block: dict[str, Any]) -> None:
        for part in block["parts"]:
            self.paragraph_of(part, STYLES[block["style"]])

    def bullets(self, block: dict[str, Any]) -> None:
        for item in block["items"]:
            self.paragraph_of(item, "List Bullet")
        if not block["items"]:
            self.paragraph_of(block["empty"] or NOT_GIVEN, UNKNOWN)

    def facts(self, block: dict[str, Any]) -> None:
        self.start_block()
        facts_table(self.word, block, self.width)

    def table(self, block: dict[str, Any]) -> None:
        if block["caption"]:
            self.paragraph_of(block["caption"], "Caption")
        self.start_block()
        table(self.word, block, self.width)

    def contents(self, block: dict[str, Any]) -> None:
        self.paragraph_of("Sommaire", "Titre du sommaire")
        contents(self.word, self.titles, block["depth"])

    def pagebreak(self, _: dict[str, Any]) -> None:
        self.new_page = True

    def blank(self, block: dict[str, Any]) -> None:
        self.start_block()
        frame_table(self.word, block, self.width)

    def picture(self, block: dict[str, Any]) -> None:
        if block["caption"]:
            self.paragraph_of(block["caption"], "Caption")
        run = self.paragraph_of("", "Normal").add_run()
        shape = run.add_picture(io.BytesIO(svg_png(block["svg"])), width=min(self.width, Mm(170)))
        shape._inline.docPr.set("descr", block["alt"])
