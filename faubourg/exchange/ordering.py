"""Rows that hang on an action or an element change places, one rank at a time."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model

from faubourg.contracts.models import Contract
from faubourg.exchange.freezing import check_open, hold, save_entries
from faubourg.exchange.part_rights import part_rights
from faubourg.exchange.parts import Rows
from faubourg.journal.operations import entry_for

MOVED = "place changée"


@transaction.atomic
def move_row(
    *, contract: Contract, owner: Model, rows: Rows, row: Model, down: bool, user, at: datetime, reason: str = ""
) -> bool:
    """Put `row` one rank higher or lower among the rows of `owner`; False when it is at that end already.

    Raises `PermissionDenied`, and `FrozenError` when the state of the version wants a reason or refuses.
    """
    hold(contract)
    if not part_rights(user=user, contract=contract, owner=owner).may_order(rows):
        raise PermissionDenied
    is_mend = check_open(contract=contract, section=rows.section, user=user, reason=reason)
    before = list(rows.of(contract, owner))
    after = list(before)
    place = after.index(row)
    other = place + (1 if down else -1)
    if not 0 <= other < len(after):
        return False
    after[place], after[other] = after[other], after[place]
    _write(rows, contract, before, after)
    changes = {"rang": [place + 1, other + 1]}
    entry = entry_for(actor=user, verb=MOVED, scope=contract.scope, target=row, at=at, changes=changes)
    save_entries(contract=contract, entries=[entry], reason=reason, corrections=[is_mend])
    return True


def _write(rows: Rows, contract: Contract, before: list[Model], after: list[Model]) -> None:
    """Give the rows, in their new order, the places that they hold together in the section."""
    places = sorted(row.position for row in before)
    if len(set(places)) < len(places):
        # Places held twice say no order: the whole section is numbered again first.
        every = list(rows.section.rows(contract))
        for place, row in enumerate(every):
            row.position = place
        rows.section.model._default_manager.bulk_update(every, ["position"], batch_size=500)
        numbered = {row.pk: row.position for row in every}
        places = sorted(numbered[row.pk] for row in before)
        for row in after:
            row.position = numbered[row.pk]
    moved = []
    for place, row in zip(places, after, strict=True):
        if row.position != place:
            row.position = place
            moved.append(row)
    rows.section.model._default_manager.bulk_update(moved, ["position"])
