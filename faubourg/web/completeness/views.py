"""What is missing in a contract and what disagrees in it: the counts, then the rows of one check."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.reports.completeness import CHECKS, legal_contents, load_material, outcome_of, outcomes_of
from faubourg.reports.completeness.law import Answer
from faubourg.reports.completeness.sheets import outcome_sheet, overview_sheets
from faubourg.web.shell import contract_view

PAGE = 50
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@contract_view
def page(request, contract):
    """Every check with its count, or with `?controle=` the rows that one of them found."""
    key = request.GET.get("controle", "")
    if key and key not in CHECKS:
        raise Http404("Ce contrôle n’existe pas.")
    material = load_material(contract)
    if key:
        outcome = outcome_of(material, CHECKS[key])
        found = Paginator(outcome.items, PAGE).get_page(request.GET.get("page"))
        return render(request, "completeness/check.html", {"outcome": outcome, "page": found})
    groups, contents = outcomes_of(material), legal_contents(material)
    counts = Counter()
    for _, outcomes in groups:
        for outcome in outcomes:
            counts[outcome.check.severity.name.lower()] += outcome.count
    context = {
        "groups": groups,
        "contents": contents,
        "found": sum(content.answer is Answer.FOUND for content in contents),
        "counts": {name: counts[name] for name in ("mend", "fill", "look")},
    }
    return render(request, "completeness/page.html", context)


@contract_view
def export(request, contract, ending):
    """The rows of one check, or the counts of all: as a workbook or as CSV."""
    key = request.GET.get("controle", "")
    if ending not in CONTENT_TYPES or (key and key not in CHECKS):
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    material = load_material(contract)
    sheets = [outcome_sheet(contract, outcome_of(material, CHECKS[key]))] if key else overview_sheets(material)
    content = write_csv(sheets[0]) if ending == "csv" else write_xlsx(sheets, title=f"{contract.name} : complétude")
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-completude{key and "-"}{key}.{ending}"'
    return response
