"""Personal links: sent and withdrawn by the chef·fe de projet, opened by a partner without account."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from faubourg.followup.operations import make_link, revoke_link
from faubourg.followup.operations.refusals import NOT_RUNNING, FollowupError
from faubourg.followup.permissions import can_run
from faubourg.ui.typography import nbsp
from faubourg.web.followup.doors import filling_by, is_in, let_in, lost_in
from faubourg.web.followup.letters import send_link
from faubourg.web.followup.views.requests import answer, request_of, shown_rows
from faubourg.web.shell import contract_view

#: The action of `ACCOUNT_RATE_LIMITS` that counts pushed buttons, right or wrong.
RATE = "personal_link"


@login_not_required
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponse:
    """A button, whatever the token: mail scanners open links. Then the lines of the organisation, to answer."""
    if request.method == "POST" and "ouvrir" in request.POST:
        if refused := ratelimit.consume_or_429(request, action=RATE):
            return refused
        let_in(request, token)
        return redirect("followup:link", token)
    if request.method != "POST" and not is_in(request, token):
        return render(request, "followup/link_door.html")
    try:
        filling = filling_by(token)
    except FollowupError as error:
        return refuse(request, token, error)
    if request.method == "POST" and answer(request, filling):
        let_in(request, token)
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    found = shown_rows(request, filling)
    shown = {"page": found, "token": token, "contract": filling.contract}
    return render(request, "followup/link.html", filling.context(found.object_list) | shown)


def link_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the request that a link opens; who has not pushed its button is sent to it."""

    @login_not_required
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        if not is_in(request, token):
            return redirect("followup:link", token)
        try:
            filling = filling_by(token)
        except FollowupError as error:
            return refuse(request, token, error)
        return view(request, filling, token)

    return wrapped


def refuse(request: HttpRequest, token: str, error: FollowupError) -> HttpResponse:
    """Why the link opens nothing, and what was just typed: it is not lost before it has been copied."""
    lost = lost_in(request.POST, token) if request.method == "POST" else []
    return render(request, "followup/link_refused.html", {"refusal": nbsp(str(error)), "lost": lost}, status=403)


@contract_view
@require_POST
def send(request, contract, key, organisation):
    """Send a link to an address; one that had a link gets a new one, and the former opens nothing any more."""
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row, at = request_of(contract, key, organisation), timezone.now()
    email = request.POST.get("adresse", "").replace("\0", "").strip()
    try:
        with transaction.atomic():
            send_link(make_link(request=row, email=email, by=request.user, at=at), at=at)
    except ValidationError:
        messages.error(request, nbsp(f"« {email[:80]} » n’est pas une adresse électronique."))
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))
    else:
        messages.success(request, nbsp(f"Un lien personnel part vers {email}."))
    return redirect(f"{row.get_absolute_url()}#liens")


@contract_view
@require_POST
def revoke(request, contract, key, organisation, pk):
    """Make a link useless."""
    if not can_run(request.user, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = request_of(contract, key, organisation)
    link = get_object_or_404(row.links.select_related("request__organisation"), pk=pk)
    try:
        revoke_link(link=link, by=request.user, at=timezone.now())
    except FollowupError as error:
        messages.error(request, nbsp(str(error)))
    else:
        messages.success(request, nbsp(f"Le lien de {link.email} est retiré."))
    return redirect(f"{row.get_absolute_url()}#liens")
