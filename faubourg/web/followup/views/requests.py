"""A request: its référent·e answers it, the chef·fe de projet validates it, line by line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from faubourg.followup.authors import Author
from faubourg.followup.choices import OWED, LineState, Renewal
from faubourg.followup.models import CampaignRequest
from faubourg.followup.operations import (
    answer_lines,
    appoint,
    ask_correction,
    mark_unavailable,
    submit_request,
    take_back,
    validate_lines,
)
from faubourg.followup.operations.refusals import NOT_RUNNING, NOT_YOURS, FollowupError
from faubourg.followup.permissions import can_answer, can_run
from faubourg.followup.queries import Row, people_of, rows_of, whole
from faubourg.ui.typography import nbsp, plural
from faubourg.web.followup.board import GLYPHS
from faubourg.web.followup.sheet import LINES, answers_of, cards_of, put_back, tokens_of
from faubourg.web.followup.views.campaigns import campaign_of
from faubourg.web.shell import contract_view

#: Lines that are left and that the message names.
NAMED = 3


@contract_view
def page(request, contract, key, organisation):
    """The lines of the request; POST keeps what was typed, then sends, validates or asks what its button says."""
    row = _request(contract, key, organisation)
    every = [one for one in rows_of(row.campaign, contract) if one.line.request_id == row.pk]
    state = request.GET.get("etat", "")
    kept = [one for one in every if state in (one.line.state, "") or state not in LineState.values]
    found = Paginator(kept, LINES).get_page(request.GET.get("page"))
    answers, done = [], []
    if request.method == "POST":
        if not can_answer(request.user, row, contract):
            raise PermissionDenied(NOT_YOURS)
        answers = answers_of(request.POST, found.object_list)
        author = Author(user=request.user)
        done = answer_lines(request=row, answers=answers, author=author, at=timezone.now())
        if all(one.is_whole for one in done):
            _act(request, row, every, author)
            return redirect(f"{request.path}?{request.GET.urlencode()}")
        messages.error(request, "Tout n’a pas été enregistré : ce que vous avez saisi est gardé, avec la raison.")
    return _show(request, contract, row, every, found, (answers, done))


@contract_view
@require_POST
def referent(request, contract, key, organisation):
    """Say who answers the request."""
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = _request(contract, key, organisation)
    people = people_of(contract).get(row.organisation_id, [])
    chosen = next((one for one in people if str(one.pk) == request.POST.get("referent")), None)
    try:
        appoint(request=row, referent=chosen, by=request.user, at=timezone.now())
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))
    else:
        messages.success(request, "Référent·e enregistré·e.")
    return redirect(row.get_absolute_url())


def _request(contract, key: str, organisation: str) -> CampaignRequest:
    campaign = campaign_of(contract, key)
    rows = CampaignRequest.objects.filter(campaign=campaign).select_related("organisation", "referent")
    row = get_object_or_404(rows, organisation__key=organisation)
    row.campaign = campaign
    return row


def _show(request, contract, row: CampaignRequest, every: list[Row], found, sent: tuple) -> HttpResponse:
    runs = can_run(request.user, contract)
    today = timezone.localdate()
    if sent[1]:
        # What was written meanwhile is read again: the rows were loaded before.
        fresh = {one.line.pk: one for one in rows_of(row.campaign, contract)}
        found.object_list = [fresh[one.line.pk] for one in found.object_list]
    cards = cards_of(found.object_list, row.campaign, contract, user=request.user, today=today, runs=runs)
    put_back(cards, *sent)
    answers = can_answer(request.user, row, contract)
    shown = {
        "row": row,
        "page": found,
        "cards": cards,
        "tokens": tokens_of(cards),
        "tally": whole(every),
        "answers": answers,
        "runs": runs and row.campaign.is_open,
        "writes": answers and any(not card.why for card in cards),
        "owed": OWED,
        "choices": [(one.value, capfirst(one.label)) for one in Renewal],
        "states": [(one.value, capfirst(one.label)) for one in LineState],
        "glyphs": GLYPHS,
        "is_past": row.campaign.is_past(today),
        "people": people_of(contract).get(row.organisation_id, []) if runs else [],
    }
    return render(request, "followup/request.html", shown)


def _act(request, row: CampaignRequest, every: list[Row], author: Author) -> None:
    """Do what the button says, once everything typed is kept."""
    act, _, number = request.POST.get("faire", "").partition("-")
    line = next((one.line for one in every if str(one.line.pk) == number), None)
    reason = request.POST.get(f"l{number}-motif", "").replace("\0", "")
    facts, campaign, at = {"author": author, "at": timezone.now()}, row.campaign, timezone.now()
    decision = {"campaign": campaign, "lines": [line.pk] if line else [], "by": author.user, "at": at}
    try:
        if act == "transmettre":
            result = submit_request(request=row, **facts)
            messages.success(request, nbsp(_sent(result)))
        elif act == "indisponible" and line:
            mark_unavailable(line=line, reason=reason, **facts)
            messages.success(request, nbsp(f"Ligne {line.code} : dite indisponible."))
        elif act == "reprendre" and line:
            take_back(line=line, **facts)
            messages.success(request, nbsp(f"Ligne {line.code} reprise : elle est de nouveau à saisir."))
        elif act == "valider" and line:
            validate_lines(**decision)
            messages.success(request, nbsp(f"Ligne {line.code} validée."))
        elif act == "corriger" and line:
            ask_correction(**decision, reason=reason)
            messages.success(request, nbsp(f"Ligne {line.code} : correction demandée."))
        else:
            messages.success(request, "Enregistré. Rien n’est encore transmis.")
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))


def _sent(result) -> str:
    said = f"{plural(len(result.sent), 'ligne transmise,lignes transmises')}. Un accusé de réception vous est envoyé."
    if result.left:
        told = " ; ".join(f"{line.code} : {why}" for line, why in result.left[:5])
        said += (
            f" Il reste {plural(len(result.left), 'ligne,lignes')} ({told}{' ; …' if len(result.left) > 5 else ''})."
        )
    return said
