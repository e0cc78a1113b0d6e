"""Computed indicators: the list, one of them with its formula and its rows, parity, weights and constants."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import reach
from faubourg.documents.charts import chart_svg
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.indicators.computed.choices import ComputationKind
from faubourg.indicators.computed.models import DatedConstant, DemographicWeight
from faubourg.reports.computed import PARITY_SERIES, Row, bars_of_parity, parity_bars, parity_rows, rows_of
from faubourg.web.computed.showing import STATES, filtered, series_spec, sheet_of, told
from faubourg.web.shell import contract_view

ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def views_of(contract: Contract, current: str) -> list[dict]:
    """The pages of the journey, one beside the other."""
    pages = (
        ("page", "Indicateurs calculés"), ("parity", "Parité"), ("cohorts", "Cohortes"),
        ("references", "Poids et constantes"),
    )  # fmt: skip
    return [
        {"label": label, "url": reverse(f"computed:{name}", args=[contract.key]), "current": name == current}
        for name, label in pages
    ]


def may_write(user, contract: Contract) -> bool:
    """Whether `user` keeps what is computed: those who define every indicator of the contract."""
    return reach(user, Verb.EDIT_INDICATORS, contract) == Reach.ALL


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The list: figures first, then each computed indicator with its newest results."""
    every = rows_of(contract, request.user)
    rows = filtered(every, request.GET)
    context = {
        "views": views_of(contract, "page"),
        "rows": [{"row": row, "last": [told(one) for one in row.last]} for row in rows],
        "total": len(every),
        "counts": {state: sum(row.state == state for row in every) for state, _ in STATES},
        "kinds": ComputationKind.choices,
        "states": STATES,
        "asked": {name: request.GET.get(name, "") for name in ("q", "calcul", "etat")},
        "writes": may_write(request.user, contract),
    }
    return render(request, "computed/page.html", context)


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """Every result of the list on screen; small numbers are masked for everybody."""
    if ending not in ENDINGS:
        raise Http404("Les indicateurs calculés s’exportent en XLSX ou en CSV.")
    sheet = sheet_of(contract, filtered(rows_of(contract, None), request.GET))
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-calculs.{ending}"'
    return response


def _row(request: HttpRequest, contract: Contract, key: str) -> Row:
    found = next((row for row in rows_of(contract, request.user) if row.computation.key == key), None)
    if found is None:
        raise Http404("Cet indicateur calculé n’existe pas dans ce contrat.")
    return found


@contract_view
def detail(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """One computed indicator: its formula, every result with its terms and their rows, what lacks, its series."""
    row = _row(request, contract, key)
    results = [told(one) for one in reversed(row.results)]
    context = {
        "row": row,
        "one": row.computation,
        "results": results,
        "drawn": sum(one.value is not None for one in row.results) > 1,
        "writes": may_write(request.user, contract),
        "users": [entry.computation for entry in row.computation.used_by.select_related("computation__contract")],
        "history_url": reverse("history:entity", args=[contract.key, "computation", row.computation.pk]),
    }
    return render(request, "computed/detail.html", context)


@contract_view
def chart(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The series as a picture."""
    return HttpResponse(chart_svg(series_spec(_row(request, contract, key))), content_type="image/svg+xml")


@contract_view
def parity(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Each share beside the weight of its territory, and what lacks to compare the others."""
    rows = parity_rows(contract, request.user)
    found = parity_bars(rows)
    context = {
        "views": views_of(contract, "parity"),
        "rows": rows,
        "lines": [one | {"shown": told(one["result"])} for one in found],
        "bars": bars_of_parity(found),
        "series": PARITY_SERIES,
        "lacking": [row for row in rows if row.lacks],
        "writes": may_write(request.user, contract),
    }
    return render(request, "computed/parity.html", context)


@contract_view
def references(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The weights and the constants on which computations rest, dated and sourced."""
    weights = DemographicWeight.objects.of(contract).select_related("territory__contract", "within")
    context = {
        "views": views_of(contract, "references"),
        "weights": weights.order_by("territory__position", "public", "-dated", "pk"),
        "constants": DatedConstant.objects.of(contract).order_by("label", "start", "pk"),
        "writes": may_write(request.user, contract),
    }
    return render(request, "computed/references.html", context)
