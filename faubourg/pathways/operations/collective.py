"""Workshops and who came; psychological support: dates and hours, never a word."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, Attendance, TermKind
from faubourg.pathways.models import (
    Agent,
    Pathway,
    Support,
    SupportHour,
    Term,
    Workshop,
    WorkshopMeeting,
    WorkshopPresence,
)
from faubourg.pathways.operations.following import opened
from faubourg.pathways.operations.tracing import (
    day_of,
    listed,
    listening,
    locked,
    not_future,
    trace,
    writable,
)
from faubourg.pathways.permissions import can_follow, can_lead, can_listen, has_role, require
from faubourg.pathways.refusals import refuse

#: A meeting of a workshop is written so long after it, and planned so long ahead.
PAST, AHEAD = timedelta(days=3 * 366), timedelta(days=2 * 366)
RUNNERS = (AgentRole.COORDINATOR, AgentRole.REFERENT, AgentRole.STRUCTURE)


@transaction.atomic
def plan_workshop(
    *, contract: Contract, theme: Term, by: User, at: datetime, title: str = "", facilitators: Iterable[Agent] = (),
    days: Iterable[date] = (), hours: Decimal | None = None, min_meetings: int | None = None,
    places: int | None = None,
) -> Workshop:  # fmt: skip
    """Plan a workshop with its meetings and those who run it."""
    require(has_role(by, contract, *RUNNERS), "follow")
    listed(theme, contract, TermKind.WORKSHOP)
    days = list(days)
    for day in days:
        held_about(day, at)
    row = Workshop.objects.create(contract=contract, theme=theme, title=title, min_meetings=min_meetings, places=places)
    row.facilitators.set(running(facilitators, contract))
    WorkshopMeeting.objects.bulk_create(WorkshopMeeting(workshop=row, on=day, hours=hours) for day in days)
    trace(by=by, verb="atelier prévu", contract=contract, row=row, at=at)
    return row


def held_about(day: date, at: datetime) -> None:
    """Refuse a meeting of a workshop years before or after the clock: a slip of the keyboard."""
    if not day_of(at) - PAST <= day <= day_of(at) + AHEAD:
        raise refuse("workshop-day", day=day)


def running(agents: Iterable[Agent], contract: Contract) -> list[Agent]:
    """Those who run a workshop; refused from another contract."""
    found = list(agents)
    if any(agent.contract_id != contract.pk for agent in found):
        raise refuse("wrong-contract")
    return found


@transaction.atomic
def mark_attendance(*, meeting: WorkshopMeeting, attendance: Mapping[Pathway, str], by: User, at: datetime) -> int:
    """Write who was expected at a meeting of a workshop, and who came: pathway → attendance. Says how many."""
    contract = meeting.workshop.contract
    require(has_role(by, contract, *RUNNERS), "follow")
    for pathway, said in attendance.items():
        if pathway.contract_id != contract.pk:
            raise refuse("wrong-contract")
        require(can_follow(by, pathway.participant) or _runs(by, meeting), "follow")
        if said in (Attendance.HELD, Attendance.ABSENT):
            not_future(meeting.on, at)
        WorkshopPresence.objects.update_or_create(
            meeting=meeting, pathway=pathway, defaults={"attendance": Attendance(said)}
        )
    trace(by=by, verb="présence à l’atelier", contract=contract, row=meeting, at=at)
    return len(attendance)


def _runs(by: User, meeting: WorkshopMeeting) -> bool:
    return meeting.workshop.facilitators.filter(user=by).exists()


@transaction.atomic
def prescribe_support(
    *, pathway: Pathway, on: date, by: User, at: datetime, psychologist: Agent | None = None
) -> Support:
    """Ask for psychological support."""
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway, on)
    not_future(on, at)
    listening(psychologist, row.contract, on)
    support = Support.objects.create(pathway=row, prescribed_on=on, psychologist=psychologist)
    trace(by=by, verb="écoute prescrite", contract=row.contract, row=support, at=at, about=row.participant)
    return support


@transaction.atomic
def add_support_hours(
    *, support: Support, on: date, hours: Decimal, by: User, at: datetime, attendance: str = Attendance.HELD
) -> SupportHour:
    """Write one sitting; the first one held begins the support.

    Raises PermissionDenied, Refused: the same one twice too.
    """
    row = locked(support)
    require(can_listen(by, row), "support")
    writable(row.pathway.participant, on)
    not_future(on, at)
    if on < row.prescribed_on:
        raise refuse("before-prescription", day=row.prescribed_on)
    if row.end is not None and on > row.end:
        raise refuse("support-ended", day=row.end)
    if row.hours.filter(on=on, hours=hours, attendance=attendance).exists():
        raise refuse("sitting-twice", day=on)
    if row.start is None and attendance == Attendance.HELD:
        row.start = on
        row.save(update_fields=["start"])
    found = SupportHour.objects.create(support=row, on=on, hours=hours, attendance=Attendance(attendance))
    trace(by=by, verb="séance d’écoute", contract=row.pathway.contract, row=found, at=at,
          about=row.pathway.participant)  # fmt: skip
    return found


@transaction.atomic
def remove_support_hour(*, hour: SupportHour, by: User, at: datetime) -> None:
    """Take a mistyped sitting away."""
    support = locked(hour.support)
    require(can_listen(by, support), "support")
    trace(by=by, verb="séance d’écoute retirée", contract=support.pathway.contract, row=hour, at=at,
          about=support.pathway.participant)  # fmt: skip
    hour.delete()


@transaction.atomic
def entrust_support(*, support: Support, psychologist: Agent, by: User, at: datetime) -> Support:
    """Say who listens: the one before does not see it any more."""
    row = locked(support)
    require(can_lead(by, row.pathway.contract), "lead")
    if row.end is not None:
        raise refuse("support-ended", day=row.end)
    listening(psychologist, row.pathway.contract, day_of(at))
    row.psychologist = psychologist
    row.save(update_fields=["psychologist"])
    trace(by=by, verb="écoute confiée", contract=row.pathway.contract, row=row, at=at, fields=["psychologist"],
          about=row.pathway.participant)  # fmt: skip
    return row


@transaction.atomic
def end_support(*, support: Support, on: date, by: User, at: datetime, reason: Term | None = None) -> Support:
    """End a psychological support, with a reason of the list: never a word about what was said."""
    row = locked(support)
    require(can_listen(by, row), "support")
    not_future(on, at)
    if row.end is not None:
        raise refuse("support-ended", day=row.end)
    latest = row.hours.order_by("-on").values_list("on", flat=True).first()
    if on < max(filter(None, (row.start, row.prescribed_on, latest))):
        raise refuse("ends-before-start")
    listed(reason, row.pathway.contract, TermKind.SUPPORT_END, on=on)
    row.end, row.end_reason = on, reason
    row.save(update_fields=["end", "end_reason"])
    trace(by=by, verb="écoute terminée", contract=row.pathway.contract, row=row, at=at, fields=["end", "end_reason"],
          about=row.pathway.participant)  # fmt: skip
    return row
