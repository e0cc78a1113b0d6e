"""A pathway as it goes: measures, veilles, meetings, diagnosis, and who follows it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from faubourg.accounts.models import User
from faubourg.journal.operations import record_many
from faubourg.pathways.choices import Attendance, ObjectiveState, TermKind
from faubourg.pathways.dates import last_day, next_measure
from faubourg.pathways.models import (
    Agent,
    Assignment,
    Measure,
    Meeting,
    Objective,
    Obstacle,
    Pathway,
    Structure,
    Term,
    Watch,
)
from faubourg.pathways.operations.tracing import (
    assign,
    day_of,
    entry_of,
    following,
    listed,
    locked,
    not_future,
    protocol_of,
    receiving,
    trace,
    writable,
)
from faubourg.pathways.permissions import can_follow, can_lead, require
from faubourg.pathways.refusals import refuse

A_YEAR = timedelta(days=366)


def first_measure(pathway: Pathway) -> dict[str, Any]:
    """The columns of the measure that begins with the entry."""
    start, end = next_measure(pathway.entered_on, None, protocol_of(pathway.contract).measure_months)
    return {"rank": 1, "start": start, "end": end}


@transaction.atomic
def renew(*, pathway: Pathway, by: User, at: datetime, derogation: str = "") -> Measure:
    """Add the next measure, from the day after the last one, once that one is within the alert of the protocol.

    Past the longest time of the protocol, counted from the entry, it needs the reason of a derogation.

    Called by `sessions.decide`; by itself for the coordinatrice. Raises PermissionDenied, Refused.
    """
    require(can_lead(by, pathway.contract), "lead")
    row = opened(pathway)
    protocol = protocol_of(row.contract)
    last = row.measures.order_by("-rank").first()
    if last and last.end > day_of(at) + timedelta(days=protocol.alert_days):
        raise refuse("renewal-too-early", rank=last.rank, end=last.end, days=protocol.alert_days)
    start, end = next_measure(row.entered_on, last.end if last else None, protocol.measure_months)
    if end > last_day(row.entered_on, protocol.maximum_months) and not derogation.strip():
        raise refuse("renewal-too-long", end=end, months=protocol.maximum_months)
    measure = Measure.objects.create(
        pathway=row, rank=last.rank + 1 if last else 1, start=start, end=end, derogation=derogation
    )
    _trace(by, "mesure renouvelée", measure, row, at, ["rank", "end"])
    return measure


@transaction.atomic
def open_watch(
    *, pathway: Pathway, on: date, reason: Term | None, by: User, at: datetime, back_on: date | None = None
) -> Watch:
    """Let a pathway rest, with a reason: it stays open. Raises PermissionDenied, Refused."""
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway, on)
    not_future(on, at)
    if reason is None:
        raise refuse("watch-without-reason")
    listed(reason, row.contract, TermKind.WATCH_REASON, on=on)
    if present := row.watches.filter(end=None).first():
        raise refuse("watch-already-open", day=present.start)
    if former := row.watches.filter(end__gte=on).order_by("-end").first():
        raise refuse("watches-overlap", start=former.start, end=former.end)
    if back_on is not None and back_on < on:
        raise refuse("back-before-watch", day=on)
    watch = Watch.objects.create(pathway=row, start=on, reason=reason, back_on=back_on)
    _trace(by, "veille ouverte", watch, row, at, ["start", "reason"])
    return watch


@transaction.atomic
def close_watch(*, pathway: Pathway, on: date, reason: Term | None, by: User, at: datetime) -> Watch:
    """Take the pathway up again, with a reason. Raises PermissionDenied, Refused."""
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway, on)
    watch = row.watches.filter(end=None).first()
    if watch is None:
        raise refuse("no-watch")
    if on < watch.start:
        raise refuse("ends-before-start")
    not_future(on, at)
    if reason is None:
        raise refuse("watch-closed-without-reason")
    listed(reason, row.contract, TermKind.WATCH_REASON, on=on)
    watch.end, watch.closing_reason = on, reason
    watch.save()
    _trace(by, "veille close", watch, row, at, ["end", "closing_reason"])
    return watch


@transaction.atomic
def keep_watch(*, watch: Watch, on: date, by: User, at: datetime, review_on: date | None = None) -> Watch:
    """Let a veille last, as the cellule of `on` says: it is looked at again on `review_on`, or after the usual time.

    Raises PermissionDenied, Refused.
    """
    require(can_lead(by, watch.pathway.contract), "lead")
    row, found = opened(watch.pathway), locked(watch)
    if found.end is not None:
        raise refuse("no-watch")
    day = review_on or on + timedelta(days=protocol_of(row.contract).watch_days)
    if day <= on:
        raise refuse("review-too-early", day=on)
    found.review_on = day
    found.save(update_fields=["review_on"])
    _trace(by, "veille maintenue", found, row, at, ["review_on"])
    return found


@transaction.atomic
def write_meeting(
    *, pathway: Pathway, on: date, by: User, at: datetime, attendance: str = Attendance.HELD, note: str = "", time=None
) -> Meeting:  # fmt: skip
    """Add a meeting; the one that was planned that day becomes it, with its hour and its words unless others are given.

    One before the entry is kept, and shown as an anomaly (`queries.anomalies`). Raises PermissionDenied, Refused.
    """
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway)
    planned = row.meetings.filter(on=on, attendance=Attendance.PLANNED).order_by("time", "pk")
    found = planned.first() or Meeting(pathway=row)
    values = {"on": on, "attendance": attendance, "note": note or found.note, "time": time or found.time}
    return _keep_meeting(found, row, values, by, at)


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, on: date, attendance: str, by: User, at: datetime, note: str = "", time=None
) -> Meeting:  # fmt: skip
    """Hold a planned meeting, cancel it, or correct what was written of one; after the exit too, within the pathway.

    Raises PermissionDenied, Refused.
    """
    require(can_follow(by, meeting.pathway.participant), "follow")
    row, found = locked(meeting.pathway), locked(meeting)
    if attendance != Attendance.CANCELLED and row.ended_on is not None and on > row.ended_on:
        raise refuse("meeting-after-exit", day=row.ended_on)
    return _keep_meeting(found, row, {"on": on, "attendance": attendance, "note": note, "time": time}, by, at)


def _keep_meeting(found: Meeting, row: Pathway, values: dict[str, Any], by: User, at: datetime) -> Meeting:
    attendance = Attendance(values["attendance"])
    # What is cancelled did not take place: after a death it may still be written so.
    writable(row.participant, None if attendance == Attendance.CANCELLED else values["on"])
    if attendance in (Attendance.HELD, Attendance.ABSENT):
        not_future(values["on"], at)
    if attendance != Attendance.CANCELLED:
        _not_long_before(row, values["on"])
    if attendance == Attendance.PLANNED:
        _to_come(values["on"], at)
    verb = "rendez-vous" if found.pk is None else "rendez-vous modifié"
    changed = assign(found, values | {"attendance": attendance}, values)
    found.save()
    _trace(by, verb, found, row, at, changed)
    return found


@transaction.atomic
def write_obstacle(
    *, pathway: Pathway, kind: Term, level: int, on: date, by: User, at: datetime, priority: int | None = None
) -> Obstacle:
    """Say how much a frein weighs; the level of the diagnosis is kept beside the one of today."""
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway)
    not_future(on, at)
    _not_long_before(row, on)
    listed(kind, row.contract, TermKind.OBSTACLE)
    found = row.obstacles.filter(kind=kind).first() or Obstacle(pathway=row, kind=kind, first_level=level, seen_on=on)
    changed = assign(found, {"level": level, "priority": priority}, ("level", "priority"))
    if found.pk and "level" in changed:
        found.changed_on = on
    found.save()
    _trace(by, "frein évalué", found, row, at, changed)
    return found


@transaction.atomic
def write_objectives(
    *, pathway: Pathway, texts: Iterable[tuple[str, str]], on: date, by: User, at: datetime
) -> list[Objective]:
    """Write the ranked objectives, all at once: (text, state), the first is the first priority; absent ones go."""
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway)
    not_future(on, at)
    _not_long_before(row, on)
    present = {one.text: one for one in row.objectives.all()}
    kept = []
    for rank, (text, state) in enumerate(texts, start=1):
        found = present.pop(text, None) or Objective(pathway=row, text=text, set_on=on)
        found.rank, found.state = rank, ObjectiveState(state)
        found.save()
        kept.append(found)
    row.objectives.filter(pk__in=[one.pk for one in present.values()]).delete()
    _trace(by, "objectifs fixés", row, row, at, [])
    return kept


@transaction.atomic
def transfer(
    *, pathways: QuerySet[Pathway], structure: Structure | None, referent: Agent | None, on: date, by: User,
    at: datetime,
) -> int:  # fmt: skip
    """Hand open pathways over, a whole portfolio at once; who followed before stays written. Says how many."""
    rows = list(
        pathways.open().select_for_update(of=("self",)).select_related("contract", "participant").order_by("pk")
    )
    if not rows:
        return 0
    contract = rows[0].contract
    require(can_lead(by, contract), "lead")
    if any(row.contract_id != contract.pk for row in rows):
        raise refuse("wrong-contract")
    receiving(structure, contract, on)
    following(referent, contract, on)
    started = Assignment.objects.filter(pathway__in=rows).values("pathway").annotate(last=Max("start"))
    latest = {one["pathway"]: one["last"] for one in started}
    for row in rows:
        if on < max(row.entered_on, latest.get(row.pk, row.entered_on)):
            raise refuse("before-entry", day=max(row.entered_on, latest.get(row.pk, row.entered_on)))
        row.structure, row.referent = structure or row.structure, referent
    numbers = [row.pk for row in rows]
    Assignment.objects.filter(pathway__in=numbers, end=None).update(end=on)
    Assignment.objects.bulk_create(
        Assignment(pathway=row, structure=row.structure, referent=referent, start=on) for row in rows
    )
    Pathway.objects.bulk_update(rows, ["structure", "referent"], batch_size=500)
    record_many(
        entry_of(by=by, verb="parcours transmis", contract=contract, row=row, at=at, about=row.participant,
                 fields=["structure", "referent"])
        for row in rows
    )  # fmt: skip
    return len(rows)


def _not_long_before(path: Pathway, on: date) -> None:
    """An act may precede the entry, which is shown as an anomaly; years before it, it is a slip of the keyboard."""
    if on < path.entered_on - A_YEAR:
        raise refuse("act-too-early", day=on, entry=path.entered_on)


def _to_come(on: date, at: datetime) -> None:
    if on < day_of(at):
        raise refuse("meeting-is-past", day=on)
    if on > day_of(at) + A_YEAR:
        raise refuse("meeting-too-far", day=on)


def opened(pathway: Pathway, on: date | None = None) -> Pathway:
    """The pathway as it is now, held; refused once ended, or before the entry."""
    row = locked(pathway)
    writable(row.participant, on)
    if row.ended_on is not None:
        raise refuse("pathway-closed", day=row.ended_on)
    if on is not None and on < row.entered_on:
        raise refuse("before-entry", day=row.entered_on)
    return row


def _trace(by: User, verb: str, row, pathway: Pathway, at: datetime, fields: list[str]) -> None:
    trace(by=by, verb=verb, contract=pathway.contract, row=row, at=at, fields=fields, about=pathway.participant)
