"""Signing in and out. The demo's buttons exist only where the setting DEMO is on."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme

from faubourg.accounts.models import User
from faubourg.accounts.operations import remember_session
from faubourg.accounts.provider import leaving_url, provider_name
from faubourg.exchange.demo import DEMO_ACCOUNTS
from faubourg.web.home.forms import SignInForm


@method_decorator(login_not_required, name="dispatch")
class SignIn(LoginView):
    """E-mail and password, or the provider of the instance; in a demo, first a button for each role."""

    template_name = "home/sign_in.html"
    form_class = SignInForm

    def dispatch(self, request: HttpRequest, *args, **kwargs):
        """In a demo, somebody signed in comes here to change roles."""
        if request.user.is_authenticated and not settings.DEMO:
            return redirect(_next(request))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        accounts = DEMO_ACCOUNTS if settings.DEMO else ()
        return super().get_context_data(**kwargs) | {
            "demo_accounts": accounts,
            "provider": provider_name(),
            "provider_id": settings.OIDC_PROVIDER_ID,
            "next": self.get_next_url() or "",
        }


@login_not_required
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Open the account of a role of the demo. 404 where there is no demo, or no such role."""
    account = next((found for found in DEMO_ACCOUNTS if found.key == request.POST.get("role")), None)
    if not settings.DEMO:
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if account is None:
        raise Http404
    user = User.objects.filter(email=account.email, is_active=True).first()
    if user is None:
        messages.warning(request, "Ce compte n’existe pas encore : lancez « manage.py seed_demo ».")
        return redirect(settings.LOGIN_URL)
    login(request, user)
    remember_session(request)
    return redirect(_next(request))


def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session by POST; a plain visit changes nothing. The provider's own session is closed too."""
    if request.method != "POST":
        return redirect("home:start")
    leaving = leaving_url(request.session)
    logout(request)
    if leaving:
        return render(request, "home/leaving.html", {"leaving_url": leaving, "provider": provider_name()})
    return redirect(settings.LOGOUT_REDIRECT_URL)


def _next(request: HttpRequest) -> str:
    """Where the person was going, if it is on this site."""
    address = request.POST.get("next") or request.GET.get("next", "")
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if allowed else resolve_url(settings.LOGIN_REDIRECT_URL)
