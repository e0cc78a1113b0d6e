"""The figures that the document prints, beside ours: the list under its filters, on screen and as a file."""

from collections import Counter

import yaml
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.exchange.figures import FigureClass, figures_of
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.partners.similarity import words
from faubourg.reports.actors.published import published_lines
from faubourg.web.actors.files import sheet_response
from faubourg.web.actors.views.tables import document_counts
from faubourg.web.shell import contract_view

PAGE = 50
#: Rows told of one figure: beyond, their count.
MOST = 500
#: The fields that name a record, the first that is filled.
NAMING = ("title", "name", "label", "text", "printed", "action", "organisation", "indicator", "key")
#: Sections whose records have a page.
PAGES = {
    "actions": "fiche:detail",
    "nodes": "plan:node",
    "organisations": "actors:organisation",
    "territories": "actors:territory",
    "schemes": "actors:scheme",
    "tables": "actors:table",
}
COLUMNS = (
    SheetColumn("Clé", 30),
    SheetColumn("Chiffre", 60),
    SheetColumn("Imprimé", 22),
    SheetColumn("Calculé", 14, "number"),
    SheetColumn("Numérateur", 12, "number"),
    SheetColumn("Dénominateur", 14, "number"),
    SheetColumn("Écart", 26),
    SheetColumn("Explication", 60),
    SheetColumn("Valeurs déduites", 16, "number"),
    SheetColumn("Ligne", 10, "number"),
    SheetColumn("Base", 60),
    SheetColumn("Origine", 14),
)


@contract_view
def published(request, contract):
    """The figures that the document prints beside ours, what each is counted on, and the gap."""
    lines = _lines(contract)
    classes = Counter(line["figure"].klass for line in lines)
    found = [FigureClass(name) for name in FigureClass.values if classes[name]]
    context = {
        "page": Paginator(_kept(lines, request.GET), PAGE).get_page(request.GET.get("page")),
        "classes": [(klass.label, klass.value, classes[klass]) for klass in found],
        "options": [(klass.value, klass.label) for klass in found],
        "counts": document_counts(contract),
        "asked": {name: request.GET.get(name, "") for name in ("q", "ecart")},
    }
    return render(request, "actors/published.html", context)


@contract_view
def published_file(request, contract, ending):
    """The list as filtered on screen."""
    rows = [_row(line["line"], line["figure"]) for line in _kept(_lines(contract), request.GET)]
    sheet = Sheet("Chiffres publiés", COLUMNS, rows, title=f"{contract.name} : chiffres publiés")
    return sheet_response([sheet], ending, f"{contract.key}-chiffres-publies")


@contract_view
def figure_rows(request, contract, key):
    """One figure and the rows on which ours was counted, each with its page where it has one."""
    found = next((line for line in _lines(contract) if line["line"].row.key == key), None)
    if found is None:
        raise Http404("Ce chiffre n’existe pas.")
    counted = counted_of(contract, found["figure"])
    context = {"line": found["line"], "figure": found["figure"], "counted": counted, "most": MOST}
    context["data"] = yaml.safe_dump(found["line"].row.measure, allow_unicode=True, sort_keys=False)
    return render(request, "actors/published_figure.html", context)


def counted_of(contract, figure) -> list[dict]:
    """The rows on which a figure was counted, section by section."""
    return [
        {"title": _section_title(path), "count": len(records), "rows": [_told(contract, path, one) for one in records]}
        for path, records in figure.counted
    ]


def _section_title(path: str) -> str:
    section = FLAT_BY_NAME.get(path)
    return section.title if section else "Autres indications du document"


def _told(contract, path: str, record) -> dict[str, str]:
    """A counted record in a line: its code, its name, the address of its page, its line in the document."""
    if not isinstance(record, dict):
        return {"code": "", "name": str(record), "url": "", "line": ""}
    # What a value printed may be a small number: it is named by its indicator.
    naming = ("indicator",) if path == "values" else NAMING
    name = next((str(record[field]) for field in naming if record.get(field)), "")
    address = PAGES.get(path)
    url = reverse(address, args=[contract.key, record["key"]]) if address and record.get("key") else ""
    line = record.get("line") or record.get("line_start") or ""
    return {"code": str(record.get("code") or ""), "name": name or "sans intitulé", "url": url, "line": str(line)}


def _lines(contract) -> list[dict]:
    figures = {figure.key: figure for figure in figures_of(contract)}
    return [{"line": line, "figure": figures[line.row.key]} for line in published_lines(contract)]


def _kept(lines: list[dict], query) -> list[dict]:
    """Those of a class (`ecart`) whose label holds every word of `q`."""
    klass, wanted = query.get("ecart", ""), words(query.get("q", "")[:200])
    return [
        line
        for line in lines
        if (not klass or line["figure"].klass == klass)
        and all(word in " ".join(words(line["line"].row.label)) for word in wanted)
    ]


def _row(line, figure) -> tuple:
    facts = (figure.shown, figure.numerator, figure.denominator, figure.klass.label, figure.reason or None)
    origin = line.row.get_origin_display()
    return (line.row.key, line.row.label, line.value or None, *facts, figure.deduced, line.row.line, line.basis, origin)
