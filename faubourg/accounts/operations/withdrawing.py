"""Invitations taken back, and how the journal names them."""

from datetime import datetime
from typing import Any

from faubourg.accounts.models import Invitation, User
from faubourg.journal.operations import entry_for, record_many


def withdraw_sent(*, user: User, by: User, at: datetime) -> int:
    """Make useless the links that `user` sent and that wait for an answer; to be called in a transaction."""
    waiting = list(Invitation.objects.waiting().filter(invited_by=user).select_for_update())
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in waiting]).update(revoked_at=at)
    return record_many(entry_for(**withdrawal(invitation, by=by, at=at)) for invitation in waiting)


def withdrawal(invitation: Invitation, *, by: User, at: datetime) -> dict[str, Any]:
    """What the journal says of an invitation taken back."""
    return {
        "actor": by,
        "verb": "invitation retirée",
        "scope": invitation.scope,
        "target": invitation,
        "at": at,
        "label": label_of(invitation),
    }


def label_of(invitation: Invitation, purpose: str = "") -> str:
    """How the journal names an invitation: never by the address."""
    return f"{invitation.function or 'nouvelle personne'}, {purpose or invitation.grant or 'compte'}"
