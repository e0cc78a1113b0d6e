"""Lists of the journey as files to download."""

from django.http import Http404, HttpResponse

from faubourg.documents.sheets import Sheet, write_csv, write_xlsx

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def sheet_response(sheets: list[Sheet], ending: str, name: str) -> HttpResponse:
    """The sheets as a workbook, empty when there is none; CSV holds the first one. 404 for another ending."""
    if ending not in CONTENT_TYPES:
        raise Http404("Ce format n’existe pas.")
    sheets = sheets or [Sheet("Liste", (), ())]
    content = write_csv(sheets[0]) if ending == "csv" else write_xlsx(sheets, title=sheets[0].title)
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
