"""The rows of a register as a list to download, in the columns that an import reads, and the empty model."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse

from faubourg.documents.sheets import Sheet, SheetColumn, write_csv, write_xlsx
from faubourg.registers.cells import Lists, decimal_of, shown
from faubourg.registers.choices import NUMERIC, ColumnType
from faubourg.registers.models import Register, RegisterColumn, RegisterRow
from faubourg.registers.reading import HOLDER, NOTE, NUMBER, STATE

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def row_sheet(register: Register, rows: Iterable[RegisterRow]) -> Sheet:
    """Every row; an empty cell is « not given »."""
    lists, columns = Lists(register.contract), register.column_list
    labels = register.state_labels
    lines = [
        (row.position + 1, *(_cell(column, row.values.get(column.key), lists) for column in columns),
         row.organisation.name if row.organisation_id else None, labels.get(row.state, row.state) or None,
         row.note or None)
        for row in rows
    ]  # fmt: skip
    return Sheet(register.title, _columns(register), lines)


def model_sheets(register: Register) -> list[Sheet]:
    """The empty workbook, with what each column may hold."""
    advice = [
        (NUMBER, "Laisser vide pour une ligne nouvelle ; celui de l’export pour changer une ligne."),
        *((column.label, _advice(column)) for column in register.column_list),
        (HOLDER, "L’organisation du contrat qui tient la ligne."),
        (STATE, ", ".join(register.state_labels.values()) or "Ce registre n’a pas d’état."),
    ]
    columns = [SheetColumn("Colonne", 30), SheetColumn("Ce qu’on y écrit", 80)]
    return [Sheet(register.title, _columns(register), []), Sheet("Mode d’emploi", columns, advice)]


def download(sheets: list[Sheet], ending: str, name: str, title: str) -> HttpResponse:
    """The sheets as a file; CSV holds the first one. 404 for another ending."""
    if ending not in CONTENT_TYPES:
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    content = write_csv(sheets[0]) if ending == "csv" else write_xlsx(sheets, title=title)
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _columns(register: Register) -> list[SheetColumn]:
    kinds = {ColumnType.NUMBER: "number", ColumnType.AMOUNT: "euro"}
    own = [SheetColumn(column.label, 24, kinds.get(column.type, "text")) for column in register.column_list]
    return [SheetColumn(NUMBER, 6, "number"), *own, SheetColumn(HOLDER, 24), SheetColumn(STATE), SheetColumn(NOTE, 40)]


def _cell(column: RegisterColumn, value, lists: Lists):
    if value is None or (column.type in NUMERIC and not isinstance(value, str | bool)):
        return None if value is None else decimal_of(value)
    return shown(column, value, lists)


def _advice(column: RegisterColumn) -> str:
    words = {ColumnType.CHOICE: f"Un choix parmi : {', '.join(column.options)}"}.get(column.type)
    said = words or column.get_type_display().capitalize()
    return said + (". Obligatoire." if column.required else ".") + (f" {column.help_text}" if column.help_text else "")
