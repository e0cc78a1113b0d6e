"""The document's tables, its own pages, and the remarks made on it."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import render

from faubourg.contracts.facts import fact_label, fact_text
from faubourg.reports.actors.tables import TableSheet, table_file, table_list, table_sheets
from faubourg.web.actors.files import sheet_response
from faubourg.web.shell import contract_view

PAGE = 50
ORIGINS = [("imprime", "Imprimés"), ("compte", "Comptés sur les lignes")]


@contract_view
def tables(request, contract):
    """The list of tables, after the contract's own pages."""
    counts = document_counts(contract)
    context = {
        "lines": table_list(contract, request.GET),
        "pages": list(contract.pages.all()),
        "counts": counts,
        "total": counts["tables"],
        "asked": {name: request.GET.get(name, "") for name in ("q", "origine")},
        "origins": ORIGINS,
    }
    return render(request, "actors/tables.html", context)


@contract_view
def remarks(request, contract):
    """The remarks on the document, by line, filtered by `q`."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = contract.anomalies.order_by(F("line").asc(nulls_last=True), "position")
    if text:
        found = found.filter(text__icontains=text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = document_counts(contract)
    context = {"page": page, "text": text, "counts": counts, "total": counts["remarks"]}
    return render(request, "actors/remarks.html", context)


@contract_view
def table(request, contract, key):
    """One table, ready to read."""
    sheet = _sheet(contract, key)
    facts = [(fact_label(name), fact_text(value)) for name, value in sheet.facts]
    return render(request, "actors/table.html", {"sheet": sheet, "row": sheet.row, "facts": facts})


@contract_view
def table_download(request, contract, key, ending):
    """One table, to download."""
    return sheet_response([table_file(_sheet(contract, key))], ending, f"{contract.key}-{key}")


@contract_view
def tables_file(request, contract, ending):
    """Every table listed, one a sheet (CSV: the first one)."""
    keys = [line.row.key for line in table_list(contract, request.GET)]
    found = [table_file(sheet) for sheet in table_sheets(contract, keys)]
    return sheet_response(found, ending, f"{contract.key}-tableaux")


def document_counts(contract) -> dict[str, int]:
    """How many lines each tab of the document holds."""
    return {
        "tables": contract.tables.count(),
        "published": contract.published.count(),
        "remarks": contract.anomalies.count(),
    }


def _sheet(contract, key: str) -> TableSheet:
    found = table_sheets(contract, [key])
    if not found:
        raise Http404("Ce tableau n’existe pas.")
    return found[0]
