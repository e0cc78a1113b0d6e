"""Reads of actions that several screens need."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import F, Q

from faubourg.actions.models import Action, SharedAction
from faubourg.contracts.models import Contract


def descendants(pk: int, parents: dict[int, int | None]) -> set[int]:
    """`pk` and all that stands under it; `parents` gives the parent of each."""
    found, fresh = {pk}, {pk}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


def around(pk: int, parents: dict[int, int | None], members: Sequence[tuple[int, int]]) -> set[int]:
    """A territory, what lies inside it and the groups that contain it; `members` pairs a group with its member."""
    found, fresh = descendants(pk, parents), {pk}
    while fresh:
        fresh = {group for group, member in members if member in fresh} - found
        found |= fresh
    return found


def shared_names(contract: Contract) -> dict[UUID, list[str]]:
    """Lineage of an action → « contract/action » of each other contract that agreed to hold it too; two queries."""
    asked = Q(lineage__contract=contract) | Q(other__contract=contract)
    links = SharedAction.objects.filter(asked).exclude(agreed_at=None)
    links = list(links.select_related("lineage__contract", "other__contract").order_by("asked_at", "pk"))
    far = [link.beyond(contract) for link in links]
    keys = Action.objects.filter(lineage__in=far, version=F("lineage__contract__current_version"))
    named = dict(keys.values_list("lineage", "key"))
    found: dict[UUID, list[str]] = defaultdict(list)
    for link, there in zip(links, far, strict=True):
        if there.pk in named:
            found[link.side(contract).pk].append(f"{there.contract.key}/{named[there.pk]}")
    return found
