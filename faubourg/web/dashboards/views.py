"""« Tableau de bord » : one calm page for those who decide; its pictures and its tables at their own addresses."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.documents.charts import Spec, chart_svg, stacked_bars
from faubourg.documents.sheets import write_xlsx
from faubourg.indicators.masking import masker_for
from faubourg.indicators.queries_places import Geography
from faubourg.indicators.queries_totals import totals_by_period
from faubourg.reports.computed import PARITY_SERIES, PARITY_WORDS, bars_of_parity, parity_bars, parity_rows
from faubourg.reports.dashboards import series
from faubourg.reports.dashboards.campaign import completeness_chart, completeness_of
from faubourg.reports.dashboards.progress import SHOWN, progress_chart, progress_of
from faubourg.reports.dashboards.sheets import dashboard_sheets
from faubourg.reports.meter.board import LEGEND, Board, bars_of, chart_rows
from faubourg.web.shell import contract_view

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Indicators listed on the page, those with a target first; the workbook has all of them.
LISTED = 15
KINDS = {"atteint": "done", "depasse": "done", "non-atteint": "failed", "non-comparable": "unknown"}


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Progress, indicators, means, campaign: figures first, then each picture with its table."""
    masker, rows = masker_for(request.user, contract), series.rows_of(contract)
    chosen = series.chosen(rows, request.GET.get("indicateur", ""))
    lines = sorted((series.line_of(row, masker) for row in rows), key=lambda line: not line.target)
    progress, means = progress_of(contract, today=timezone.localdate()), Board(contract, {})
    found, parity = completeness_of(contract), parity_rows(contract, request.user)
    compared = parity_bars(parity)
    context = {
        "progress": progress,
        "pilots": progress.by_pilot[:SHOWN],
        "lines": [{"line": line, "kind": KINDS[line.verdict.kind] if line.verdict else ""} for line in lines[:LISTED]],
        "more": max(len(lines) - LISTED, 0),
        "indicators": len(lines),
        "totals": [(one, one.period if one.period.isdecimal() else "") for one in totals_by_period(contract)],
        "chosen": chosen,
        "options": [(row.indicator.key, row.indicator.label[:90]) for row in rows],
        "table": series.table_of(chosen, masker) if chosen else [],
        "breaks": series.break_words(chosen, Geography.of(contract)) if chosen else [],
        "means": means,
        "means_bars": bars_of(means.by_pillar, means.measure),
        "means_legend": LEGEND,
        "bars": {
            "pillars": [row.bar for row in progress.by_pillar],
            "pilots": [row.bar for row in progress.by_pilot[:SHOWN]],
            "campaign": [row.bar for row in found.rows[:SHOWN]] if found else [],
        },
        "found": found,
        "parity": parity,
        "compared": [one | {"verdict": PARITY_WORDS.get(one["result"].verdict)} for one in compared],
        "parity_bars": bars_of_parity(compared),
        "parity_series": PARITY_SERIES,
        "today": timezone.localdate(),
    }
    return render(request, "dashboards/page.html", context)


@contract_view
def picture(request: HttpRequest, contract: Contract, name: str) -> HttpResponse:
    """One picture; the page gives the same figures as a table."""
    if name not in PICTURES:
        raise Http404("Ce graphique n’existe pas.")
    return HttpResponse(chart_svg(PICTURES[name](request, contract)), content_type="image/svg+xml")


def _pillars(request: HttpRequest, contract: Contract) -> Spec:
    progress = progress_of(contract, today=timezone.localdate())
    return progress_chart(progress, progress.by_pillar)


def _pilots(request: HttpRequest, contract: Contract) -> Spec:
    progress = progress_of(contract, today=timezone.localdate())
    return progress_chart(progress, progress.by_pilot)


def _means(request: HttpRequest, contract: Contract) -> Spec:
    board = Board(contract, {})
    return stacked_bars(chart_rows(board.by_pillar), ("Droit commun", "Crédits spécifiques"), unit=board.measure)


def _series(request: HttpRequest, contract: Contract) -> Spec:
    chosen = series.chosen(series.rows_of(contract), request.GET.get("indicateur", ""))
    if chosen is None:
        raise Http404("Aucun indicateur n’a de valeur.")
    return series.series_chart(chosen, masker_for(request.user, contract), Geography.of(contract))


def _campaign(request: HttpRequest, contract: Contract) -> Spec:
    found = completeness_of(contract)
    if found is None:
        raise Http404("Aucune campagne n’est ouverte.")
    return completeness_chart(found)


#: Name in the address → what draws it.
PICTURES: dict[str, Callable[[HttpRequest, Contract], Spec]] = {
    "piliers": _pillars,
    "pilotes": _pilots,
    "moyens": _means,
    "serie": _series,
    "campagne": _campaign,
}


@contract_view
def export(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Every table of the page, one sheet each."""
    sheets = dashboard_sheets(
        contract,
        progress_of(contract, today=timezone.localdate()),
        series.rows_of(contract),
        Board(contract, {}),
        completeness_of(contract),
        parity_bars(parity_rows(contract, None)),
    )
    response = HttpResponse(write_xlsx(sheets, title="Tableau de bord"), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-tableau-de-bord.xlsx"'
    return response
