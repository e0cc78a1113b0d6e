"""Remembering when a person looked at their work: the only write that a page view makes (DESIGN rule 10)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F

from faubourg.contracts.models import LastVisit

#: Pages seen within it belong to one visit: reloading a page does not hide what it has just shown.
VISIT = timedelta(minutes=15)


def note_visit(*, user, contracts: Iterable[int], at: datetime) -> dict[int, datetime | None]:
    """Note that `user` looks at these contracts; return, for each, when their visit before ended (None: never came).

    One query while a visit lasts, two when it begins; not journalled.
    """
    asked = set(contracts)
    known = {visit.contract_id: visit for visit in _of(user, asked)}
    if fresh := asked - known.keys():
        made = [LastVisit(user=user, contract_id=pk, seen_at=at) for pk in sorted(fresh)]
        LastVisit.objects.bulk_create(made, ignore_conflicts=True)
    over = [pk for pk, visit in known.items() if visit.seen_at < at - VISIT]
    if over:
        # Two pages opened at once: the second finds `seen_at` moved, and changes nothing.
        _of(user, over).order_by().filter(seen_at__lt=at - VISIT).update(since=F("seen_at"), seen_at=at)
    return {pk: known[pk].seen_at if pk in over else known[pk].since if pk in known else None for pk in asked}


def last_seen(user, contracts: Iterable[int]) -> dict[int, datetime]:
    """When `user` last looked at these contracts; those never seen are left out. One query."""
    return {visit.contract_id: visit.seen_at for visit in _of(user, contracts)}


def _of(user, contracts: Iterable[int]):
    return LastVisit.objects.filter(user=user, contract__in=list(contracts))
