"""Cohorts: the list, one trajectory as a table and a chart. Counts only; small ones are masked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.documents.charts import chart_svg, stacked_bars
from faubourg.documents.sheets import Sheet, SheetColumn, write_csv, write_xlsx
from faubourg.indicators.computed.cohorts import UNKNOWN, Trajectory, cohorts_of, situations_of, trajectory_of
from faubourg.indicators.computed.hiding import masked_trajectory
from faubourg.indicators.masking import MASKED, Masker, masker_for
from faubourg.web.computed.views.results import ENDINGS, may_write, views_of
from faubourg.web.shell import contract_view


def _found(contract: Contract) -> list[Trajectory]:
    situations = situations_of(contract)
    return [trajectory_of(cohort, situations) for cohort in cohorts_of(contract)]


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Every cohort, with what is known of it."""
    masker = masker_for(request.user, contract, lineages=())
    words = request.GET.get("q", "").casefold().strip()
    every = _found(contract)
    rows = [
        {"trajectory": one, "size": masked_trajectory(one, masker)[2], "told": _months_told(one)}
        for one in every
        if words in f"{one.cohort.label} {one.cohort.entry} {one.cohort.territory or ''}".casefold()
    ]
    context = {
        "views": views_of(contract, "cohorts"),
        "rows": rows,
        "total": len(every),
        "asked": request.GET.get("q", ""),
        "situations": situations_of(contract),
        "writes": may_write(request.user, contract),
    }
    return render(request, "computed/cohorts.html", context)


def _months_told(one: Trajectory) -> list[int]:
    ranks = enumerate(one.months)
    return [month for rank, month in ranks if any(line.counts[rank] is not None for line in one.lines)]


def _one(contract: Contract, key: str) -> Trajectory:
    found = next((one for one in _found(contract) if one.cohort.key == key), None)
    if found is None:
        raise Http404("Cette cohorte n’existe pas dans ce contrat.")
    return found


@contract_view
def detail(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """One cohort: situations by month after the entry."""
    found = _one(contract, key)
    masker = masker_for(request.user, contract, lineages=())
    lines, rest, size = masked_trajectory(found, masker)
    context = {
        "found": found,
        "cohort": found.cohort,
        "lines": lines,
        "rest": rest,
        "size": size,
        "masks": any(MASKED in texts for texts in (*(texts for _, texts in lines), rest, [size])),
        "writes": may_write(request.user, contract),
        "history_url": reverse("history:entity", args=[contract.key, "cohort", found.cohort.pk]),
    }
    return render(request, "computed/cohort.html", context)


@contract_view
def chart(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """One bar a month, one part a situation; what is masked or not given is not drawn."""
    found = _one(contract, key)
    lines, rest, _ = masked_trajectory(found, masker_for(request.user, contract, lineages=()))
    texts = [(line.label, shown) for line, shown in lines] + [(UNKNOWN, rest)]
    rows = [(f"{month} mois", [_number(shown[rank]) for _, shown in texts]) for rank, month in enumerate(found.months)]
    spec = stacked_bars(rows, [label for label, _ in texts], unit="personnes")
    return HttpResponse(chart_svg(spec), content_type="image/svg+xml")


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """One line a cohort, a month and a situation; small numbers are masked for everybody."""
    if ending not in ENDINGS:
        raise Http404("Les cohortes s’exportent en XLSX ou en CSV.")
    columns = [
        SheetColumn("Clé", 16), SheetColumn("Cohorte", 40), SheetColumn("Entrée", 12), SheetColumn("Territoire", 24),
        SheetColumn("Sexe", 10), SheetColumn("Effectif", 12), SheetColumn("Mois", 8, "number"),
        SheetColumn("Situation", 30), SheetColumn("Nombre", 12), SheetColumn("Source", 40),
    ]  # fmt: skip
    masker = masker_for(None, contract, lineages=())
    rows = [line for one in _found(contract) for line in _lines(one, masker)]
    sheet = Sheet("Cohortes", columns, rows, title=f"{contract.name} : cohortes")
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-cohortes.{ending}"'
    return response


def _lines(one: Trajectory, masker: Masker) -> list[tuple]:
    lines, rest, size = masked_trajectory(one, masker)
    cohort = one.cohort
    frame = (
        cohort.key, cohort.label, cohort.entry, str(cohort.territory or "") or None, cohort.get_sex_display() or None,
        size or "non donné",
    )  # fmt: skip
    texts = [(line.label, shown) for line, shown in lines] + [(UNKNOWN, rest)]
    return [
        (*frame, month, label, shown[rank] or "non donné", cohort.source or None)
        for rank, month in enumerate(one.months)
        for label, shown in texts
    ]
