"""What a person has typed is not lost when their session ended before they sent it, with or without JavaScript."""

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.csrf import csrf_failure as refusal
from django_htmx.http import HttpResponseClientRedirect

from faubourg.accounts.operations import author_of, keep_draft

#: The input by which a form says whose it is (see `author_mark`).
MARK = "auteur"
#: What is typed and is no business of a draft.
NOT_KEPT = frozenset({"csrfmiddlewaretoken", MARK})
#: Asks the form to open with what was kept.
RESUME = "brouillon"
KEPT = "Votre session était terminée. Ce que vous avez écrit est gardé : reconnectez-vous pour le retrouver."
KEPT_HERE = "La page était ouverte depuis longtemps. Ce que vous avez écrit est gardé : relisez, puis enregistrez."
TOO_LONG = "Votre session était terminée, et le texte est trop long pour être gardé : revenez en arrière, copiez-le."


def typed_in(request: HttpRequest) -> dict[str, list[str]]:
    """What a form sends, as a draft keeps it."""
    return {name: texts for name, texts in request.POST.lists() if name not in NOT_KEPT}


def keep_typed(request: HttpRequest) -> tuple[str, bool]:
    """The address of the form that was sent, and whether its author's draft is kept; an empty address for others."""
    found = author_of(request.POST.get(MARK, "")) if request.method == "POST" else None
    if found is None:
        return "", False
    user, place = found
    return place, keep_draft(user=user, place=place, typed=typed_in(request), at=timezone.now()) is not None


class AskToSignIn(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page; keeps what a person whose session ended was sending."""

    def handle_no_permission(self, request: HttpRequest, view_func) -> HttpResponse:
        """To the sign-in page, then back to the form or to the page that was on screen."""
        place, is_kept = keep_typed(request)
        if place:
            if not request.resolver_match.view_name.endswith(":draft"):
                messages.warning(request, KEPT if is_kept else TOO_LONG)
            answer = redirect_to_login(f"{place}?{RESUME}=1", str(self.get_login_url(view_func)))
        elif request.htmx and request.htmx.current_url_abs_path:
            answer = redirect_to_login(request.htmx.current_url_abs_path, str(self.get_login_url(view_func)))
        else:
            answer = super().handle_no_permission(request, view_func)
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of refused posts; a form of ours sent from a page too old opens again with what was typed."""
    place, is_kept = keep_typed(request)
    if not is_kept:
        return refusal(request, reason)
    messages.warning(request, KEPT_HERE)
    address = f"{place}?{RESUME}=1"
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)
