"""The contract seen from above: matrix sheets, tableau récapitulatif, crossings."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from faubourg.documents.sheets import Sheet, write_csv, write_xlsx
from faubourg.reports.annex import annex_of, annex_sheet
from faubourg.reports.overview.crossings import KINDS, crossing_of
from faubourg.reports.overview.exports import DISTINCT, crossing_sheets
from faubourg.reports.overview.matrix import WHOLE, matrix_links, matrix_sheets
from faubourg.reports.overview.summary import level_names, summary_of, summary_sheets
from faubourg.web.overview.forms import ROLE_LABEL, UNFOLDED, annex_request, annex_states, crossing_request
from faubourg.web.shell import contract_view

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@contract_view
def matrices(request, contract):
    """Every matrix sheet of the contract, with its counters."""
    families: dict[str, list] = {}
    for link in matrix_links(contract):
        title = " · ".join(node.label for node in link.path) or "Premier niveau de l’arbre"
        families.setdefault(title, []).append(link)
    return render(request, "overview/matrices.html", {"families": list(families.items())})


@contract_view
def matrix(request, contract, key):
    """One sheet: a column an objective."""
    sheets = matrix_sheets(contract, key)
    if not sheets:
        raise Http404("Cet élément n’a pas de fiche matrice.")
    context = {"sheet": sheets[0], "document_key": "" if key == WHOLE else key}
    return render(request, "overview/matrix.html", context)


@contract_view
def summary(request, contract):
    """The tableau récapitulatif, its actions folded or not."""
    found = summary_of(contract)
    context = {
        "summary": found,
        "levels": level_names(found),
        "unfolded": request.GET.get("actions") == UNFOLDED,
        "agreeing": f"{found.agreeing} sur {found.printed}",
    }
    return render(request, "overview/summary.html", context)


@contract_view
def summary_export(request, contract, ending):
    """One line an action under its path, and the counters of each node."""
    return _file(contract, summary_sheets(summary_of(contract)), "recapitulatif", ending)


@contract_view
def annex(request, contract):
    """The fiches in the six columns of a PLIE's annex."""
    found = annex_of(contract, **annex_request(request.GET))
    context = {"annex": found, "query": request.GET.urlencode(), "states": annex_states(found)}
    return render(request, "overview/annex.html", context)


@contract_view
def annex_export(request, contract, ending):
    """The list on screen: same year, same state."""
    found = annex_of(contract, **annex_request(request.GET))
    return _file(contract, [annex_sheet(found)], "etat-des-fiches", ending)


@contract_view
def crossings(request, contract):
    """One crossing at a time; each cell opens the rows that it counts."""
    key, choice, level = crossing_request(request.GET)
    crossing = crossing_of(contract, key, choice, level)
    context = {
        "crossing": crossing,
        "kinds": [{"label": kind.title, "url": f"?croisement={kind.key}", "current": kind.key == key, "count": None}
                  for kind in KINDS.values()],
        "choice_label": ROLE_LABEL.get(key, ""),
        "distinct": DISTINCT,
        "covered": sum(bool(line.covers) for line in crossing.measures),
        "adapted": sum(any(cover.adapted for cover in line.covers) for line in crossing.measures),
    }  # fmt: skip
    return render(request, "overview/crossings.html", context)


@contract_view
def crossings_export(request, contract, ending):
    """The crossing on screen, as a workbook or as CSV."""
    key, choice, level = crossing_request(request.GET)
    sheets = crossing_sheets(contract, crossing_of(contract, key, choice, level))
    return _file(contract, sheets, f"croisement-{key}", ending)


def _file(contract, sheets: list[Sheet], name: str, ending: str) -> HttpResponse:
    if ending not in CONTENT_TYPES:
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    content = write_csv(sheets[0]) if ending == "csv" else write_xlsx(sheets, title=f"{contract.name} : {name}")
    response = HttpResponse(content, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{contract.key}-{name}.{ending}"'
    return response
