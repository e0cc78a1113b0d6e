"""Workshops and psychological support of the cohort, to the hour."""

from datetime import date, timedelta

from faubourg.pathways.choices import Attendance, TermKind
from faubourg.pathways.cohort import facts
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.people import Draft
from faubourg.pathways.models import (
    DropIn,
    DropInVisit,
    Pathway,
    Support,
    SupportHour,
    Workshop,
    WorkshopMeeting,
    WorkshopPresence,
)

Followed = list[tuple[Draft, Pathway]]
DAYS = (date(2022, 5, 3), date(2022, 5, 17), date(2022, 6, 7))


def write_workshops(followed: Followed, ground: Ground) -> None:
    """Two workshops run in pairs, three sittings each; every person counts once."""
    present = _whole_year(followed)[-facts.WORKSHOP_PERSONS :]
    half = facts.WORKSHOP_PERSONS // 2 + 1
    presences = []
    for rank, group in enumerate((present[:half], present[half:])):
        row = Workshop.objects.create(
            contract=ground.contract, theme=ground.first(TermKind.WORKSHOP, rank), min_meetings=len(DAYS)
        )
        row.facilitators.set(ground.agents[rank * 2 : rank * 2 + 2])
        meetings = WorkshopMeeting.objects.bulk_create(
            WorkshopMeeting(workshop=row, on=day + timedelta(days=rank * 120), hours=3) for day in DAYS
        )
        presences += [
            WorkshopPresence(meeting=meeting, pathway=pathway, attendance=Attendance.HELD)
            for meeting in meetings
            for _, pathway in group
        ]
    WorkshopPresence.objects.bulk_create(presences)


def write_support(followed: Followed, ground: Ground) -> None:
    """Prescriptions of the listening, those who came, a sitting of one hour a week until the last; all are over."""
    able = _whole_year(followed)
    women = [pathway for row, pathway in able if row.sex == "F"]
    men = [pathway for row, pathway in able if row.sex == "H"]
    came = women[: facts.SUPPORT_WOMEN] + men[: facts.SUPPORT_MEN]
    others = women[facts.SUPPORT_WOMEN : facts.SUPPORT_WOMEN + facts.SUPPORT_PRESCRIBED - len(came)]
    day = date(2022, 1, 17)
    start = day + timedelta(days=14)
    rows = Support.objects.bulk_create(
        Support(pathway=pathway, prescribed_on=day, start=start, end=start + timedelta(days=7 * (count - 1)))
        for pathway, count in zip(came, facts.SITTINGS, strict=True)
    )
    # Who never came: closed at the end of the quarter.
    Support.objects.bulk_create(
        Support(pathway=pathway, prescribed_on=day, end=date(2022, 3, 31)) for pathway in others
    )
    SupportHour.objects.bulk_create(
        SupportHour(support=row, on=row.start + timedelta(days=7 * week), hours=1)
        for row, count in zip(rows, facts.SITTINGS, strict=True)
        for week in range(count)
    )


def write_dropins(followed: Followed, ground: Ground) -> None:
    """A permanence a month at the AFPA; some of those met have a file."""
    known = [pathway.participant_id for row, pathway in followed if row.entered and row.entered >= facts.FIRST]
    rows = DropIn.objects.bulk_create(
        DropIn(
            contract=ground.contract, place=ground.first(TermKind.DROPIN_PLACE), on=day,
            held_by=ground.agents[rank % len(ground.agents)], others=others,
        )
        for rank, (day, others) in enumerate(zip(facts.DROPIN_DAYS, facts.DROPIN_OTHERS, strict=True))
    )  # fmt: skip
    DropInVisit.objects.bulk_create(
        DropInVisit(dropin=row, participant_id=known[one])
        for row, files in zip(rows, facts.DROPIN_FILES, strict=True)
        for one in files
    )


def _whole_year(followed: Followed) -> Followed:
    """Those who were followed all through the year."""
    return [one for one in followed if one[0].entered < facts.FIRST and one[0].ended is None]
