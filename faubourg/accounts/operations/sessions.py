"""Sessions: where a person is signed in."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest

from faubourg.accounts.models import INSTANCE, User
from faubourg.journal.operations import record


def remember_session(request: HttpRequest) -> None:
    """Put the session that has just been opened on the list of its account's; the sign-in page does it by itself."""
    UserSession.objects.create_from_request(request)


def end_session(*, user: User, pk: int, at: datetime) -> None:
    """End one of the sessions of `user`; nothing happens when it is over already."""
    if session := UserSession.objects.filter(user=user, pk=pk).first():
        session.end()
        record(actor=user, verb="session fermée", scope=INSTANCE, target=user, at=at)


def end_sessions(*, user: User, at: datetime) -> None:
    """End every session of `user`, those of before the list of sessions included; the caller renews its own."""
    with transaction.atomic():
        end_all(user)
        record(actor=user, verb="déconnexion de tous les appareils", scope=INSTANCE, target=user, at=at)
    user.refresh_from_db()


def end_all(user: User) -> None:
    """End them without a word: for the operations that journal their own act."""
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    for session in UserSession.objects.filter(user=user):
        session.end()
