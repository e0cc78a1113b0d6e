"""A printed document as plain data: PDF and DOCX are made of the same blocks, in the same order.

Every text is a plain string, never markup: what a person typed is printed as typed.
"""

from dataclasses import KW_ONLY, dataclass
from datetime import date
from decimal import Decimal

PARAGRAPH_STYLES = ("normal", "lead", "note", "unknown", "help")
ALIGNMENTS = ("left", "right", "center")
TONES = ("neutral", "solid", "strong", "soft", "outline", "ok", "warn", "bad")


class DocumentError(Exception):
    """The document could not be made; the message is a French sentence for the reader."""


@dataclass(frozen=True)
class Badge:
    """A short word or letter in a box. An unknown tone is printed as ``neutral``; see ``TONES``."""

    text: str
    tone: str = "neutral"


#: Pictograms of progress (the glyphs of the screens) → the character that stands for each where nothing is drawn.
MARKS = {
    "todo": "○", "half": "◐", "partial": "◔", "done": "●", "adapted": "◉", "failed": "⊗", "aside": "⊖", "unknown": "?",
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """A pictogram of progress before its word; an unknown kind is drawn as ``unknown``; see ``MARKS``.

    Lines after the first (a reason, where the state comes from) stand under the word.
    """

    kind: str
    text: str

    @property
    def plain(self) -> str:
        """The same where only characters are written."""
        return f"{MARKS.get(self.kind, MARKS['unknown'])} {self.text}"


@dataclass(frozen=True)
class Figure:
    """A number with its share (0 to 1), printed as `text`: « 139 (70 %) ». A workbook gives each its own cell.

    Without number the text stands for it (« masqué »).
    """

    text: str
    number: int | float | Decimal | None = None
    share: float | Decimal | None = None


# None is « non donné », "" is a cell left blank on purpose, a tuple is one bullet a line.
Cell = str | int | float | Decimal | tuple[str, ...] | Badge | Mark | Figure | None


@dataclass(frozen=True)
class Heading:
    """A title of level 1 to 4; ``code`` is the label printed before it (« OS 2 »), never computed."""

    level: int
    text: str
    code: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError(f"heading level {self.level}: 1 to 4 expected")


@dataclass(frozen=True)
class Paragraph:
    """A text; an empty line in it starts a new paragraph, a line break is kept. Styles: ``PARAGRAPH_STYLES``."""

    text: str
    style: str = "normal"

    def __post_init__(self) -> None:
        if self.style not in PARAGRAPH_STYLES:
            raise ValueError(f"paragraph style {self.style!r}: one of {PARAGRAPH_STYLES} expected")


@dataclass(frozen=True)
class Bullets:
    """A list; without items the words of ``empty`` in italic."""

    items: tuple[str, ...]
    empty: str = "non donné"


@dataclass(frozen=True)
class Facts:
    """Label and value pairs; a value that is None or empty is printed « non donné », never left blank."""

    items: tuple[tuple[str, str | tuple[str, ...] | Mark | None], ...]


@dataclass(frozen=True)
class Column:
    """A column of a table; ``width`` is relative to the other columns."""

    title: str
    width: float = 1.0
    align: str = "left"

    def __post_init__(self) -> None:
        if self.align not in ALIGNMENTS:
            raise ValueError(f"alignment {self.align!r}: one of {ALIGNMENTS} expected")


@dataclass(frozen=True)
class Table:
    """Rows under column titles that are repeated on each page. ``compact`` prints smaller, for many columns.

    ``sheet``: its sheet in a workbook, shared by the tables of the same columns and name; without it, by columns alone.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    compact: bool = False
    empty: str = "Aucune ligne"
    sheet: str = ""

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs at least one column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Divider:
    """A page of its own that opens a part; its table stands under the title and may run over several pages.

    It is a heading of ``level`` for contents and bookmarks.
    """

    title: str
    code: str = ""
    subtitle: str = ""
    table: Table | None = None
    level: int = 1


@dataclass(frozen=True)
class Contents:
    """The table of contents: headings and dividers down to level ``depth``."""

    depth: int = 2


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page; two in a row make no empty page."""


@dataclass(frozen=True)
class Blank:
    """A frame to fill by hand: ``lines`` ruled lines under a help text."""

    lines: int = 4
    help: str = ""


@dataclass(frozen=True)
class Picture:
    """A chart. ``alt`` says in words what it shows (compulsory in an accessible document)."""

    svg: str
    alt: str
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture needs a text alternative")


Block = Heading | Paragraph | Bullets | Facts | Table | Divider | Contents | PageBreak | Blank | Picture


@dataclass(frozen=True)
class Document:
    """A whole document. ``header`` and ``footer`` are one line each, repeated on the pages."""

    title: str
    subtitle: str = ""
    header: str = ""
    footer: str = ""
    _: KW_ONLY
    printed_on: date
    landscape: bool = False
    cover: bool = False
    blocks: tuple[Block, ...] = ()
    keywords: tuple[str, ...] = ()
