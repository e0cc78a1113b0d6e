"""Merges of organisations, territories and schemes: who may say that two rows of the instance are one, and on which.

It stands here because schemes do, and because the right depends on memberships and on what contracts list. A merge
keeps both rows; only `merged_into` of the absorbed one is written, so that undoing it is one row (DESIGN section 2).
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, QuerySet

from faubourg.actions.models import ListedScheme, Scheme
from faubourg.contracts.models import ListedOrganisation, ListedTerritory
from faubourg.contracts.permissions import can_merge
from faubourg.core import merging
from faubourg.journal.operations import record
from faubourg.partners import operations as partners
from faubourg.partners.choices import InstanceRow
from faubourg.partners.models import DismissedPair, Organisation
from faubourg.territories.models import Territory

SCOPE = "instance"


@dataclass(frozen=True)
class Shared:
    """A kind of rows that contracts share: its model, how contracts list it, the key from one to the other."""

    model: type[Model]
    listing: type[Model]
    attr: str


SHARED: dict[str, Shared] = {
    InstanceRow.ORGANISATION: Shared(Organisation, ListedOrganisation, "organisation"),
    InstanceRow.TERRITORY: Shared(Territory, ListedTerritory, "territory"),
    InstanceRow.SCHEME: Shared(Scheme, ListedScheme, "scheme"),
}


def listings_for(user, kind: str) -> QuerySet:
    """The listings of `kind` in the contracts that `user` sees: the scope of the merge screen."""
    return SHARED[kind].listing.objects.for_user(user)


@transaction.atomic
def merge(*, kind: str, kept: int, absorbed: int, user, at: datetime) -> Model:
    """Let the row `kept` (a primary key) stand for `absorbed` too; gives the row that stands for both.

    Raises PermissionDenied for who may not merge or does not see both rows, ValidationError when they are one already
    or when `absorbed` is merged elsewhere.
    """
    rows = _seen(kind, (kept, absorbed), user)
    standing = merging.merge(rows[kept], rows[absorbed])
    changes = {"merged_into": [None, standing.pk]}
    _record(user, "réunit", rows[absorbed], at, changes, f"à « {standing} »")
    return standing


@transaction.atomic
def unmerge(*, kind: str, absorbed: int, user, at: datetime) -> Model:
    """Take the row `absorbed` apart again; gives the row that stood for it. Raises as `merge`."""
    row = _seen(kind, (absorbed,), user)[absorbed]
    former = merging.unmerge(row)
    _record(user, "sépare", row, at, {"merged_into": [former.pk, None]}, f"de « {former} »")
    return former


def dismiss(*, kind: str, pair: tuple[int, int], user, at: datetime) -> DismissedPair:
    """Remember that the two rows are not the same. Raises PermissionDenied."""
    return partners.dismiss_pair(kind=kind, pair=pair, label=_label(kind, pair, user), user=user, at=at)


def restore(*, dismissed: DismissedPair, user, at: datetime) -> None:
    """Let the pair be proposed again. Raises PermissionDenied."""
    label = _label(dismissed.kind, (dismissed.first, dismissed.second), user)
    partners.restore_pair(dismissed=dismissed, label=label, user=user, at=at)


def _label(kind: str, pair: tuple[int, int], user) -> str:
    with transaction.atomic():
        rows = _seen(kind, pair, user)
    return " ≠ ".join(str(rows[pk]) for pk in pair)


def _seen(kind: str, pks: tuple[int, ...], user) -> dict[int, Model]:
    """The rows, locked, if `user` may merge and a contract that they see lists each, or what stands for it."""
    if not can_merge(user):
        raise PermissionDenied("Réunir des lignes revient aux chef·fes de projet.")
    shared = SHARED[kind]
    # In one order, so that two persons who merge the same pair both ways wait for each other, without deadlock.
    rows = {row.pk: row for row in shared.model.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    for pk in pks:
        same = merging.same_ids(shared.model, pk)
        if pk not in rows or not listings_for(user, kind).filter(**{f"{shared.attr}__in": same}).exists():
            raise PermissionDenied("Cette ligne ne figure dans aucun de vos contrats.")
    return rows


def _record(user, verb: str, row: Model, at: datetime, changes: dict, reason: str) -> None:
    record(actor=user, verb=verb, scope=SCOPE, target=row, at=at, changes=changes, reason=reason)
