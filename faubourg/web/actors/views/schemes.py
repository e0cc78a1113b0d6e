"""Schemes: the catalogue by holder and the sheet of one."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from faubourg.reports.actors.schemes import NO_HOLDER, USES, catalogue_sheet, scheme_catalogue, scheme_sheet
from faubourg.reports.deadlines.frameworks import framework_line
from faubourg.web.actors.files import sheet_response
from faubourg.web.shell import contract_view


@contract_view
def schemes(request, contract):
    """The catalogue."""
    catalogue = scheme_catalogue(contract, request.GET)
    context = {
        "catalogue": catalogue,
        "asked": {name: request.GET.get(name, "") for name in ("q", "nature", "porteur", "usage")},
        "kinds": [(kind, kind) for kind in catalogue.kinds],
        "holders": [(row.key, row.name) for row in catalogue.holders] + [(NO_HOLDER, "Sans porteur donné")],
        "uses": USES,
    }
    return render(request, "actors/schemes.html", context)


@contract_view
def schemes_file(request, contract, ending):
    """The catalogue as filtered, to download."""
    catalogue = scheme_catalogue(contract, request.GET)
    return sheet_response([catalogue_sheet(contract, catalogue)], ending, f"{contract.key}-dispositifs")


@contract_view
def scheme(request, contract, key):
    """One scheme: who holds it, what mobilises it, which means are tied to it."""
    row = get_object_or_404(contract.schemes, key=key)
    sheet = scheme_sheet(contract, row, user=request.user)
    context = {
        "sheet": sheet,
        "row": row,
        "windows": list(row.windows.all()),
        "framework": framework_line(contract, row, today=timezone.localdate()),
    }
    return render(request, "actors/scheme.html", context)
