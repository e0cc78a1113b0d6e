"""The order of the words and of the rules, and taking away what was never used."""

from datetime import datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.models import JobRule, Term
from faubourg.pathways.operations.tracing import trace
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.queries.terms import uses_of
from faubourg.pathways.refusals import refuse


@transaction.atomic
def move_setting(*, row: Term | JobRule, up: bool, by: User, at: datetime) -> None:
    """Put a word of a list, or a rule, one rank higher or lower; at the end, or gone, it stays where it is."""
    require(can_lead(by, row.contract), "lead")
    rows = list(_beside(row).select_for_update().order_by("position", "pk"))
    if row not in rows:
        # Taken away meanwhile.
        return
    place = rows.index(row)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for rank, one in enumerate(rows, start=1):
        one.position = rank
    type(row).objects.bulk_update(rows, ["position"])
    trace(by=by, verb="réglage du PLIE", contract=row.contract, row=row, at=at, fields=["position"])


@transaction.atomic
def remove_setting(*, row: Term | JobRule, by: User, at: datetime) -> None:
    """Take away a word that nothing uses, or a rule: jobs that it classed keep their class. Twice is once."""
    require(can_lead(by, row.contract), "lead")
    # Held: what would use the word meanwhile waits, and finds it gone.
    if not type(row).objects.select_for_update().filter(pk=row.pk).order_by().exists():
        return
    if isinstance(row, Term) and (count := uses_of([row])[row.pk]):
        raise refuse("term-used", label=row.label, count=count)
    trace(by=by, verb="réglage du PLIE retiré", contract=row.contract, row=row, at=at)
    row.delete()


def next_position(row: Term | JobRule) -> int:
    """The rank after the last one beside `row`, which may not be saved yet."""
    last = _beside(row).order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def _beside(row: Term | JobRule):
    rows = type(row).objects.filter(contract=row.contract)
    return rows.filter(kind=row.kind) if isinstance(row, Term) else rows
