"""Lists of the journey as files to download."""

from django.http import Http404, HttpResponse

from faubourg.documents.sheets import Sheet, write_csv, write_xlsx

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def sheet_response(sheet: Sheet, ending: str, name: str) -> HttpResponse:
    """The sheet as a workbook or as CSV; 404 for another ending."""
    if ending not in CONTENT_TYPES:
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
