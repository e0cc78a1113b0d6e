"""A request: its référent·e answers it, the chef·fe de projet validates it, line by line."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.followup.authors import Author
from faubourg.followup.choices import LineState
from faubourg.followup.models import CampaignRequest
from faubourg.followup.operations import appoint
from faubourg.followup.operations.refusals import NOT_RUNNING, FollowupError
from faubourg.followup.permissions import can_run
from faubourg.followup.queries import people_of
from faubourg.ui.typography import nbsp
from faubourg.web.followup.filling import NOT_WHOLE, STRANGERS, Filling
from faubourg.web.followup.sheet import LINES
from faubourg.web.followup.views.campaigns import campaign_of
from faubourg.web.shell import contract_view


@contract_view
def page(request, contract, key, organisation):
    """The lines of the request; POST keeps what was typed, then sends, validates or asks what its button says."""
    row = request_of(contract, key, organisation)
    filling = Filling(row, contract, Author(user=request.user))
    if request.method == "POST" and answer(request, filling):
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    found = shown_rows(request, filling)
    people = people_of(contract).get(row.organisation_id, []) if filling.runs and row.campaign.is_open else []
    links = list(row.links.select_related("request__organisation")) if filling.runs else None
    shown = filling.context(found.object_list) | {"page": found, "people": people, "links": links}
    if links is not None:
        now = timezone.now()
        shown["links"] = [(one, one.state(now)) for one in links]
    return render(request, "followup/request.html", shown)


@contract_view
@require_POST
def referent(request, contract, key, organisation):
    """Say who answers the request."""
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = request_of(contract, key, organisation)
    people = people_of(contract).get(row.organisation_id, [])
    chosen = next((one for one in people if str(one.pk) == request.POST.get("referent")), None)
    try:
        appoint(request=row, referent=chosen, by=request.user, at=timezone.now())
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))
    else:
        messages.success(request, "Référent·e enregistré·e.")
    return redirect(row.get_absolute_url())


def request_of(contract, key: str, organisation: str) -> CampaignRequest:
    """The request of the address; 404 without one."""
    campaign = campaign_of(contract, key)
    rows = CampaignRequest.objects.filter(campaign=campaign).select_related("organisation", "referent")
    row = get_object_or_404(rows, organisation__key=organisation)
    row.campaign = campaign
    return row


def answer(request, filling: Filling) -> bool:
    """Keep what was typed, then act; whether the page may be asked again: nothing typed is left to mend."""
    is_whole = filling.take(request.POST)
    if filling.has_strangers(request.POST):
        messages.error(request, STRANGERS)
    if not is_whole:
        messages.error(request, NOT_WHOLE)
        return False
    try:
        messages.success(request, nbsp(filling.act(request.POST)))
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))
    return True


def shown_rows(request, filling: Filling):
    """The page of lines to show: those under the filter, or those of which something is left to mend."""
    if request.method == "POST":
        return Paginator(filling.named(request.POST), LINES).get_page(1)
    state = request.GET.get("etat", "")
    kept = [one for one in filling.every if state in (one.line.state, "") or state not in LineState.values]
    return Paginator(kept, LINES).get_page(request.GET.get("page"))
