"""Reads of accounts, invitations and sessions."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q

from faubourg.accounts.devices import device_words
from faubourg.accounts.models import Draft, Invitation, User, UserQuerySet

#: What the list of accounts can be narrowed to.
OPEN, CLOSED, ADMINISTRATORS = "ouverts", "fermes", "administration"


@dataclass(frozen=True)
class OpenSession:
    """A browser in which an account is signed in."""

    pk: int
    device: str
    address: str
    since: datetime
    is_current: bool


def draft_of(user, place: str) -> Draft | None:
    """What `user` had typed in the form at `place` and not sent."""
    return Draft.objects.for_user(user).filter(place=place).first()


def account_of(email: str) -> User | None:
    """The account of an address, open or closed, whatever the capitals."""
    # PostgreSQL refuses the very question with such a byte in it.
    if "\0" in email:
        return None
    return User.objects.filter(email=User.objects.normalize_email(email)).first()


def accounts_seen_by(user, *, text: str = "", state: str = "") -> UserQuerySet:
    """The accounts that `user` may list, with `has_second_factor`; one query."""
    found = User.objects.for_user(user).annotate(
        has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    )
    if text:
        found = found.filter(Q(email__icontains=text) | Q(function__icontains=text))
    narrowed = {
        OPEN: Q(is_active=True),
        CLOSED: Q(is_active=False),
        ADMINISTRATORS: Q(is_instance_admin=True),
    }
    return found.filter(narrowed.get(state, Q())).order_by("function", "email")


def count_administrators(*, besides: User | None = None) -> int:
    """How many open accounts administer the instance, `besides` one left out."""
    found = User.objects.filter(is_instance_admin=True, is_active=True)
    return (found.exclude(pk=besides.pk) if besides else found).count()


def hash_of(token: str) -> str:
    """What is kept of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_of(token: str) -> Invitation | None:
    """The invitation whose link holds `token`."""
    return Invitation.objects.select_related("invited_by").filter(token_hash=hash_of(token)).first()


def open_sessions(user: User, *, current: str = "") -> list[OpenSession]:
    """Where `user` is signed in, the newest first; `current` is the key of the session that asks."""
    return [
        OpenSession(
            pk=found.pk,
            device=device_words(found.user_agent),
            address=found.ip,
            since=found.created_at,
            is_current=found.session_key == current,
        )
        for found in sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.created_at, reverse=True)
    ]
