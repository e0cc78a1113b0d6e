"""The synthesis of a campaign: by objective and state, the rate with its definition, what was not realised."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.evaluation.permissions import can_evaluate
from faubourg.followup.models import Campaign
from faubourg.followup.queries import campaigns_reviewed, counting_reviews, synthesis
from faubourg.followup.queries.synthesis import DEFINITION
from faubourg.reports.fiche.words import state_kind
from faubourg.ui.typography import percent
from faubourg.web.reviews.showing import download, tabs_of
from faubourg.web.shell import contract_view

TONES = ("ok", "1", "on", "partial", "3", "hatch", "2", "none")


def _asked(contract: Contract, query) -> tuple[str, list[tuple[str, str]]]:
    titles = dict(Campaign.objects.of(contract).order_by("pk").values_list("key", "title"))
    choices = [(key, titles.get(key) or key.replace("-", " ")) for key in campaigns_reviewed(contract)]
    asked = query.get("campagne", "")
    return (asked if asked in dict(choices) else next((key for key, _ in choices), "")), choices


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What the reviews of a campaign say together."""
    campaign, choices = _asked(contract, request.GET)
    found = synthesis(contract, campaign)
    unmet = [
        row
        for row in counting_reviews(contract, campaign)
        if row.status and row.status.counts_as_implemented is False and row.counts_as != 0
    ]
    used = [state for state in found.states if found.of(state)]
    context = {
        "found": found,
        "campaign": campaign,
        "choices": choices,
        "definition": DEFINITION,
        "rate": percent(found.implemented, found.total, 1),
        "states": [
            {
                "state": state,
                "kind": state_kind(state.label, "oui" if state.counts_as_implemented else "", state.meaning),
                "count": found.of(state),
                "share": percent(found.of(state), found.total, 1),
            }
            for state in found.states
        ],
        "table": [{"line": line, "cells": [line.of(state) for state in found.states]} for line in found.lines],
        "totals": [found.of(state) for state in found.states],
        "series": [{"label": state.label, "tone": TONES[rank % len(TONES)]} for rank, state in enumerate(used)],
        "bars": [
            {"label": line.label, "url": "", "values": [line.of(state) for state in used]} for line in found.lines
        ],
        "bar_total": [found.of(state) for state in used],
        "unmet": unmet,
        "evaluates": can_evaluate(request.user, contract),
        "can_edit_held": can_edit_contract(request.user, contract),
        "tabs": tabs_of(contract, "reviews:synthesis"),
    }
    return render(request, "reviews/synthesis.html", context)


@contract_view
def export(request: HttpRequest, contract: Contract, ending: str) -> HttpResponse:
    """The table of the synthesis."""
    campaign, choices = _asked(contract, request.GET)
    found = synthesis(contract, campaign)
    columns = (
        SheetColumn("Objectif", 70),
        *(SheetColumn(state.label, 16) for state in found.states),
        SheetColumn("Sans état", 12),
        SheetColumn("Total", 12),
        SheetColumn("dont publiées sans lignes", 16),
        SheetColumn("Lignes fusionnées, non comptées", 16),
    )
    rows = [
        (line.label, *(line.of(s) for s in found.states), line.unsaid, line.total, line.held.total(), line.merged)
        for line in found.lines
    ]
    rows.append(("Total", *(found.of(s) for s in found.states), found.unsaid, found.total, found.held, found.merged))
    rate = (
        f"{found.implemented} sur {found.total} : {percent(found.implemented, found.total, 1)}. " if found.total else ""
    )
    title = f"{contract.name} : synthèse des bilans, {dict(choices).get(campaign, '')}"
    sheet = Sheet("Synthèse des bilans", columns, rows, title=title, note=rate + DEFINITION)
    return download(contract, sheet, ending, "bilans-synthese")
