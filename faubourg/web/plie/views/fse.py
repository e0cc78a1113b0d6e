"""The questionnaires of the FSE+: what is to be asked, and each of them; where the PLIE asks them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.choices import ExitState
from faubourg.pathways.models import EntryFacts, Exit, ExitFacts, Pathway
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.aftermath import dates_of
from faubourg.pathways.queries.questionnaires import ENTRY as ENTRY_NAMES
from faubourg.pathways.queries.questionnaires import EXIT as EXIT_NAMES
from faubourg.pathways.queries.questionnaires import (
    LATER,
    entries_due,
    entry_of,
    exits_due,
    exits_of,
    later_due,
    missing,
)
from faubourg.ui.typography import plural
from faubourg.web.plie.acts.fse import ENTRY, EXIT
from faubourg.web.plie.doors import person_at, plie_view
from faubourg.web.plie.views.acting import perform

A_PAGE = 50
ANSWERS = "réponse manquante,réponses manquantes"
#: The three questionnaires, by the word of their address.
TABS = (("entree", "À l’entrée"), ("sortie", "Après la sortie"), ("six-mois", "Six mois après"))


@plie_view(TEAM)
def listed(request, contract):
    """The questionnaires that wait for an answer, of the persons that the reader sees."""
    _asked_here(contract)
    today = timezone.localdate()
    rows = {
        "entree": entries_due(request.user, contract),
        "sortie": exits_due(request.user, contract),
        "six-mois": later_due(request.user, contract, on=today),
    }
    kind = request.GET.get("moment", "")
    kind = kind if kind in rows else "entree"
    page = Paginator(rows[kind], A_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"label": label, "url": f"?moment={name}", "count": rows[name].count(), "current": name == kind}
        for name, label in TABS
    ]
    shown = {"page": page, "tabs": tabs, "kind": kind, "lines": [_line(row, kind, today) for row in page.object_list]}
    return render(request, "plie/fse.html", shown)


def _line(row: Pathway | Exit, kind: str, today) -> dict:
    """What a line of the list shows of a pathway or an exit."""
    if kind == "entree":
        told = {"path": row, "on": row.entered_on, "until": None}
        return told | {"missing": len(missing(getattr(row, "entry_facts", None), EntryFacts, ENTRY_NAMES))}
    names, until = (LATER, dates_of(row)[1].until) if kind == "six-mois" else (EXIT_NAMES, dates_of(row)[0].until)
    count = len(missing(getattr(row, "facts", None), ExitFacts, names))
    return {"path": row.pathway, "exit": row, "on": row.on, "until": until, "late": until < today, "missing": count}


@plie_view(TEAM)
def entry(request, contract, number, pk):
    """The questionnaire of the entry."""
    _asked_here(contract)
    who = person_at(request, contract, number, "Questionnaire FSE+")
    rows = Pathway.objects.for_user(request.user).filter(participant=who)
    path = get_object_or_404(rows.select_related("participant__contract", "contract"), pk=pk)
    answer = perform(request, ENTRY, path, **_around(contract, who))
    return _told(request, answer, lambda: entry_of(path).missing)


@plie_view(TEAM)
def exit(request, contract, number, pk):
    """The questionnaire of the exit, six months later included once their day has come."""
    _asked_here(contract)
    who = person_at(request, contract, number, "Questionnaire FSE+")
    rows = Exit.objects.for_user(request.user).filter(pathway__participant=who, state=ExitState.VALIDATED)
    row = get_object_or_404(rows.select_related("pathway__participant__contract", "pathway__contract"), pk=pk)
    answer = perform(request, EXIT, row, **_around(contract, who))
    today = timezone.localdate()
    return _told(
        request, answer, lambda: [name for one in exits_of(row, on=today) if not one.opens for name in one.missing]
    )


def _told(request, answer, lacking):
    """What is still missing is said once the questionnaire is saved."""
    if answer.status_code == 302:
        names = lacking()
        messages.info(request, f"{plural(len(names), ANSWERS)}." if names else "Le questionnaire est complet.")
    return answer


def _asked_here(contract) -> None:
    if not protocol_of(contract).fse_pack:
        raise Http404("Ce PLIE ne pose pas les questionnaires FSE+ : voyez « Réglages ».")


def _around(contract, who) -> dict:
    back = reverse("plie:file", args=[contract.key, who.number])
    return {"back": back, "crumbs": [("Participants", reverse("plie:people", args=[contract.key])), (str(who), back)]}
