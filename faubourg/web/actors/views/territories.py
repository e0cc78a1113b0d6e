"""Territories: the list and the sheet of one."""

from django.shortcuts import get_object_or_404, render

from faubourg.reports.actors.territories import (
    figures_sheet,
    territories_sheet,
    territory_list,
    territory_sheet,
)
from faubourg.territories.models import TerritoryKind
from faubourg.web.actors.files import sheet_response
from faubourg.web.shell import contract_view


@contract_view
def territories(request, contract):
    """The territories, one under the other."""
    context = {
        "lines": territory_list(contract, request.GET),
        "asked": {name: request.GET.get(name, "") for name in ("q", "nature")},
        "kinds": TerritoryKind.choices,
    }
    return render(request, "actors/territories.html", context)


@contract_view
def territories_file(request, contract, ending):
    """The list as filtered, to download."""
    lines = territory_list(contract, request.GET)
    return sheet_response([territories_sheet(contract, lines)], ending, f"{contract.key}-quartiers")


@contract_view
def territory(request, contract, key):
    """One territory: codes, perimeters, figures, what is done there."""
    row = get_object_or_404(contract.territories, key=key)
    sheet = territory_sheet(contract, row, user=request.user)
    context = {
        "sheet": sheet,
        "row": sheet.row,
        "has_gaps": any(line.figure.gap_points is not None for line in sheet.figures),
        "has_references": any(line.references for line in sheet.figures),
    }
    return render(request, "actors/territory.html", context)


@contract_view
def territory_file(request, contract, key, ending):
    """The figures of one territory, to download."""
    row = get_object_or_404(contract.territories, key=key)
    sheet = territory_sheet(contract, row, user=request.user)
    return sheet_response([figures_sheet(contract, sheet)], ending, f"{contract.key}-{key}")
