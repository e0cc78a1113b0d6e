"""What the clock of the instance forgets."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone

from faubourg.accounts.models import SharedCount
from faubourg.accounts.operations import clear_expired
from faubourg.contracts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def session(key: str, expires: datetime) -> UserSession:
    Session.objects.create(session_key=key, session_data="", expire_date=expires)
    facts = {"ip": "127.0.0.1", "last_seen_at": expires, "user_agent": "navigateur"}
    return UserSession.objects.create(user=UserFactory(), session_key=key, **facts)


def test_sessions_that_ended_go_with_what_an_account_sees_of_them():
    now = timezone.now()
    session("passee", now - timedelta(days=1))
    kept = session("ouverte", now + timedelta(days=1))
    assert clear_expired(now=now) == "1\N{NO-BREAK SPACE}session effacée"
    assert list(Session.objects.values_list("session_key", flat=True)) == ["ouverte"]
    assert list(UserSession.objects.all()) == [kept]
    assert clear_expired(now=now) == ""


def test_counts_that_ended_are_forgotten():
    caches["default"].set("essais", 3, timeout=60)
    clear_expired(now=timezone.now())
    assert SharedCount.objects.count() == 1
    clear_expired(now=timezone.now() + timedelta(hours=1))
    assert SharedCount.objects.count() == 0


def test_the_clock_of_the_instance_clears():
    session("passee", datetime(2020, 1, 1, tzinfo=UTC))
    report = StringIO()
    call_command("tick", stdout=report)
    for words in ("1\N{NO-BREAK SPACE}session effacée", "ménage des pièces jointes", "ménage des fichiers à importer"):
        assert words in report.getvalue()
    assert not Session.objects.exists()
