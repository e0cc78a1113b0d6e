"""The guichet des clauses on screen: figures of a year, markets, contracts with their hours, the file of figures."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Beneficiary, Market, MissionEvaluation, name_key
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.permissions import can_keep_clauses
from faubourg.pathways.queries import clauses as queries
from faubourg.web.plie.acts.clauses import CONTRACT_ACTS, MARKET_ACTS, add_market, add_mission, change_mission
from faubourg.web.plie.doors import note_opening, note_openings, plie_view
from faubourg.web.plie.figures import clause_sheets
from faubourg.web.plie.forms.clauses import MarketForm, MissionForm, NewMissionForm
from faubourg.web.plie.periods import download, period_of
from faubourg.web.plie.views.acting import perform

KEEPERS = frozenset({AgentRole.COORDINATOR, AgentRole.CLAUSES})
A_PAGE = 50


@plie_view(KEEPERS)
def page(request, contract):
    """A year of clauses: hours, persons, donneurs d'ordre, quarters."""
    rows = queries.contracts_seen(request.user, contract)
    period = period_of(request, queries.years_of(rows))
    shown = {
        "period": period,
        "summary": queries.summary(contract, rows, period.first, period.last),
        "buyers": queries.by_buyer(contract, rows, period.first, period.last),
        "quarters": queries.quarterly(rows, period.year),
        "fte_hours": queries.fte_hours_of(contract),
    }
    return render(request, "plie/clauses_page.html", shown)


@plie_view(KEEPERS)
def export(request, contract, ending):
    """The figures of the year, to download."""
    rows = queries.contracts_seen(request.user, contract)
    period = period_of(request, queries.years_of(rows))
    sheets = clause_sheets(
        queries.summary(contract, rows, period.first, period.last),
        queries.by_buyer(contract, rows, period.first, period.last),
        queries.quarterly(rows, period.year),
    )
    return download(sheets, ending, f"clauses-{period.year}", f"Clauses d’insertion {period.year}")


@plie_view(KEEPERS)
def markets(request, contract):
    """Every market: coming, running, over; hours worked beside those it commits to."""
    today, state = timezone.localdate(), request.GET.get("etat", "")
    found = queries.markets_with_hours(contract, queries.contracts_seen(request.user, contract))
    lines = [(market, market.state_on(today), hours) for market, hours in found]
    states = [(one, one) for one in ("en cours", "à venir", "terminé")]
    if state in dict(states):
        lines = [line for line in lines if line[1] == state]
    shown = {"lines": lines, "states": states, "state": state, "is_empty": not found}
    return render(request, "plie/clauses_markets.html", shown)


def _market_crumbs(contract) -> list[tuple[str, str]]:
    return [("Clauses", reverse("plie:clauses", args=[contract.key])),
            ("Marchés", reverse("plie:markets", args=[contract.key]))]  # fmt: skip


@plie_view(KEEPERS)
def market_add(request, contract):
    """A new market."""
    sent = request.POST if request.method == "POST" else None
    form = MarketForm(sent, subject=None, contract=contract, user=request.user)
    if sent is not None and form.is_valid():
        try:
            row = add_market(contract, form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Marché ajouté.")
            return redirect("plie:market", contract.key, row.pk)
    back = reverse("plie:markets", args=[contract.key])
    shown = {"form": form, "title": "Nouveau marché", "back": back, "crumbs": _market_crumbs(contract)}
    return render(request, "plie/dispositif_form.html", shown)


@plie_view(KEEPERS)
def market(request, contract, pk):
    """One market: its lots, its contracts."""
    row = get_object_or_404(Market.objects.of(contract).select_related("operation__buyer"), pk=pk)
    seen = queries.contracts_seen(request.user, contract)
    hours = dict(queries.markets_with_hours(contract, seen))[row]
    shown = {
        "row": row,
        "state": row.state_on(timezone.localdate()),
        "lots": row.lots.select_related("company").order_by("name", "pk"),
        "missions": seen.filter(market=row),
        "hours": hours,
        "crumbs": _market_crumbs(contract),
    }
    note_openings(request, [one.beneficiary for one in shown["missions"]])
    return render(request, "plie/clauses_market.html", shown)


@plie_view(KEEPERS)
def market_act(request, contract, pk, name):
    """Change a market, add a lot."""
    if name not in MARKET_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = get_object_or_404(Market.objects.of(contract).select_related("operation__buyer__contract"), pk=pk)
    back = reverse("plie:market", args=[contract.key, row.pk])
    crumbs = [*_market_crumbs(contract), (row.name, back)]
    return perform(request, MARKET_ACTS[name], row, back=back, crumbs=crumbs)


@plie_view(KEEPERS | TEAM)
def missions(request, contract):
    """The clause contracts that the person sees, found by name, by year, by what is left to evaluate."""
    rows = queries.contracts_seen(request.user, contract)
    period, asked = period_of(request, queries.years_of(rows)), request.GET
    found = rows
    if asked.get("annee"):
        found = queries.in_period(found, period.first, period.last)
    for word in name_key(asked.get("q", "")).split():
        named = Beneficiary.objects.of(contract).filter(name_key__contains=f" {word}").order_by()
        found = found.filter(beneficiary__in=named.values("pk"))
    if asked.get("suite") == "a-evaluer":
        found = queries.unevaluated(found, on=timezone.localdate())
    shown = {
        "page": Paginator(found.order_by("-start", "-pk"), A_PAGE).get_page(asked.get("page")),
        "period": period,
        "year": str(period.year) if asked.get("annee") else "",
        "words": asked.get("q", ""),
        "todo": [("a-evaluer", "Finis, à évaluer")],
        "asked_todo": asked.get("suite", ""),
        "can_add": can_keep_clauses(request.user, contract),
        "is_empty": not rows.exists(),
    }
    note_openings(request, [one.beneficiary for one in shown["page"].object_list])
    return render(request, "plie/clauses_contracts.html", shown)


def _mission(request, contract, pk):
    return get_object_or_404(queries.contracts_seen(request.user, contract), pk=pk)


def _crumbs(contract, row=None) -> list[tuple[str, str]]:
    found = [("Contrats clauses", reverse("plie:clause-contracts", args=[contract.key]))]
    return found if row is None else [*found, (str(row), row.get_absolute_url())]


@plie_view(KEEPERS)
def mission_add(request, contract):
    """A new contract, and its person."""
    return _typed(request, contract, NewMissionForm, None, add_mission, "Nouveau contrat clauses")


@plie_view(KEEPERS)
def mission_change(request, contract, pk):
    """A contract said otherwise."""
    row = _mission(request, contract, pk)
    return _typed(request, contract, MissionForm, row, change_mission, "Modifier le contrat")


def _typed(request, contract, kind, row, write, title):
    sent = request.POST if request.method == "POST" else None
    form = kind(sent, subject=row, contract=contract, user=request.user)
    if sent is not None and form.is_valid():
        try:
            row = write(row or contract, form, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Contrat enregistré.")
            return redirect(row)
    back = row.get_absolute_url() if row else reverse("plie:clause-contracts", args=[contract.key])
    shown = {"form": form, "title": title, "back": back, "crumbs": _crumbs(contract, row)}
    return render(request, "plie/dispositif_form.html", shown)


@plie_view(KEEPERS | TEAM)
def mission(request, contract, pk):
    """One contract: the person, the hours month by month, the evaluation."""
    row = _mission(request, contract, pk)
    note_opening(request, row.beneficiary, "Contrat clauses")
    hours = list(row.hours.order_by("month"))
    shown = {
        "row": row,
        "hours": hours,
        "total": sum(one.hours for one in hours),
        "evaluation": MissionEvaluation.objects.for_user(request.user).filter(clause_contract=row).first(),
        "can_write": can_keep_clauses(request.user, contract),
        "crumbs": _crumbs(contract),
    }
    return render(request, "plie/clauses_contract.html", shown)


@plie_view(KEEPERS)
def mission_act(request, contract, pk, name):
    """Hours, evaluation, removal."""
    if name not in CONTRACT_ACTS:
        raise Http404("Cette adresse n’existe pas.")
    row = _mission(request, contract, pk)
    removes = request.method == "POST" and name == "retirer"
    back = reverse("plie:clause-contracts", args=[contract.key]) if removes else row.get_absolute_url()
    return perform(request, CONTRACT_ACTS[name], row, back=back, crumbs=_crumbs(contract, row))
