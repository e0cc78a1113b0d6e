"""The rows of a section as a file to download."""

from django.utils.text import capfirst

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn, write_csv, write_xlsx
from faubourg.exchange.book import Book
from faubourg.exchange.rows import describe_row
from faubourg.exchange.schema.section import Section
from faubourg.web.forms.names import Names, Said, shown

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def sheet_file(section: Section, contract: Contract, rows: list, ending: str) -> bytes:
    """Every field of the rows, in the order of the document; after the keys of a link, the names behind them."""
    book, names = Book(contract), Names(contract)
    records = [describe_row(section, row, book) for row in rows]
    columns, cells = [], []
    for field in section.fields:
        if not any(field.name in record for record in records):
            continue
        title, values = capfirst(field.title(section.model)), [record.get(field.name) for record in records]
        columns.append(SheetColumn(title))
        cells.append([_cell(value) for value in values])
        said = [_names(names.said(section, field, value)) for value in values]
        if any(said):
            columns.append(SheetColumn(f"{title} (en clair)"))
            cells.append(said)
    lines = tuple(zip(*cells, strict=True))
    sheet = Sheet(section.title, tuple(columns), lines, title=f"{contract.name} : {section.title}")
    return write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=section.title)


def _cell(value):
    return value if isinstance(value, int | float) and not isinstance(value, bool) else shown(value) or None


def _names(items: list[Said]) -> str | None:
    """The names of what a link points to; nothing where a value is its own name."""
    return " ; ".join(said.words for said in items) if any(said.key for said in items) else None
