"""Reads of the addresses by which agendas subscribe to a contract."""

from faubourg.accounts.queries import hash_of
from faubourg.contracts.models import CalendarFeed, Contract


def feed_of(user, contract: Contract) -> CalendarFeed | None:
    """The address that `user` opened on `contract`, if any."""
    return CalendarFeed.objects.filter(contract=contract, user=user).first()


def feed_opened_by(token: str) -> CalendarFeed | None:
    """The feed of this address; None when it was withdrawn, or when its owner no longer sees the contract."""
    feed = CalendarFeed.objects.select_related("user", "contract").filter(token_hash=hash_of(token)).first()
    if feed is None or not Contract.objects.for_user(feed.user).filter(pk=feed.contract_id).exists():
        return None
    return feed
