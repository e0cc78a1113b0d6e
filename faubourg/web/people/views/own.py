"""One's own account: name, address, sessions."""

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from faubourg.accounts import operations
from faubourg.accounts.queries import open_sessions
from faubourg.contracts.queries_people import roles_of
from faubourg.ui.typography import nbsp
from faubourg.web.people.forms import EmailForm, NameForm
from faubourg.web.people.showing import account_tabs


def account(request: HttpRequest) -> HttpResponse:
    """The name shown, the address, the roles."""
    form = NameForm(request.POST or None, initial={"function": request.user.function})
    if request.method == "POST" and form.is_valid():
        operations.rename_account(user=request.user, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Nom enregistré.")
        return redirect("people:account")
    shown = {"form": form, "roles": roles_of(request.user), "tabs": account_tabs(request)}
    return render(request, "people/account.html", shown)


@require_POST
def digest(request: HttpRequest) -> HttpResponse:
    """Ask for the weekly letter, or stop it."""
    wanted = "lettre" in request.POST
    operations.set_weekly_digest(user=request.user, wanted=wanted, at=timezone.now())
    messages.success(request, "Vous recevrez la lettre du lundi." if wanted else "Vous ne recevrez plus cette lettre.")
    return redirect("people:account")


@reauthentication_required
def email(request: HttpRequest) -> HttpResponse:
    """Ask for another address."""
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if refused := ratelimit.consume_or_429(request, action="manage_email", user=request.user):
            return refused
        asked = form.cleaned_data["email"]
        try:
            operations.ask_email_change(user=request.user, email=asked, at=timezone.now())
        except operations.AccountError as error:
            form.add_error("email", str(error))
        else:
            sentence = f"Un message part vers {asked} : ouvrez-le pour confirmer cette adresse."
            messages.success(request, nbsp(sentence))
            return redirect("people:account")
    return render(request, "people/email.html", {"form": form, "tabs": account_tabs(request)})


@login_not_required
@never_cache
def email_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: a button first, since mail scanners open links too."""
    if request.method != "POST":
        return render(request, "people/email_confirm.html", {"refusal": ""})
    try:
        user = operations.confirm_email_change(token=token, at=timezone.now())
    except operations.AccountError as error:
        return render(request, "people/email_confirm.html", {"refusal": str(error)})
    messages.success(request, nbsp(f"Adresse changée : vous vous connectez maintenant avec {user.email}."))
    return redirect("people:account")


@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in; each session ends alone, or all of them at once."""
    if request.method == "POST":
        now, asked = timezone.now(), request.POST.get("session", "")
        if asked == "toutes":
            operations.end_sessions(user=request.user, at=now)
            logout(request)
            messages.success(request, "Vous êtes déconnecté·e de tous vos appareils.")
            return redirect("home:sign-in")
        if asked.isdigit() and len(asked) < 19:
            operations.end_session(user=request.user, pk=int(asked), at=now)
            messages.success(request, "Session fermée.")
        return redirect("people:sessions")
    found = open_sessions(request.user, current=request.session.session_key)
    return render(request, "people/sessions.html", {"sessions": found, "tabs": account_tabs(request)})
