"""« Droit commun » : the meter of a contract, its lists and its picture, and the means of one fiche."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from faubourg.actions.choices import MeansState
from faubourg.actions.models import Action
from faubourg.actions.permissions_means import givers_of
from faubourg.contracts.models import Contract
from faubourg.documents.charts import chart_svg, stacked_bars
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.reports.meter.board import LEGEND, WITHOUT_UNIT, Board, amount_words, bars_of, chart_rows
from faubourg.reports.meter.sheets import line_sheet, meter_sheets
from faubourg.web.shell import contract_view, fiche_tabs

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 50
TONES = {MeansState.DECLARED: "", MeansState.JUSTIFIED: "ok", MeansState.REFUSED: "fix"}
SELECTS = {
    "annee": "Année la plus récente", "mesure": "Toutes les unités", "origine": "Toutes les origines",
    "volet": "Prévu et réel", "etat": "Tous les états", "pilier": "Tous les piliers",
    "organisme": "Tous les organismes", "quartier": "Tous les quartiers",
}  # fmt: skip


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Planned against real, by unit, pillar, organisation and QPV; then the rows."""
    board = Board(contract, request.GET)
    shown = Paginator(board.rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "board": board,
        "page": shown,
        "lines": [_line(board, one) for one in shown],
        "selects": [(name, label, board.options[name], board.asked[name]) for name, label in SELECTS.items()],
        "silent_url": board.address(mesure=WITHOUT_UNIT) + "#lignes",
        "bars": bars_of(board.by_pillar, board.measure),
        "legend": LEGEND,
        "declares": bool(givers_of(request.user, contract)),
    }
    return render(request, "means/page.html", context)


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The rows on screen, and in a workbook the totals too."""
    if ending not in ("xlsx", "csv"):
        raise Http404("Les moyens se téléchargent en xlsx ou en csv.")
    board = Board(contract, request.GET)
    if ending == "csv":
        content, kind = write_csv(line_sheet(board)), "text/csv; charset=utf-8"
    else:
        content, kind = write_xlsx(meter_sheets(board), title="Droit commun"), XLSX
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-moyens.{ending}"'
    return response


@contract_view
def chart(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The picture of the totals by pillar; the page gives the same figures as a table."""
    board = Board(contract, request.GET)
    spec = stacked_bars(chart_rows(board.by_pillar), ("Droit commun", "Crédits spécifiques"), unit=board.measure)
    return HttpResponse(chart_svg(spec), content_type="image/svg+xml")


@contract_view
def fiche(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The means of an action and of its sub-actions: planned against real, year after year."""
    actions = Action.objects.filter(version=contract.current_version_id).select_related("version")
    action = get_object_or_404(actions, key=key)
    board = Board(contract, {"annee": "toutes"})
    pks = {member.pk for member in board.meter.actions[action.lineage_id].family}
    mine = {lineage for lineage, row in board.meter.actions.items() if row.pk in pks}
    rows = [one for one in board.meter.rows if mine & set(one.lineages)]
    years = sorted({one.year for one in rows if not one.planned}, reverse=True)
    context = {
        "action": action,
        "planned": [_line(board, one) for one in rows if one.planned],
        "years": [
            (year, [_line(board, one) for one in rows if not one.planned and one.year == year]) for year in years
        ],
        "tabs": fiche_tabs(contract, key, current="means:fiche"),
        "declares": bool(givers_of(request.user, contract)),
    }
    return render(request, "means/fiche.html", context)


def _line(board: Board, one) -> dict:
    """What the list shows of a means."""
    known = [board.meter.actions[lineage] for lineage in one.lineages if lineage in board.meter.actions]
    return {
        "one": one,
        "row": one.row,
        "action": known[0] if known else None,
        "shared": known[1:],
        "giver": board.meter.givers.get(one.giver),
        "amount": amount_words(one.value, one.measure),
        "tone": TONES.get(one.state, ""),
        "state": MeansState(one.state).label if one.state else "",
    }
