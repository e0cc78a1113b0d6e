"""How the instance itself does: its periodic jobs, and the messages that did not leave."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.core.workflow import TransitionError
from faubourg.jobs.queries import standings
from faubourg.mailing.choices import State
from faubourg.mailing.models import Message
from faubourg.mailing.operations import retry
from faubourg.mailing.queries import count_by_state, latest
from faubourg.ui.typography import nbsp
from faubourg.web.people.views.accounts import for_administrators

PAGE = 50


@for_administrators
def state(request: HttpRequest) -> HttpResponse:
    """Jobs with their last passage, messages by state, then the messages themselves: never their texts."""
    now = timezone.now()
    jobs = [{"job": one.job, "lock": one.lock, "is_late": one.is_late(now)} for one in standings()]
    counts = count_by_state()
    chosen = request.GET.get("etat", "")
    chosen = chosen if chosen in counts else ""
    page = Paginator(latest(state=chosen), PAGE).get_page(request.GET.get("page"))
    shown = {
        "jobs": jobs,
        "late": sum(one["is_late"] for one in jobs),
        "counts": [(value, label, counts[value]) for value, label in State.choices],
        "page": page,
        "state": chosen,
        "states": State.choices,
        "abandoned": State.ABANDONED,
    }
    return render(request, "people/instance.html", shown)


@for_administrators
@require_POST
def message_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an abandoned message back in the queue."""
    message = get_object_or_404(Message, pk=pk)
    try:
        retry(message=message, at=timezone.now())
    except TransitionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, nbsp(f"Le message pour {message.recipient} repart au prochain passage."))
    return redirect("people:instance")
