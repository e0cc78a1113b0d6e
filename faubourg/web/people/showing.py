"""What several pages of the journey show alike."""

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

ACCOUNT_TABS = (
    ("Mon compte", "people:account"),
    ("Mot de passe", "account_change_password"),
    ("Double authentification", "mfa_index"),
    ("Sessions", "people:sessions"),
)


def account_tabs(request: HttpRequest) -> list[dict]:
    """The pages of one's own account, as `<c-tabs>` shows them."""
    path = request.path
    urls = [(label, reverse(name)) for label, name in ACCOUNT_TABS]
    current = max((url for _, url in urls if path.startswith(url)), key=len, default="")
    return [{"label": label, "url": url, "current": url == current} for label, url in urls]


def in_account(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of allauth among the tabs of the account."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if getattr(response, "context_data", None) is not None:
            response.context_data["tabs"] = account_tabs(request)
        return response

    return wrapped


def to_confirm(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of allauth that asks who one is; who signs in by the provider only has nothing to type."""
    page = in_account(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated and not get_adapter().get_reauthentication_methods(request.user):
            return redirect("people:account")
        return page(request, *args, **kwargs)

    return wrapped
