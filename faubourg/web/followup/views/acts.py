"""What is done with a campaign: opened, closed, frozen, opened again, removed; and its lines, many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.followup.operations import (
    add_what_appeared,
    ask_correction,
    close_campaign,
    freeze_campaign,
    open_campaign,
    remove_campaign,
    reopen_campaign,
    validate_lines,
)
from faubourg.followup.operations.refusals import NOT_RUNNING, FollowupError
from faubourg.followup.permissions import can_run
from faubourg.ui.typography import nbsp, plural
from faubourg.web.followup.forms import ReasonForm
from faubourg.web.followup.views.campaigns import campaign_of
from faubourg.web.shell import contract_view

#: Act → (question, what it does, button, said afterwards, operation).
ACTS = {
    "ouvrir": (
        "Ouvrir la campagne ?", "Chaque organisme producteur reçoit ses lignes, avec un code pour chacune.",
        "Ouvrir la campagne", "Campagne ouverte.", open_campaign,
    ),
    "clore": (
        "Clore la campagne ?", "Plus personne ne saisit. Elle peut être rouverte, avec un motif.",
        "Clore la campagne", "Campagne close.", close_campaign,
    ),
    "figer": (
        "Figer la campagne ?", "Les valeurs demandées ne changent plus, pour personne. La rouvrir demande un motif.",
        "Figer la campagne", "Campagne figée.", freeze_campaign,
    ),
    "completer": (
        "Ajouter ce qui est apparu depuis ?",
        "Les indicateurs et les producteurs venus depuis l’ouverture sont demandés. Rien d’autre ne change.",
        "Ajouter", "", add_what_appeared,
    ),
    "retirer": (
        "Retirer cette campagne ?", "Elle n’a jamais été ouverte : rien ne se perd.", "Retirer", "Campagne retirée.",
        remove_campaign,
    ),
    "rouvrir": (
        "Rouvrir la campagne ?", "La saisie reprend pour les lignes qui ne sont pas validées.", "Rouvrir",
        "Campagne rouverte.", reopen_campaign,
    ),
}  # fmt: skip
#: Digits of a number of row: longer ones are nobody's.
DIGITS = 18


@contract_view
def act(request, contract, key, act):
    """Ask, then do."""
    if act not in ACTS:
        raise Http404("Cela ne se fait pas avec une campagne.")
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = campaign_of(contract, key)
    title, words, button, said, operation = ACTS[act]
    form = ReasonForm(request.POST or None) if act == "rouvrir" else None
    if request.method == "POST" and (form is None or form.is_valid()):
        facts = {"reason": form.cleaned_data["reason"]} if form else {}
        try:
            made = operation(campaign=row, by=request.user, at=timezone.now(), **facts)
        except FollowupError as error:
            messages.error(request, nbsp(str(error)))
        else:
            messages.success(request, said or nbsp(f"{plural(made, 'ligne ajoutée,lignes ajoutées')}."))
        return redirect("followup:campaigns" if act == "retirer" else row.get_absolute_url(), *_keys(act, contract))
    shown = {"row": row, "title": title, "words": words, "button": button, "form": form}
    return render(request, "followup/act.html", shown)


def _keys(act: str, contract) -> list[str]:
    return [contract.key] if act == "retirer" else []


@contract_view
@require_POST
def decide(request, contract, key):
    """Validate the lines that are ticked, or send them back with a reason."""
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = campaign_of(contract, key)
    ticked = [int(pk) for pk in request.POST.getlist("ligne") if pk.isdecimal() and len(pk) <= DIGITS]
    facts = {"campaign": row, "lines": ticked, "by": request.user, "at": timezone.now()}
    try:
        if request.POST.get("faire") == "corriger":
            done = ask_correction(**facts, reason=request.POST.get("motif", "").replace("\0", ""))
            words = "correction demandée,corrections demandées"
        else:
            done = validate_lines(**facts)
            words = "ligne validée,lignes validées"
    except FollowupError as error:
        messages.error(request, nbsp(str(error)) if ticked else "Aucune ligne n’est cochée.")
    else:
        messages.success(request, nbsp(f"{plural(len(done), words)}."))
    return redirect(f"{row.get_absolute_url()}?{request.GET.urlencode()}#lignes")
