"""What is over and would stay for ever: sessions, and counts of attempts to sign in."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from faubourg.accounts.models import SharedCount
from faubourg.ui.typography import plural


def clear_expired(*, now: datetime) -> str:
    """Forget the sessions and the counts that ended before `now`; what was done, as a French clause, or nothing."""
    with transaction.atomic():
        sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
        # The list of an account's sessions keeps addresses and browsers: they go with the session.
        UserSession.objects.exclude(session_key__in=Session.objects.order_by().values("session_key")).delete()
        counts, _ = SharedCount.objects.filter(expires__lt=now).delete()
    parts = [
        plural(sessions, "session effacée,sessions effacées") if sessions else "",
        plural(counts, "compteur effacé,compteurs effacés") if counts else "",
    ]
    return ", ".join(filter(None, parts))
