"""The messages that the demo would send: shown instead of sent."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from faubourg.mailing.models import Message
from faubourg.mailing.queries import latest

PAGE = 50


def demo_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 elsewhere: messages hold links that open accounts."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **kwargs)

    return wrapped


@demo_only
def outbox(request: HttpRequest) -> HttpResponse:
    """The messages, the newest first."""
    page = Paginator(latest(), PAGE).get_page(request.GET.get("page"))
    return render(request, "people/outbox.html", {"page": page})


@demo_only
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message, as its recipient would see it."""
    return render(request, "people/outbox_message.html", {"mail": get_object_or_404(Message, pk=pk)})
