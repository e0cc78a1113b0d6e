"""Personal addresses of the calendar: opened, replaced, withdrawn by their owner."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.accounts.queries import hash_of
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import CalendarFeed, Contract
from faubourg.contracts.permissions import can
from faubourg.journal.operations import record


@transaction.atomic
def open_feed(*, contract: Contract, user: User, at: datetime) -> str:
    """Give `user` a new address on `contract`, the former one serving no more; returns its token, kept nowhere."""
    if not can(user, Verb.READ, contract):
        raise PermissionDenied("Votre rôle ne permet pas de lire ce contrat.")
    Contract.objects.select_for_update().get(pk=contract.pk)
    token = secrets.token_urlsafe(32)
    facts = {"token_hash": hash_of(token), "created_at": at}
    feed, is_new = CalendarFeed.objects.update_or_create(contract=contract, user=user, defaults=facts)
    verb = "abonnement au calendrier ouvert" if is_new else "adresse du calendrier remplacée"
    record(actor=user, verb=verb, scope=contract.scope, target=feed, at=at)
    return token


@transaction.atomic
def close_feed(*, contract: Contract, user: User, at: datetime) -> bool:
    """Make the address of `user` on `contract` useless; False when there was none."""
    feed = CalendarFeed.objects.select_for_update().filter(contract=contract, user=user).first()
    if feed is None:
        return False
    record(actor=user, verb="abonnement au calendrier retiré", scope=contract.scope, target=feed, at=at)
    feed.delete()
    return True
