"""The personal address by which an agenda reads the calendar."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faubourg.contracts.operations_feeds import close_feed, open_feed
from faubourg.contracts.queries_feeds import feed_of, feed_opened_by
from faubourg.reports.deadlines.calendar import calendar_of
from faubourg.reports.deadlines.events import EventKind, Scope, years_of
from faubourg.reports.deadlines.feed import USUAL_KINDS, feed_content
from faubourg.web.deadlines.forms import SubscriptionForm
from faubourg.web.shell import contract_view

#: How long an agenda may keep what it read, in seconds.
KEPT = 3600


@contract_view
def subscription(request, contract):
    """Open an address or replace it; the new one is shown once, in the answer."""
    form, address = SubscriptionForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        token = open_feed(contract=contract, user=request.user, at=timezone.now())
        query = urlencode({"nature": form.cleaned_data["nature"]}, doseq=True)
        address = f"{settings.INSTANCE_URL}{reverse('deadlines:feed', args=[token])}?{query}"
    context = {"form": form, "address": address, "feed": feed_of(request.user, contract)}
    response = render(request, "deadlines/subscription.html", context)
    response["Cache-Control"] = "no-store"
    return response


@contract_view
@require_POST
def withdraw(request, contract):
    """Make the address useless."""
    closed = close_feed(contract=contract, user=request.user, at=timezone.now())
    messages.success(request, "L’adresse est retirée." if closed else "Aucune adresse n’était ouverte.")
    return redirect("deadlines:subscription", contract.key)


@login_not_required
@require_safe
def feed(request, token):
    """The calendar of the address's owner, as they may see it today; 404 once they may not."""
    found = feed_opened_by(token)
    if found is None:
        raise Http404("Cette adresse ne sert plus.")
    kinds = frozenset(request.GET.getlist("nature")) & frozenset(EventKind.values) or USUAL_KINDS
    today, contract = timezone.localdate(), found.contract
    calendar = calendar_of(Scope(contract, today, years_of(contract, today), kinds))
    events = [*calendar.events, *calendar.outside]
    content = feed_content(contract, events, instance_url=settings.INSTANCE_URL, at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = f"private, max-age={KEPT}"
    return response
