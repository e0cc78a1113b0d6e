"""The figures of a year with their filters: the coordinatrice's, who sees the persons anyway."""

from django.shortcuts import render
from django.utils import timezone

from faubourg.pathways.queries.yearly import year_of
from faubourg.pathways.reporting import ReportTable
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.numbers import FILTERS, cut_of, options_of, tables_of


@plie_view(LEAD)
def numbers(request, contract):
    """Every table of the report for a year and a cut, with its figures first."""
    today = timezone.localdate()
    options = options_of(contract, today)
    cut, asked = cut_of(request.GET, options, today.year)
    year = year_of(contract, cut)
    shown = {
        "asked": asked,
        "years": options["annee"],
        "choices": [(name, label, options[name], asked[name]) for name, label in FILTERS.items() if options[name]],
        "tables": tables_of(year),
        "structures": year.structures,
        "people": year.tallies[ReportTable.SEX].total,
        "entries": year.tallies[ReportTable.ENTRIES].lines[0],
        "brsa": year.tallies[ReportTable.BRSA].lines[0],
        "positive": year.tallies[ReportTable.POSITIVE_EXITS].total,
    }
    return render(request, "plie/numbers.html", shown)
