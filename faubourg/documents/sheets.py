"""Lists as files: XLSX without any live formula, and CSV as French spreadsheets open it."""

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import timezone

from faubourg.documents.blocks import Badge, DocumentError, Figure, Mark
from faubourg.documents.typography import NBSP, clean

KINDS = ("text", "number", "euro", "date", "percent")
MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
#: Lines to fill for which the words of a list are offered.
OFFERED_ROWS = 3_000
_CUT = " […] (texte coupé : une cellule Excel contient au plus 32 767 caractères)"
_FORMATS = {
    "number": "#,##0",
    "decimal": "#,##0.00",
    "euro": '#,##0.00\\ "€"',
    "date": "dd/mm/yyyy",
    "percent": "0.0\\ %",
}
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LIVE = ("=", "+", "-", "@", "\t", "\n")
_FIRST_EXCEL_DAY = date(1900, 3, 1)


@dataclass(frozen=True)
class SheetColumn:
    """A column; ``width`` in characters; ``percent`` holds a share (0.25 is shown 25,0 %).

    ``offered``: cells of another sheet (« =Listes!$A$2:$A$9 ») that a spreadsheet proposes in the lines to fill;
    another word stays possible, after a warning.
    """

    title: str
    width: float = 18
    kind: str = "text"
    offered: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"column kind {self.kind!r}: one of {KINDS} expected")


@dataclass(frozen=True)
class Sheet:
    """A list. None is an empty cell; text in a column of numbers (« plus de 200 ») stays text; a tuple is one line
    an item. ``title`` and ``note`` stand above the columns' titles in XLSX and are left out of CSV."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Iterable[Sequence[Any]]
    title: str = ""
    note: str = ""


def write_xlsx(sheets: Sequence[Sheet], *, title: str = "", properties: dict[str, str] | None = None) -> bytes:
    """The workbook. ``properties`` are those of xlsxwriter (subject, company, comments…). Raises ``DocumentError``
    when a sheet has more rows than Excel can hold."""
    out = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": _FORMATS["date"],
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": clean(title)[:255], **(properties or {})})
        formats = _formats(book)
        names: set[str] = set()
        for sheet in sheets or [Sheet("Liste", (), ())]:
            _write_sheet(book.add_worksheet(sheet_name(sheet.name, names)), sheet, formats)
    return out.getvalue()


def _cut(text: str) -> str:
    """31 characters at most, of whole words where that leaves some, none hanging (« par », « le »)."""
    if len(text) <= 31:
        return text
    words = text[:32].rsplit(" ", 1)[0].split(" ")
    while len(words) > 1 and len(words[-1]) <= 3 and words[-1].isalpha() and words[-1].islower():
        words.pop()
    return " ".join(words) if len(words) > 1 else text[:31]


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts: ≤ 31 characters, none of ``[]:*?/\\``, unique in any case. Added to ``taken``."""
    base = _cut(" ".join(_FORBIDDEN.sub(" ", clean(wanted)).split()).strip(" '")).strip(" '") or "Feuille"
    if base.lower() == "history":  # Excel keeps this name for itself
        base = "Historique"
    name, number = base, 2
    while name.lower() in taken:
        suffix = f" ({number})"
        name, number = base[: 31 - len(suffix)] + suffix, number + 1
    taken.add(name.lower())
    return name


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "bottom": 1, "bottom_color": "#C9C5BB"}
    formats = {kind: book.add_format(base | {"num_format": code}) for kind, code in _FORMATS.items()}
    return formats | {
        "text": book.add_format(base | {"text_wrap": True}),
        "head": book.add_format(
            base
            | {
                "bold": True,
                "text_wrap": True,
                "bg_color": "#E3EFF1",
                "font_color": "#0E3F4E",
                "bottom_color": "#1B2225",
            }
        ),
        "title": book.add_format({"font_name": "Georgia", "font_size": 14, "bold": True, "font_color": "#0A2B36"}),
        "note": book.add_format({"font_name": "Calibri", "font_size": 9, "italic": True, "font_color": "#475056"}),
    }


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    top = 0
    for words, look in ((sheet.title, "title"), (sheet.note, "note")):
        if words:
            page.write_string(top, 0, _text(words), formats[look])
            top += 1
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width)
        page.write_string(top, index, _text(column.title), formats["head"])
        if column.offered:
            rule = {"validate": "list", "source": column.offered, "error_type": "warning"}
            page.data_validation(top + 1, index, top + OFFERED_ROWS, index, rule)
    last = top
    for last, row in enumerate(sheet.rows, start=top + 1):
        if last >= MAX_ROWS:
            raise DocumentError(
                f"La feuille « {sheet.name} » dépasse 1 048 576 lignes : filtrez la liste ou exportez en CSV."
            )
        for index, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _write_cell(page, last, index, value, column.kind, formats)
    page.freeze_panes(top + 1, 0)
    page.repeat_rows(top)
    if sheet.columns:
        page.autofilter(top, 0, max(last, top), len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, index: int, value: Any, kind: str, formats: dict[str, Any]) -> None:
    value = _plain(value)
    if value is None:
        page.write_blank(row, index, None, formats["text"])
    elif isinstance(value, (int, float, Decimal)):
        if kind not in ("euro", "percent"):
            kind = "number" if value == int(value) else "decimal"
        page.write_number(row, index, value, formats[kind])
    elif isinstance(value, date) and value >= _FIRST_EXCEL_DAY:
        page.write_datetime(row, index, datetime.combine(value, time()), formats["date"])
    else:
        page.write_string(row, index, _text(_shown(value)), formats["text"])


def _plain(value: Any) -> Any:
    """One of None, str, int, float, Decimal or date."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, (int, float, Decimal)):
        return value if math.isfinite(value) else None
    if isinstance(value, Figure):
        return value.text if value.number is None else value.number
    if isinstance(value, Badge):
        return value.text
    if isinstance(value, Mark):
        return value.plain
    if isinstance(value, (tuple, list)):
        return "\n".join(str(item) for item in value)
    return str(value)


def _shown(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _text(words: str) -> str:
    words = clean(words)
    return words if len(words) <= MAX_TEXT else words[: MAX_TEXT - len(_CUT)] + _CUT


def write_csv(sheet: Sheet) -> bytes:
    """UTF-8 with its mark, semicolons, decimal commas. A text that a spreadsheet would compute gets an apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(column.title) for column in sheet.columns])
    for row in sheet.rows:
        writer.writerow([_csv_cell(value, column.kind) for value, column in zip(row, sheet.columns, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(value: Any, kind: str) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)):
        if kind == "percent":
            return f"{float(value) * 100:.1f}".replace(".", ",") + f"{NBSP}%"
        return (f"{value:f}" if isinstance(value, Decimal) else repr(value)).replace(".", ",")
    return _harmless(_shown(value))


def _harmless(text: str) -> str:
    # Cleaned first: a control character before the sign must not hide it.
    text = clean(text)
    return ("'" if text.startswith(_LIVE) else "") + text
