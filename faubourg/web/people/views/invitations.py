"""Answering an invitation: a page with a button, then who invites to what, then an account or a signature."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from faubourg.accounts.choices import InvitationState
from faubourg.accounts.models import Invitation
from faubourg.accounts.operations import AccountError, remember_session
from faubourg.accounts.operations.refusals import CLOSED_ADDRESS, SENTENCES
from faubourg.accounts.provider import provider_name
from faubourg.accounts.queries import account_of, invitation_of
from faubourg.contracts.operations_people import accept_invitation, join
from faubourg.contracts.queries_people import contract_of, read_grant, role_label
from faubourg.ui.typography import nbsp
from faubourg.web.people.adapters import INVITATION_SESSION_KEY
from faubourg.web.people.forms import JoinForm

UNKNOWN = "Ce lien n’est pas complet : copiez-le en entier depuis le message que vous avez reçu."


@login_not_required
@never_cache
def door(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message. Mail scanners open it first: they find a button, whatever the token."""
    if request.method == "POST":
        request.session[INVITATION_SESSION_KEY] = token
        return redirect("people:invitation-answer")
    return render(request, "people/invitation_door.html")


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
def answer(request: HttpRequest) -> HttpResponse:
    """What the invitation opens, and the way to accept it: an account to open, or one's own."""
    invitation = invitation_of(request.session.get(INVITATION_SESSION_KEY, ""))
    if refusal := _refusal(invitation):
        return render(request, "people/invitation_refused.html", {"refusal": nbsp(refusal)})
    if account_of(invitation.email):
        return _accept(request, invitation)
    if request.user.is_authenticated:
        return render(request, "people/invitation.html", _shown(invitation) | {"stranger": True})
    form = JoinForm(request.POST or None, email=invitation.email, initial={"function": invitation.function})
    if request.method == "POST" and form.is_valid():
        try:
            return _join(request, invitation, form)
        except (AccountError, ValidationError) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
    return render(request, "people/invitation.html", _shown(invitation) | {"form": form})


def _refusal(invitation: Invitation | None) -> str:
    """Why the invitation cannot serve; empty when it can."""
    if invitation is None:
        return UNKNOWN
    state = invitation.state(timezone.now())
    if state != InvitationState.WAITING:
        return SENTENCES[state]
    account = account_of(invitation.email)
    return CLOSED_ADDRESS if account and not account.is_active else ""


def _shown(invitation: Invitation) -> dict:
    contract = contract_of(invitation)
    return {
        "invitation": invitation,
        "contract_name": contract.title if contract else "",
        "role": role_label(*read_grant(contract, invitation.grant)) if contract else "",
        "provider": provider_name(),
        "form": None,
        "stranger": False,
        "to_sign_in": False,
    }


def _accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The address has an account: its owner signs in, then accepts."""
    if not request.user.is_authenticated:
        return render(request, "people/invitation.html", _shown(invitation) | {"to_sign_in": True})
    if request.user.email != invitation.email:
        return render(request, "people/invitation.html", _shown(invitation) | {"stranger": True})
    if request.method != "POST":
        return render(request, "people/invitation.html", _shown(invitation))
    try:
        contract = accept_invitation(invitation=invitation, user=request.user, at=timezone.now())
    except AccountError as error:
        return render(request, "people/invitation_refused.html", {"refusal": str(error)})
    del request.session[INVITATION_SESSION_KEY]
    messages.success(request, "Invitation acceptée.")
    return redirect(contract or "home:start")


def _join(request: HttpRequest, invitation: Invitation, form: JoinForm) -> HttpResponse:
    given = form.cleaned_data
    user = join(invitation=invitation, function=given["function"], password=given["password"], at=timezone.now())
    request.session.pop(INVITATION_SESSION_KEY, None)
    login(request, user)
    remember_session(request)
    messages.success(request, "Bienvenue : votre compte est ouvert.")
    return redirect(contract_of(invitation) or "home:start")
