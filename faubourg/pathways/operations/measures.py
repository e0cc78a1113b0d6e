"""What the measures of a pathway must be, and one mended: from the entry on, each begins the day after the former."""

from datetime import date, datetime

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.choices import RecordReason
from faubourg.pathways.dates import DAY, last_day, next_measure
from faubourg.pathways.models import Measure, Pathway, Protocol
from faubourg.pathways.operations.tracing import locked, protocol_of, trace, writable
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse


def check_measure(
    path: Pathway, start: date, end: date, *, former: Measure | None, protocol: Protocol, derogation: str, is_last: bool
) -> None:
    """What is refused of a measure, saved or not; `former`: the one before it.

    Shorter than the protocol says, it is the last of an ended pathway or has a `derogation`. Raises Refused.
    """
    if end < start:
        raise refuse("ends-before-start")
    if start < path.entered_on:
        raise refuse("before-entry", day=path.entered_on)
    if path.ended_on is not None and start > path.ended_on:
        raise refuse("pathway-closed", day=path.ended_on)
    if former is None and start != path.entered_on:
        raise refuse("measure-first", entry=path.entered_on)
    if former is not None and start <= former.end:
        raise refuse("measures-overlap", rank=former.rank, start=former.start, end=former.end)
    if former is not None and start > former.end + DAY:
        raise refuse("measure-gap", rank=former.rank, end=former.end)
    _, whole = next_measure(path.entered_on, former.end if former else None, protocol.measure_months)
    if end > whole:
        raise refuse("measure-too-long", months=protocol.measure_months, end=whole)
    stopped = is_last and path.ended_on is not None
    if end < whole and not stopped and not derogation.strip():
        raise refuse("measure-too-short", months=protocol.measure_months, end=whole)
    if end > last_day(path.entered_on, protocol.maximum_months) and not derogation.strip():
        raise refuse("renewal-too-long", end=end, months=protocol.maximum_months)


@transaction.atomic
def mend_measure(
    *, measure: Measure, end: date, why: str, by: User, at: datetime, derogation: str = ""
) -> Measure:  # fmt: skip
    """Mend the end of a measure; its start follows from the entry or the former one, the next one begins the day after.

    `why`: a RecordReason. Raises PermissionDenied, Refused.
    """
    require(can_lead(by, measure.pathway.contract), "lead")
    path, row = locked(measure.pathway), locked(measure)
    writable(path.participant)
    if why not in RecordReason.values:
        raise refuse("correction-without-reason")
    protocol, rows = protocol_of(path.contract), list(path.measures.order_by("rank"))
    rank = next(place for place, one in enumerate(rows) if one.pk == row.pk)
    former = rows[rank - 1] if rank else None
    later = rows[rank + 1] if rank + 1 < len(rows) else None
    row.start, row.end, row.derogation = _start(path, former), end, derogation or row.derogation
    check_measure(
        path, row.start, end, former=former, protocol=protocol, derogation=row.derogation, is_last=later is None
    )
    if later is not None and later.end <= end:
        raise refuse("measures-overlap", rank=later.rank, start=later.start, end=later.end)
    row.save()
    if later is not None:
        later.start = end + DAY
        later.save(update_fields=["start"])
    verb = f"mesure corrigée : {RecordReason(why).label}"
    trace(by=by, verb=verb, contract=path.contract, row=row, at=at, fields=["start", "end"], about=path.participant)
    return row


def _start(path: Pathway, former: Measure | None) -> date:
    return path.entered_on if former is None else former.end + DAY
