"""Makes the files of the tests: sound workbooks, and the same ones spoilt at one place."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter
from odf.element import Element
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HEADER = ["Clé", "Titre", "Début"]
SHEET = "xl/worksheets/sheet1.xml"


def xlsx(rows: list[list[object]], sheet: str = "Actions", **options: object) -> bytes:
    """Return a workbook of one sheet."""
    return xlsx_with(lambda book: write(book.add_worksheet(sheet), rows), **options)


def xlsx_with(fill: Callable[[xlsxwriter.Workbook], None], **options: object) -> bytes:
    """Return the workbook that `fill` writes; dates show as dates."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy", **options}) as book:
        fill(book)
    return target.getvalue()


def write(sheet: xlsxwriter.workbook.Worksheet, rows: list[list[object]]) -> None:
    """Write rows from the first cell on."""
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)


def replaced(content: bytes, name: str, old: str, new: str) -> bytes:
    """Return the archive with a text of one part replaced; the text must be there."""
    parts = unzipped(content)
    text = parts[name].decode()
    assert old in text
    parts[name] = text.replace(old, new).encode()
    return zipped(parts)


def unzipped(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return an archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def ods(rows: list[Element], sheet: str = "Actions", columns: tuple = ()) -> bytes:
    """Return an OpenDocument workbook of one sheet."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=sheet)
    for element in (*columns, *rows):
        table.addElement(element)
    document.spreadsheet.addElement(table)
    target = io.BytesIO()
    document.write(target)
    return target.getvalue()


def ods_row(*cells: Element | str, **attributes: object) -> Element:
    """Return a row; a text stands for a text cell."""
    row = TableRow(**attributes)
    for cell in cells:
        row.addElement(ods_cell(cell) if isinstance(cell, str) else cell)
    return row


def ods_cell(text: str, kind: str = "string", **attributes: object) -> Element:
    """Return a cell that shows `text`."""
    cell = TableCell(valuetype=kind, **attributes)
    cell.addElement(P(text=text))
    return cell
