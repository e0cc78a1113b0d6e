"""The last cellule of the demo: what it renewed, put off and noted, with its minutes, told to each prescriber."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from faubourg.pathways.choices import AgentRole, CaseKind, SessionState, Verdict
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.models import Agent, Case, Measure, Pathway, Session, SessionMember
from faubourg.pathways.operations.sessions import close_session

SHOWN = 8
REMARKS = ("Poursuite du permis avec la plateforme mobilité.", "", "Modules de remise à niveau à prévoir.")


def write_past_session(ground: Ground, pathways: list[Pathway]) -> Session:
    """A closed session, the Tuesday four weeks ago; its renewals are those of measures that began since."""
    day = ground.at.date() - timedelta(weeks=4)
    day -= timedelta(days=(day.weekday() - 1) % 7)
    closed = timezone.make_aware(datetime.combine(day, time(17)))
    row = Session.objects.create(
        contract=ground.contract, date=day, state=SessionState.OPEN, opened_at=closed - timedelta(hours=3), quorum=2
    )
    agents = Agent.objects.of(ground.contract).filter(role__in=(AgentRole.COORDINATOR, AgentRole.REFERENT))
    SessionMember.objects.bulk_create(
        SessionMember(session=row, agent=agent, is_present=rank != 2)
        for rank, agent in enumerate(agents.order_by("pk"))
    )
    Case.objects.bulk_create(_cases(row, pathways, ground, day, closed))
    return close_session(session=row, by=ground.coordinator, at=closed, minutes="Prochaine cellule à la même heure.")


def _cases(row: Session, pathways: list[Pathway], ground: Ground, day: date, closed: datetime) -> list[Case]:
    recent = Measure.objects.filter(pathway__in=pathways, rank__gte=2, start__gt=day)
    until = {one.pathway: one.end for one in recent.select_related("pathway").order_by("start", "pk")[:SHOWN]}
    others = [one for one in pathways if one.entered_on < day and one not in until][:2]
    said = [(one, CaseKind.RENEWAL, Verdict.ACCEPTED) for one in until]
    said += [(one, CaseKind.DIFFICULT, Verdict.NOTED) for one in others]
    return [
        Case(
            session=row, participant_id=one.participant_id, pathway=one, kind=kind, position=rank + 1, verdict=verdict,
            remark=REMARKS[rank % len(REMARKS)], effective_on=day, renewed_until=until.get(one),
            decided_by=ground.coordinator, decided_at=closed - timedelta(hours=2) + timedelta(minutes=5 * rank),
        )
        for rank, (one, kind, verdict) in enumerate(said)
    ]  # fmt: skip
