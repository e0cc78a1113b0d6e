"""The year that a page of figures shows, and files of figures to download."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from faubourg.documents.sheets import Sheet, write_csv, write_xlsx

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Period:
    """A year, and the years that can be chosen."""

    year: int
    years: list[int]

    @property
    def first(self) -> date:
        """The first of January."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The 31st of December."""
        return date(self.year, 12, 31)

    @property
    def options(self) -> list[tuple[str, str]]:
        """What the filter offers."""
        return [(str(year), str(year)) for year in self.years]


def period_of(request: HttpRequest, known=()) -> Period:
    """The year of the address, or the current one; `known`: years that have rows."""
    now = timezone.localdate().year
    asked = request.GET.get("annee", "")
    years = sorted({now, *known}, reverse=True)
    year = int(asked) if asked.isascii() and asked.isdecimal() and 1990 <= int(asked) <= 2100 else now
    return Period(year, years if year in years else sorted({year, *years}, reverse=True))


def download(sheets: list[Sheet], ending: str, name: str, title: str) -> HttpResponse:
    """Figures as a file, never rows of persons; CSV holds the first sheet. 404 for another ending."""
    if ending not in CONTENT_TYPES:
        raise Http404("Ce tableau se télécharge en xlsx ou en csv.")
    content = write_csv(sheets[0]) if ending == "csv" else write_xlsx(sheets, title=title)
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
