"""The calendar of the contract, by year and by month."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from faubourg.documents.pdf import render_pdf
from faubourg.reports.deadlines.calendar import WEEKDAYS, Calendar, calendar_of, neighbours, scope_of
from faubourg.reports.deadlines.events import EventKind
from faubourg.reports.deadlines.outputs import year_document, year_sheet
from faubourg.web.deadlines.files import attached, sheet_response
from faubourg.web.shell import contract_view

FILTERS = ("nature", "acteur", "quartier")


@contract_view
def year(request, contract, year=None):
    """Twelve months with their counts and lists; without year, the present one, or the nearest of the contract."""
    calendar = _calendar(request, contract)
    years = calendar.scope.years
    number = min(max(calendar.scope.today.year, years[0]), years[-1]) if year is None else year
    shown = calendar.year(_in(years, number))
    before, after = neighbours(years, number)
    context = _around(request, contract, calendar) | {"year": shown, "before": before, "after": after}
    return render(request, "deadlines/year.html", context)


@contract_view
def month(request, contract, year, month):
    """One month, day by day, then what is only known to fall in it, or in its year."""
    calendar = _calendar(request, contract)
    if not 1 <= month <= 12:
        raise Http404("Ce mois n’existe pas.")
    shown = calendar.month(_in(calendar.scope.years, year), month)
    before, after = calendar.beside(year, month)
    context = _around(request, contract, calendar) | {
        "month": shown,
        "weeks": shown.weeks(calendar.scope.today),
        "weekdays": WEEKDAYS,
        "before": before and calendar.month(*before),
        "after": after and calendar.month(*after),
        "whole": calendar.year(year).whole,
    }
    return render(request, "deadlines/month.html", context)


@contract_view
def year_file(request, contract, year, ending):
    """One year as filtered: printed, or as a list."""
    calendar = _calendar(request, contract)
    shown = calendar.year(_in(calendar.scope.years, year))
    name = f"{contract.key}-echeances-{year}"
    if ending == "pdf":
        document = year_document(contract, calendar, shown, printed_on=calendar.scope.today)
        return attached(render_pdf(document), ending, name)
    return sheet_response(year_sheet(contract, calendar, shown), ending, name)


def _calendar(request, contract) -> Calendar:
    return calendar_of(scope_of(contract, request.GET, today=timezone.localdate()))


def _in(years: range, year: int) -> int:
    if year not in years:
        raise Http404("Cette année n’est pas dans la période du contrat.")
    return year


def _around(request, contract, calendar: Calendar) -> dict:
    """The filters, and what has no date or falls outside the contract."""
    query = request.GET.urlencode()
    return {
        "calendar": calendar,
        "asked": {name: request.GET.get(name, "") for name in FILTERS},
        "suffix": f"?{query}" if query else "",
        "kinds": EventKind.choices,
        "actors": list(contract.organisations.order_by("name", "pk").values_list("key", "name")),
        "places": list(contract.territories.order_by("name", "pk").values_list("key", "name")),
        "is_narrowed": not calendar.scope.is_whole,
    }
