"""« Chiffres »: the tables of a period with their filters, their charts, the files behind them, the workbook."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.indicators.masking import threshold_of
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.outgoing import OUTSIDE
from faubourg.pathways.queries.behind import behind
from faubourg.pathways.queries.yearly import year_of
from faubourg.pathways.reporting import ReportTable
from faubourg.web.plie.charts import charts_of
from faubourg.web.plie.doors import note_names, plie_view
from faubourg.web.plie.numbers import FILTERS, Choice, choice_of, figures_of, loads_of, options_of, tables_of
from faubourg.web.plie.numbers_sheets import sheets_of
from faubourg.web.plie.periods import download
from faubourg.web.plie.spans import part_options
from faubourg.web.plie.views.report import READERS as REPORT_READERS

READERS = TEAM | frozenset(OUTSIDE)
A_PAGE = 50


@plie_view(READERS)
def numbers(request, contract):
    """Every table of the report for a period and a cut, with its figures first and its charts."""
    today = timezone.localdate()
    options = options_of(contract, today)
    choice = choice_of(request, options, today)
    threshold = threshold_of(contract) if choice.is_masked else 0
    year, address = year_of(contract, choice.cut), ""
    if not choice.is_masked:
        address = f"{reverse('plie:behind', args=[contract.key])}?{choice.query}"
    tables = tables_of(year, year.hidden(threshold), address)
    loads = loads_of(year, threshold, address)
    shown = {
        **_period(choice, today),
        "years": options["annee"],
        "parts": part_options(),
        "choices": [] if choice.is_masked else _choices(request, options, choice.kept),
        "tables": tables,
        "loads": loads,
        "charts": charts_of(contract, year, choice.span, loads, threshold),
        "figures": figures_of(tables),
        "masked": choice.is_masked,
        "dialogues": _dialogues(request, loads),
        "leads": AgentRole.COORDINATOR in request.roles,
        "editions": can(request.user, Verb.READ, contract),
        "report": bool(request.roles & REPORT_READERS),
        "people": year.tallies[ReportTable.SEX].total,
    }
    return render(request, "plie/numbers.html", shown)


def _period(choice: Choice, today: date) -> dict:
    """What the pages say of the period; `as_of`: the day of the figures while it runs."""
    return {
        "span": choice.span,
        "asked": choice.kept,
        "query": choice.query,
        "problem": choice.problem,
        "as_of": today if choice.span.runs_on(today) else None,
    }


def _choices(request, options, asked) -> list[tuple]:
    names = [name for name in FILTERS if options[name]]
    if AgentRole.COORDINATOR not in request.roles:
        names.remove("structure")
    return [(name, FILTERS[name], options[name], asked[name]) for name in names]


def _dialogues(request, loads) -> set[int]:
    """The structures whose dialogue de gestion the person opens."""
    if AgentRole.COORDINATOR in request.roles:
        return {one.pk for one in loads}
    return {agent.structure_id for agent in request.agents if agent.role == AgentRole.STRUCTURE}


@plie_view(TEAM)
def files(request, contract):
    """The files behind a figure, those that the person sees."""
    today = timezone.localdate()
    options = options_of(contract, today)
    choice = choice_of(request, options, today)
    table, label = (request.GET.get(name, "")[:200].replace("\0", "") for name in ("tableau", "ligne"))
    if not table:
        return redirect("plie:numbers", contract.key)
    found = behind(contract, choice.cut, table, label)
    if found is None:
        raise Http404("Ce chiffre n’a pas de liste de dossiers.")
    rows = found.participants(request.user, contract).select_related("residence__territory")
    shown = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "acts": found.rows.count(),
        "people": found.rows.order_by().values(found.path).distinct().count(),
        "label": label,
        "title": dict(ReportTable.choices).get(table, "Personnes au dernier jour, par structure"),
        "filters": _told(options, choice.kept),
        **_period(choice, today),
        "names": request.GET.get("noms") == "oui",
    }
    if shown["names"]:
        note_names(request, [one.pk for one in shown["page"].object_list])
    return render(request, "plie/behind.html", shown)


def _told(options, asked) -> list[str]:
    return [dict(options[name])[asked[name]] for name in FILTERS if asked[name]]


@plie_view(READERS)
def export(request, contract):
    """What the page shows as a workbook, its filters written in; small numbers masked for everybody."""
    today = timezone.localdate()
    options = options_of(contract, today)
    choice = choice_of(request, options, today)
    threshold, kept, named = threshold_of(contract), choice.kept, choice.span.slug
    filters = [(FILTERS[name], dict(options[name])[kept[name]]) for name in FILTERS if kept[name]]
    year = year_of(contract, choice.cut)
    sheets = sheets_of(
        year, choice, filters, tables_of(year, year.hidden(threshold)), loads_of(year, threshold), threshold,
        printed_on=today,
    )  # fmt: skip
    return download(sheets, "xlsx", f"{contract.key}-chiffres-{named}", f"Chiffres du PLIE {choice.span.named}")
