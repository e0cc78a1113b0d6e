"""« Saisie des valeurs »: the grid, one cell on its own, the grid as a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.contracts.permissions import reach
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.indicators.cells import SEXES, cell_named, is_quarter, token_of
from faubourg.indicators.locks import locks_of
from faubourg.indicators.masking import masker_for, reads_small_numbers
from faubourg.indicators.models import Indicator
from faubourg.indicators.operations import REFUSED, Typed, write_cells
from faubourg.indicators.queries import Grid, categories_of, grid_of
from faubourg.ui.typography import nbsp, plural
from faubourg.web.shell import contract_view
from faubourg.web.values.choosing import Chosen, choose, read_year, years_of
from faubourg.web.values.drawing import cells_html
from faubourg.web.values.sheets import grid_sheet

ENDINGS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The grid under the filters; POST writes the cells that were changed."""
    chosen = choose(request.user, contract, request.GET, today=timezone.localdate())
    outcomes = []
    if request.method == "POST":
        if not chosen.writes:
            raise PermissionDenied(REFUSED)
        if asked := _wrong_year(request.GET.get("annee"), chosen.years):
            messages.error(request, nbsp(asked))
            return redirect("values:grid", contract.key)
        cells = _typed(request.POST)
        outcomes = write_cells(contract=contract, year=chosen.year, cells=cells, user=request.user, at=timezone.now())
        left = [one for one in outcomes if one.state != "saved"]
        _tell(request, len(outcomes) - len(left), len(left))
        if not left:
            return redirect(f"{request.path}?{request.GET.urlencode()}")
    grid, lines = chosen.grid(request.user, request.GET.get("page"))
    _put_back(grid, outcomes)
    context = {
        "chosen": chosen,
        "grid": grid,
        "page": lines,
        "lines": _lines(chosen, grid, request.user),
        "tokens": _tokens(grid),
        "headings": [SEXES[column.sex][1] for column in grid.columns],
        "before": grid.year - 1,
        "has_masked": any(cell.masked for line in grid.lines for cell in line.cells if cell),
        "rules_masking": reads_small_numbers(request.user, contract),
    }
    return render(request, "values/grid.html", context)


def _lines(chosen: Chosen, grid: Grid, user) -> list[tuple]:
    """Each line with its cells, and why they are shut; what was typed there and refused stays in its field."""
    day = timezone.localdate()
    locks = locks_of(chosen.contract, year=grid.year, user=user, day=day) if chosen.writes else None
    rows = []
    for line in grid.lines:
        why = locks.why(line.indicator.lineage_id) if locks else ""
        typed = any(cell.error for cell in line.cells if cell)
        rows.append((line, cells_html(line, writes=chosen.writes and (typed or not why)), why))
    return rows


def _wrong_year(text: str | None, years: list[int]) -> str:
    """Why nothing can be written for the year that a sending names; one that names none is for the year shown."""
    if not text or text in map(str, years):
        return ""
    return f"« {text[:20]} » n’est pas une année du contrat ({years[-1]} à {years[0]}) : rien n’a été enregistré."


def _typed(posted: QueryDict) -> list[Typed]:
    """The cells of the form, each with the token of the text that it had."""
    tokens = dict(pair.split(":", 1) for pair in posted.get("jetons", "").split() if ":" in pair)
    named = ((name, cell_named(name)) for name in posted if name.startswith("v-"))
    return [Typed(*place, posted[name], tokens.get(name, "")) for name, place in named if place]


def _tokens(grid) -> str:
    cells = (cell for line in grid.lines for cell in line.cells if cell and cell.token)
    return " ".join(f"{cell.name}:{cell.token}" for cell in cells)


def _tell(request: HttpRequest, saved: int, left: int) -> None:
    if saved:
        messages.success(request, nbsp(f"{plural(saved, 'cellule enregistrée,cellules enregistrées')}."))
    if left:
        kept = plural(left, "cellule n’a pas été enregistrée,cellules n’ont pas été enregistrées")
        messages.error(request, nbsp(f"{kept} : ce que vous avez saisi est gardé ci-dessous, avec la raison."))
    if not saved and not left:
        messages.info(request, "Rien n’a changé.")


def _put_back(grid, outcomes) -> None:
    """What was typed and not saved stays in its cell, with why; the next sending of a conflict writes over."""
    left = {(one.typed.indicator, one.typed.place): one for one in outcomes if one.state != "saved"}
    for line in grid.lines:
        for cell in filter(None, line.cells):
            if one := left.get((line.indicator.pk, cell.column.place)):
                cell.text, cell.token, cell.error = one.typed.text, token_of(one.text), one.message


@contract_view
@require_POST
def cell(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Save one cell on its own, and say what the sums of its line give."""
    today = timezone.localdate()
    if reach(request.user, Verb.ENTER_VALUES, contract) is None:
        raise PermissionDenied(REFUSED)
    place = cell_named(request.POST.get("cellule", ""))
    if place is None:
        return JsonResponse({"state": "refused", "message": "Cette cellule n’existe pas.", "flags": []})
    indicator = get_object_or_404(Indicator, pk=place[0], version=contract.current_version_id)
    if asked := _wrong_year(request.POST.get("annee"), years_of(contract, today)):
        return JsonResponse({"state": "refused", "message": nbsp(asked), "flags": []})
    year = read_year(request.POST.get("annee", ""), years_of(contract, today), today)
    typed = Typed(*place, request.POST.get("texte", ""), request.POST.get("jeton", ""))
    outcomes = write_cells(contract=contract, year=year, cells=[typed], user=request.user, at=timezone.now())
    shown = [row for row in ListedTerritory.objects.of(contract) if is_quarter(row) or row.pk == place[1][0]]
    by_category = len(place[1]) > 2
    categories = categories_of([indicator], contract=contract) if by_category else ()
    masker = masker_for(request.user, contract, lineages=[indicator.lineage_id])
    facts = {"contract": contract, "year": year, "masker": masker, "categories": categories}
    line = grid_of([indicator], shown, every=True, **facts).lines[0]
    now = next((one for one in line.cells if one and one.column.place == place[1]), None)
    outcome = outcomes[0] if outcomes else None
    answer = {
        "state": outcome.state if outcome else "saved",
        "message": nbsp(outcome.message) if outcome else "",
        "text": now.text if now else "",
        "token": now.token if now else "",
        "flags": [nbsp(flag) for flag in line.flags],
    }
    return JsonResponse(answer)


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The grid on screen as a file: every line under the filters."""
    if ending not in ENDINGS:
        raise Http404("Les valeurs s’exportent en XLSX ou en CSV.")
    chosen = choose(request.user, contract, request.GET, today=timezone.localdate())
    sheet = grid_sheet(chosen)
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=sheet.title)
    response = HttpResponse(content, content_type=ENDINGS[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-valeurs-{chosen.year}.{ending}"'
    return response
