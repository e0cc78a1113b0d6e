"""« Avancement » of a contract: counts, chart and rows under filters; and the list of conditions."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faubourg.actions.choices import ConditionOutcome, Delay
from faubourg.actions.progress.deriving import RULE
from faubourg.actions.progress.following import follow
from faubourg.contracts.models import Contract
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.web.life import showing
from faubourg.web.life.sheets import progress_sheet
from faubourg.web.shell import contract_view

PAGE = 50
ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Where the actions of the contract stand."""
    found = follow(contract, today=timezone.localdate())
    asked = showing.Asked.read(request.GET, found)
    counted = showing.chosen(found, asked)
    rows = showing.in_state(counted, asked.etat)
    shown = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    late = [row for row in counted if row.late and row.late.delay == Delay.LATE]
    context = {
        "found": found,
        "asked": asked,
        "total": len(counted),
        "implemented": sum(bool(row.state and row.state.counts_as_implemented) for row in counted),
        "known": sum(row.state is not None for row in counted),
        "late": len(late),
        "silent": sum(row.late is not None for row in counted) - len(late),
        "counts": showing.counts_of(found, counted, asked),
        "chart": showing.chart_of(found, rows, asked),
        "selects": showing.selects_of(found, asked),
        "page": shown,
        "lines": [_line(found, row) for row in shown],
        "rule": RULE,
        "tabs": showing.tabs_of(contract, "life:progress"),
    }
    return render(request, "life/progress.html", context)


def _line(found, row) -> dict:
    return {
        "row": row,
        "kind": showing.kind_of(row.state) if row.state else "",
        "pilots": [found.organisations[pk].name for pk in row.pilots],
    }


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The list on screen as a file: same filters, same order."""
    if ending not in ENDINGS:
        raise Http404("L’avancement s’exporte en XLSX ou en CSV.")
    found = follow(contract, today=timezone.localdate())
    asked = showing.Asked.read(request.GET, found)
    sheet = progress_sheet(found, showing.in_state(showing.chosen(found, asked), asked.etat), asked)
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-avancement.{ending}"'
    return response


@contract_view
def conditions(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The actions « sous réserve de… », and what became of each condition."""
    found = follow(contract, today=timezone.localdate())
    under = [row for row in found.actions.values() if row.condition]
    asked = request.GET.get("suite", "")
    rows = [row for row in under if row.outcome == asked] if asked in ConditionOutcome.values else under
    counts = [
        {"label": label, "url": f"?suite={value}", "count": sum(row.outcome == value for row in under)}
        for value, label in ConditionOutcome.choices
    ]
    context = {
        "counts": counts,
        "total": len(under),
        "asked": asked if asked in ConditionOutcome.values else "",
        "choices": ConditionOutcome.choices,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "tabs": showing.tabs_of(contract, "life:conditions"),
    }
    return render(request, "life/conditions.html", context)
