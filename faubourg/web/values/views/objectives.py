"""« Objectifs chiffrés »: each target beside what was achieved, year by year."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.reports.objectives import objectives_of, objectives_sheet
from faubourg.web.shell import contract_view
from faubourg.web.values.views.grid import ENDINGS


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The targets of the contract, and what its document leaves without number."""
    return render(request, "values/objectives.html", {"found": objectives_of(contract, user=request.user)})


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The same list, masked as a document is."""
    if ending not in ENDINGS:
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    sheet = objectives_sheet(contract, objectives_of(contract))
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-objectifs.{ending}"'
    return response
