"""Permanences noted, corrected, taken away."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import TermKind
from faubourg.pathways.models import Agent, DropIn, DropInVisit, Participant, Term
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.tracing import assign, following, listed, locked, not_future, trace, writable
from faubourg.pathways.permissions import can_follow, has_role, require
from faubourg.pathways.refusals import refuse


@transaction.atomic
def write_dropin(
    *, contract: Contract, place: Term, on: date, held_by: Agent, by: User, at: datetime, others: int = 0,
    participants: Collection[Participant] = (), dropin: DropIn | None = None,
) -> DropIn:  # fmt: skip
    """Note a permanence, or correct one. `participants`: those met who have a file; those that `by` does not see stay.

    Raises PermissionDenied, Refused.
    """
    require(has_role(by, contract, *TEAM), "follow")
    row = locked(dropin) if dropin is not None else DropIn(contract=contract)
    not_future(on, at)
    if row.place_id != place.pk or row.on != on:
        listed(place, contract, TermKind.DROPIN_PLACE, on=on)
    if row.held_by_id != held_by.pk or row.on != on:
        following(held_by, contract, on)
    if DropIn.objects.of(contract).filter(place=place, on=on).exclude(pk=row.pk).exists():
        raise refuse("dropin-twice", place=place.label, day=on)
    values = {"place": place, "on": on, "held_by": held_by, "others": others}
    changed = assign(row, values, values)
    row.save()
    trace(by=by, verb="permanence", contract=contract, row=row, at=at, fields=changed)
    _meet(row, {one.pk: one for one in participants}, by, at)
    return row


def _meet(row: DropIn, wanted: dict[int, Participant], by: User, at: datetime) -> None:
    known = set(row.visits.values_list("participant", flat=True))
    seen = DropInVisit.objects.for_user(by).filter(dropin=row)
    for visit in seen.exclude(participant__in=wanted).select_related("participant"):
        visit.delete()
        trace(by=by, verb="passage à une permanence retiré", contract=row.contract, row=row, at=at,
              about=visit.participant)  # fmt: skip
    for pk, person in wanted.items():
        if pk not in known:
            require(can_follow(by, person), "follow")
            if person.contract_id != row.contract_id:
                raise refuse("wrong-contract")
            writable(person, row.on)
            DropInVisit.objects.create(dropin=row, participant=person)
            trace(by=by, verb="passage à une permanence", contract=row.contract, row=row, at=at, about=person)


@transaction.atomic
def remove_dropin(*, dropin: DropIn, by: User, at: datetime) -> None:
    """Take away a permanence noted by mistake, with who was met there."""
    require(has_role(by, dropin.contract, *TEAM), "follow")
    row = locked(dropin)
    trace(by=by, verb="permanence retirée", contract=row.contract, row=row, at=at)
    row.delete()
