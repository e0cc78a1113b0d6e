"""Personal addresses of the calendar: one a person and contract, of which only the hash is kept."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from faubourg.contracts.models import CalendarFeed, Membership
from faubourg.contracts.operations_feeds import close_feed, open_feed
from faubourg.contracts.queries_feeds import feed_of, feed_opened_by
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


def opened(contract, user):
    return open_feed(contract=contract, user=user, at=timezone.now())


def test_the_token_is_kept_nowhere_and_opens_the_feed(contract, elected):
    token = opened(contract, elected)
    feed = feed_opened_by(token)
    assert (feed.user, feed.contract) == (elected, contract)
    assert token not in str(CalendarFeed.objects.values())
    assert all(token not in f"{entry.label}{entry.changes}" for entry in Entry.objects.all())


def test_another_address_takes_the_place_of_the_first(contract, elected):
    first, second = opened(contract, elected), opened(contract, elected)
    assert feed_opened_by(first) is None
    assert feed_opened_by(second) is not None
    verbs = list(Entry.objects.filter(scope=contract.scope).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["abonnement au calendrier ouvert", "adresse du calendrier remplacée"]


def test_a_withdrawn_address_serves_no_more(contract, elected):
    token = opened(contract, elected)
    assert close_feed(contract=contract, user=elected, at=timezone.now())
    assert (feed_opened_by(token), feed_of(elected, contract)) == (None, None)
    assert not close_feed(contract=contract, user=elected, at=timezone.now())


def test_an_address_stops_with_the_role_and_with_the_account(contract, elected, lead):
    token, other = opened(contract, elected), opened(contract, lead)
    Membership.objects.filter(user=elected).delete()
    assert feed_opened_by(token) is None
    lead.is_active = False
    lead.save()
    assert feed_opened_by(other) is None


def test_a_stranger_opens_none(contract, stranger):
    with pytest.raises(PermissionDenied):
        opened(contract, stranger)
