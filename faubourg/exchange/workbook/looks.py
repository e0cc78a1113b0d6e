"""How the cells of a workbook look: what may be typed in is white, keys are grey and locked."""

import xlsxwriter
from xlsxwriter.format import Format

from faubourg.exchange.schema.fields import Flag, Number, Table, Text, Whole, Words, Year
from faubourg.exchange.workbook.layout import Column

_BASE = {"font_name": "Calibri", "font_size": 10, "valign": "top"}
_LOOKS = {
    "title": _BASE | {"font_name": "Georgia", "font_size": 14, "bold": True},
    "plain": _BASE,
    "wrap": _BASE | {"text_wrap": True},
    "head": _BASE | {"bold": True, "text_wrap": True, "bg_color": "#E3EFF1", "font_color": "#0E3F4E", "bottom": 1},
    "key": _BASE | {"bg_color": "#EDEBE6", "num_format": "@", "locked": True},
    "mark": _BASE | {"bg_color": "#EDEBE6", "font_color": "#8A857C", "num_format": "@", "locked": True},
    # Text format: Excel then leaves « 1.10 » and « 2024-09 » as they are typed.
    "text": _BASE | {"num_format": "@", "locked": False},
    "number": _BASE | {"num_format": "General", "locked": False, "align": "right"},
    "date": _BASE | {"num_format": "dd/mm/yyyy", "locked": False},
}
_LONG = ("title", "label", "text", "text_summary", "name", "body", "summary", "comment", "rows", "measure")


class Looks:
    """The formats of a workbook, by name."""

    def __init__(self, book: xlsxwriter.Workbook):
        self._formats = {name: book.add_format(look) for name, look in _LOOKS.items()}

    def __getitem__(self, name: str) -> Format:
        return self._formats[name]


def kind_of(column: Column) -> str:
    """The look of the cells of a column that a person may fill."""
    return "number" if column.part or isinstance(column.field, Whole | Number) else "text"


def width_of(column: Column) -> float:
    """The width of a column, in characters."""
    if column.mark:
        return 9
    if column.name == "key" or column.above:
        return 22
    if isinstance(column.field, Flag | Whole | Number | Year) or column.part:
        return 13
    if column.name in _LONG or isinstance(column.field, Words | Table):
        return 48
    return 20 if column.field is None or not isinstance(column.field, Text) else 26
