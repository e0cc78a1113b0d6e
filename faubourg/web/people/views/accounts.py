"""The accounts of the instance, for its administrators. Nothing here shows a participant's file."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.accounts import operations, queries
from faubourg.accounts.choices import InvitationState
from faubourg.accounts.models import INSTANCE, Invitation, User
from faubourg.accounts.operations.invitations import ADMINISTRATION
from faubourg.accounts.permissions import can_manage_accounts
from faubourg.contracts import operations_people
from faubourg.contracts.queries_people import roles_of
from faubourg.ui.typography import nbsp
from faubourg.web.people.forms import InviteToInstanceForm

PAGE = 50
STATES = (
    (queries.OPEN, "Comptes ouverts"),
    (queries.CLOSED, "Comptes fermés"),
    (queries.ADMINISTRATORS, "Administration"),
)


def for_administrators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for the others: the page does not exist for them."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs) -> HttpResponse:
        if not can_manage_accounts(request.user):
            raise Http404
        return view(request, **kwargs)

    return wrapped


@for_administrators
def account_list(request: HttpRequest) -> HttpResponse:
    """Every account, found by name or address, narrowed by state."""
    text, state = request.GET.get("q", "").strip()[:200].replace("\0", ""), request.GET.get("etat", "")
    found = queries.accounts_seen_by(request.user, text=text, state=state)
    page = Paginator(found.annotate(role_count=Count("memberships")), PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    waiting = [
        {
            "invitation": one,
            "is_admin": one.grant == ADMINISTRATION,
            "has_expired": one.state(now) == InvitationState.EXPIRED,
        }
        for one in Invitation.objects.in_scope(INSTANCE).waiting().select_related("invited_by")
    ]
    shown = {"page": page, "text": text, "state": state, "states": STATES, "waiting": waiting}
    return render(request, "people/accounts.html", shown)


@for_administrators
def account_invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody to a contract, to the administration, or to open an account."""
    form = InviteToInstanceForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            _invite(form.cleaned_data, request.user)
        except operations.AccountError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, nbsp(f"Invitation envoyée à {form.cleaned_data['email']}."))
            return redirect("people:accounts")
    return render(request, "people/account_invite.html", {"form": form})


def _invite(asked: dict, by: User) -> None:
    facts = {"email": asked["email"], "function": asked["function"], "by": by, "at": timezone.now()}
    if asked["contract"]:
        operations_people.invite_member(contract=asked["contract"], role=asked["role"], **facts)
    else:
        operations.invite_to_instance(is_admin=asked["is_admin"], **facts)


@for_administrators
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: its roles, and what closes or opens it."""
    found = get_object_or_404(queries.accounts_seen_by(request.user), pk=pk)
    return render(request, "people/account_detail.html", {"person": found, "roles": roles_of(found)})


@for_administrators
@require_POST
def account_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Close, reopen, give or take the administration, remove a second factor."""
    found = get_object_or_404(User.objects.for_user(request.user), pk=pk)
    facts = {"user": found, "by": request.user, "at": timezone.now()}
    try:
        if act == "fermer":
            operations_people.close_account(**facts)
            messages.success(request, "Compte fermé : ses sessions sont terminées, ses écrits restent.")
        elif act == "rouvrir":
            operations.reopen_account(**facts)
            messages.success(request, "Compte rouvert, avec les rôles qu’il avait.")
        elif act == "second-facteur":
            operations.remove_second_factor(**facts)
            messages.success(
                request, "Second facteur retiré : le mot de passe suffit de nouveau. La personne est prévenue."
            )
        else:
            operations.set_administrator(is_admin=act == "nommer", **facts)
            messages.success(request, "Administration enregistrée.")
    except operations.AccountError as error:
        messages.error(request, str(error))
    # Somebody who has just given up the administration, or closed their own account, sees no more of this page.
    request.user.refresh_from_db()
    return redirect("people:account-detail", found.pk) if can_manage_accounts(request.user) else redirect("home:start")


@for_administrators
@require_POST
def invitation_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw an invitation to the instance."""
    found = get_object_or_404(Invitation.objects.in_scope(INSTANCE), pk=pk)
    try:
        operations.revoke_invitation(invitation=found, by=request.user, at=timezone.now())
        messages.success(request, nbsp(f"L’invitation de {found.email} est retirée : son lien ne sert plus."))
    except operations.AccountError as error:
        messages.error(request, str(error))
    return redirect("people:accounts")
