"""Invitations: a link that proves an address, and gives what its author may give."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from faubourg.accounts.models import INSTANCE, Invitation, User
from faubourg.accounts.operations.accounts import check_manages
from faubourg.accounts.operations.refusals import CLOSED_ADDRESS, SENTENCES, AccountError
from faubourg.accounts.operations.withdrawing import label_of, withdrawal
from faubourg.accounts.queries import account_of, hash_of
from faubourg.journal.operations import record
from faubourg.mailing.operations import queue

#: What an invitation to the instance may give besides an account.
ADMINISTRATION = "administration"
INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Issued:
    """An invitation just written, and the token of its link: only its hash is kept."""

    invitation: Invitation
    token: str


def write_invitation(
    *, email: str, scope: str, grant: str, function: str, purpose: str, by: User, at: datetime
) -> Issued:
    """Write to `email` with a link that gives `grant` in `scope`; one that waits for the same is renewed.

    The caller has checked the right of `by`. `purpose` completes « vous invite … ». Raises AccountError when the
    account of the address is closed, ValidationError when the address is not one.
    """
    email = User.objects.normalize_email(email)
    validate_email(email)
    account = account_of(email)
    if account is not None and not account.is_active:
        raise AccountError(CLOSED_ADDRESS)
    token = secrets.token_urlsafe(32)
    facts = {
        "function": function or (account.function if account else ""),
        "token_hash": hash_of(token),
        "invited_by": by,
        "created_at": at,
        "expires_at": at + INVITATION_LIFE,
    }
    waiting = {"email": email, "scope": scope, "grant": grant, "accepted_at": None, "revoked_at": None}
    with transaction.atomic():
        invitation, is_new = Invitation.objects.update_or_create(**waiting, defaults=facts)
        verb = "invitation envoyée" if is_new else "invitation renvoyée"
        record(actor=by, verb=verb, scope=scope, target=invitation, at=at, label=label_of(invitation, purpose))
        _send(invitation, token, purpose=purpose, account=account)
    return Issued(invitation, token)


def _send(invitation: Invitation, token: str, *, purpose: str, account: User | None) -> None:
    queue(
        recipient=invitation.email,
        job="invitation",
        period=invitation.token_hash[:40],
        template="mail/invitation",
        context={
            "purpose": purpose,
            "inviter": str(invitation.invited_by),
            "expires_at": invitation.expires_at,
            "action_url": settings.INSTANCE_URL + reverse("people:invitation", args=[token]),
            "action_label": "Répondre à l’invitation",
        },
        user=account,
        at=invitation.created_at,
        is_personal=True,
    )


def invite_to_instance(*, email: str, function: str, is_admin: bool, by: User, at: datetime) -> Issued:
    """Invite to open an account without role in a contract, or to administer the instance."""
    check_manages(by)
    account = account_of(email)
    if account and account.is_active and (account.is_instance_admin or not is_admin):
        raise AccountError("Cette adresse a déjà un compte ouvert.")
    return write_invitation(
        email=email,
        scope=INSTANCE,
        grant=ADMINISTRATION if is_admin else "",
        function=function,
        purpose="à administrer l’instance" if is_admin else "à ouvrir un compte",
        by=by,
        at=at,
    )


def revoke_invitation(*, invitation: Invitation, by: User, at: datetime) -> None:
    """Make the link useless. The caller has checked the right of `by`; AccountError when it has been answered."""
    with transaction.atomic():
        fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if fresh.accepted_at or fresh.revoked_at:
            raise AccountError("Cette invitation a déjà reçu une réponse, ou a déjà été retirée.")
        Invitation.objects.filter(pk=fresh.pk).update(revoked_at=at)
        record(**withdrawal(fresh, by=by, at=at))


def take_invitation(*, invitation: Invitation, user: User, at: datetime) -> Invitation:
    """Mark the invitation as answered by `user`, once; to be called in the transaction that gives what it promises.

    Raises AccountError when it cannot serve any more, is for another address, or the account is closed.
    """
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    state = fresh.state(at)
    if state in SENTENCES:
        raise AccountError(SENTENCES[state])
    if not user.is_active:
        raise AccountError(CLOSED_ADDRESS)
    if user.email != fresh.email:
        raise AccountError(
            f"Cette invitation est pour {fresh.email}, et vous êtes connecté·e avec {user.email}. "
            "Déconnectez-vous, puis ouvrez de nouveau le lien du message."
        )
    fresh.accepted_at, fresh.accepted_by = at, user
    fresh.save(update_fields=["accepted_at", "accepted_by"])
    record(actor=user, verb="invitation acceptée", scope=fresh.scope, target=fresh, at=at, label=label_of(fresh))
    if fresh.scope == INSTANCE and fresh.grant == ADMINISTRATION:
        User.objects.filter(pk=user.pk).update(is_instance_admin=True)
        record(actor=user, verb="administration donnée", scope=INSTANCE, target=user, at=at)
    return fresh
