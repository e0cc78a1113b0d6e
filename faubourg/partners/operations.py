"""Pairs of rows that a person keeps apart.

Who may say so depends on contracts, which stand above: `faubourg.actions.merging` checks it.
"""

from datetime import datetime

from django.db import transaction

from faubourg.journal.operations import record
from faubourg.partners.models import DismissedPair


@transaction.atomic
def dismiss_pair(*, kind: str, pair: tuple[int, int], label: str, user, at: datetime) -> DismissedPair:
    """Remember that two rows of `kind` are not the same; saying it twice changes nothing."""
    first, second = sorted(pair)
    dismissed, created = DismissedPair.objects.get_or_create(kind=kind, first=first, second=second)
    if created:
        record(actor=user, verb="écarte", scope="instance", target=dismissed, at=at, label=label)
    return dismissed


@transaction.atomic
def restore_pair(*, dismissed: DismissedPair, label: str, user, at: datetime) -> None:
    """Let the merge screen propose the pair again."""
    record(actor=user, verb="propose à nouveau", scope="instance", target=None, at=at, label=label)
    dismissed.delete()
