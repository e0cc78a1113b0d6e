"""A workshop as it goes: what is changed, its dates, who is enrolled."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.choices import Attendance, TermKind
from faubourg.pathways.models import Pathway, Workshop, WorkshopMeeting, WorkshopPresence
from faubourg.pathways.operations.collective import RUNNERS, held_about, running
from faubourg.pathways.operations.following import opened
from faubourg.pathways.operations.tracing import assign, day_of, listed, locked, trace
from faubourg.pathways.permissions import can_follow, has_role, require
from faubourg.pathways.refusals import refuse

FIELDS = ("theme", "title", "min_meetings", "places")


@transaction.atomic
def change_workshop(*, workshop: Workshop, values: Mapping[str, Any], by: User, at: datetime) -> Workshop:
    """Change any of FIELDS and the `facilitators`. Raises PermissionDenied, Refused."""
    require(has_role(by, workshop.contract, *RUNNERS), "follow")
    row, told = locked(workshop), dict(values)
    facilitators = told.pop("facilitators", None)
    changed = assign(row, told, FIELDS)
    listed(row.theme, row.contract, TermKind.WORKSHOP)
    row.save()
    if facilitators is not None:
        row.facilitators.set(running(facilitators, row.contract))
    trace(by=by, verb="atelier modifié", contract=row.contract, row=row, at=at, fields=changed)
    return row


@transaction.atomic
def write_workshop_meeting(
    *, workshop: Workshop, on: date, by: User, at: datetime, hours: Decimal | None = None, topic: str = "",
    meeting: WorkshopMeeting | None = None,
) -> WorkshopMeeting:  # fmt: skip
    """Add a meeting, at which all who are enrolled are expected, or change one."""
    require(has_role(by, workshop.contract, *RUNNERS), "follow")
    held_about(on, at)
    row = meeting or WorkshopMeeting(workshop=workshop)
    values = {"on": on, "hours": hours, "topic": topic}
    changed = assign(row, values, values)
    expected = [] if row.pk else enrolled_in(workshop)
    row.save()
    WorkshopPresence.objects.bulk_create(WorkshopPresence(meeting=row, pathway_id=pk) for pk in expected)
    trace(by=by, verb="séance d’atelier", contract=workshop.contract, row=row, at=at, fields=changed)
    return row


@transaction.atomic
def enrol_in_workshop(*, workshop: Workshop, pathways: Iterable[Pathway], by: User, at: datetime) -> int:
    """Expect persons at the meetings to come, or at all of them once the last is over. Says how many are new."""
    row = locked(workshop)
    require(has_role(by, row.contract, *RUNNERS), "follow")
    meetings = list(row.meetings.order_by("on", "pk"))
    if not meetings:
        raise refuse("workshop-without-meeting")
    known = set(enrolled_in(row))
    new = [pathway for pathway in pathways if pathway.pk not in known]
    for pathway in new:
        require(can_follow(by, pathway.participant), "follow")
        if opened(pathway).contract_id != row.contract_id:
            raise refuse("wrong-contract")
    if row.places is not None and len(known) + len(new) > row.places:
        raise refuse("workshop-full", places=row.places, count=len(known) + len(new))
    coming = [one for one in meetings if one.on >= day_of(at)] or meetings
    WorkshopPresence.objects.bulk_create(
        WorkshopPresence(meeting=meeting, pathway=pathway) for meeting in coming for pathway in new
    )
    for pathway in new:
        trace(by=by, verb="inscription à un atelier", contract=row.contract, row=row, at=at, about=pathway.participant)
    return len(new)


@transaction.atomic
def withdraw_from_workshop(*, workshop: Workshop, pathway: Pathway, by: User, at: datetime) -> None:
    """Expect somebody no more; who came once stays."""
    require(can_follow(by, pathway.participant), "follow")
    rows = WorkshopPresence.objects.filter(meeting__workshop=workshop, pathway=pathway)
    if rows.filter(attendance=Attendance.HELD).exists():
        raise refuse("workshop-attended")
    rows.delete()
    trace(
        by=by, verb="retrait d’un atelier", contract=workshop.contract, row=workshop, at=at, about=pathway.participant
    )


def enrolled_in(workshop: Workshop) -> list[int]:
    """The keys of the pathways expected at one meeting at least."""
    rows = WorkshopPresence.objects.filter(meeting__workshop=workshop).order_by("pathway")
    return list(rows.values_list("pathway", flat=True).distinct())
