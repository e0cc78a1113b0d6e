"""What is under way on the day of the demo: prescriptions on their way, a cellule ahead, something due on each desk.

None of it touches the year of the report.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from faubourg.accounts.models import User
from faubourg.pathways.choices import AgentRole, Attendance, CaseKind, ExitKind, JobClass, StepKind, StepState, TermKind
from faubourg.pathways.cohort.ground import Ground
from faubourg.pathways.cohort.past_session import write_past_session
from faubourg.pathways.models import (
    Agent,
    Exit,
    LegalBasis,
    Meeting,
    Nursery,
    Pathway,
    Proof,
    Step,
    Support,
    SupportHour,
    Watch,
    Workshop,
    WorkshopMeeting,
    WorkshopPresence,
)
from faubourg.pathways.operations.sessions import plan_session, raise_case

GUESTS = ("Conseiller·ère, France Travail", "Bureau Insertion du Département")


@dataclass
class Today:
    """The pathways that are open, and the day. `own`: those of the largest structure."""

    ground: Ground
    pathways: list[Pathway]
    own: list[Pathway] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day of the demo."""
        return self.ground.at.date()

    def ago(self, days: int) -> date:
        """So many days before; ahead where it is negative."""
        return self.day - timedelta(days=days)


def write_today(today: Today, others: dict[tuple[str, str], User], nursery: Nursery) -> None:
    """Agents of the other roles, then what each of them finds in the morning."""
    agents = write_agents(today, others, nursery)
    _meetings(today)
    _watches(today)
    _exits(today)
    _supports(today, agents.get(AgentRole.PSYCHOLOGIST))
    _workshop(today)
    write_past_session(today.ground, today.pathways)
    _session(today)


def write_agents(today: Today, others: dict[tuple[str, str], User], nursery: Nursery) -> dict[str, Agent]:
    """The roles that the demo opens, beside the coordinatrice and the référent·e; role → agent.

    The cellule FSE reads rows under a basis; the Département, totals only until the coordinatrice gives it one.
    """
    ground = today.ground
    more = {
        AgentRole.PRESCRIBER: {"prescriber": ground.term(TermKind.PRESCRIBER, "bureau-insertion")},
        AgentRole.NURSERY: {"nursery": nursery},
        AgentRole.STRUCTURE: {"structure": today.own[0].structure if today.own else ground.structures[0]},
        AgentRole.FSE_CELL: {"legal_basis": _basis(today)},
    }
    rows = Agent.objects.bulk_create(
        Agent(
            contract=ground.contract,
            user=user,
            role=role,
            start=date(2020, 1, 1),
            validates=validates,
            **more.get(role, {}),
        )
        for (role, validates), user in others.items()
    )
    return {row.role: row for row in rows}


def _basis(today: Today) -> LegalBasis:
    """Fictional: what the rows of the demo go out under."""
    return LegalBasis.objects.create(
        contract=today.ground.contract, recipient="Département, cellule FSE+ (fictif)",
        basis="Convention fictive de la démonstration, 1er janvier 2022",
        purpose="Suivi des participants FSE+", start=date(2022, 1, 1),
        fields=["number", "sex", "birth_date", "entered_on", "structure", "brsa", "ended_on", "exit_kind", "totals"],
    )  # fmt: skip


def _meetings(today: Today) -> None:
    """Most people were met lately and have the next date; the others are overdue."""
    met = [one for rank, one in enumerate(today.pathways) if rank % 4]
    rows = [Meeting(pathway=one, on=max(one.entered_on, today.ago(2 + rank % 11))) for rank, one in enumerate(met)]
    rows += [
        Meeting(pathway=one, on=today.ago(-1 - rank % 9), attendance=Attendance.PLANNED)
        for rank, one in enumerate(met[::2])
    ]
    Meeting.objects.bulk_create(rows)


def _watches(today: Today) -> None:
    """A veille that lasts, and one whose return is due."""
    reasons = [today.ground.first(TermKind.WATCH_REASON, rank) for rank in range(2)]
    old = [one for one in today.own if one.entered_on < today.ago(130)][:2]
    Watch.objects.bulk_create(
        Watch(pathway=one, start=today.ago(100 - rank * 50), reason=reasons[rank],
              back_on=today.ago(3) if rank else None)
        for rank, one in enumerate(old)
    )  # fmt: skip


def _exits(today: Today) -> None:
    """Exits proposed: one positive with its job and its proof, one dynamic, one of whoever left the place."""
    ground = today.ground
    rested = set(Watch.objects.filter(pathway__in=today.own).values_list("pathway", flat=True))
    leaving = [one for one in today.pathways if one.entered_on < today.ago(200) and one.pk not in rested][:3]
    rule = ground.rules["CDI temps plein"]
    kinds = ((ExitKind.POSITIVE, 0), (ExitKind.DYNAMIC, 0), (ExitKind.OTHER, 3))
    for one, (kind, rank) in zip(leaving, kinds, strict=False):
        row = Exit(
            pathway=one, kind=kind, on=today.ago(4), fse_on=today.ago(4), proposed_by=one.referent.user,
            reason=ground.first(TermKind.EXIT_REASON, rank),
        )  # fmt: skip
        if kind == ExitKind.POSITIVE:
            row.step = Step.objects.create(
                pathway=one, kind=StepKind.JOB, start=today.ago(40), state=StepState.ONGOING, weekly_hours=35,
                contract_type=rule.contract_type, rule=rule, job_row=rule.row, job_class=JobClass.POTENTIAL,
            )  # fmt: skip
            row.category = rule.category
            row.proof = Proof.objects.create(
                pathway=one, step=row.step, name="contrat de travail", mime_type="application/pdf", size=0,
                by=one.referent.user, at=ground.at,
            )  # fmt: skip
        row.save()


def _supports(today: Today, psychologist: Agent | None) -> None:
    """Two supports under way, one just prescribed."""
    if psychologist is None:
        return
    old = [one for one in today.pathways if one.entered_on < today.ago(90)][3:6]
    rows = Support.objects.bulk_create(
        Support(pathway=one, psychologist=psychologist, prescribed_on=today.ago(60 - rank * 25),
                start=today.ago(50 - rank * 20) if rank < 2 else None)
        for rank, one in enumerate(old)
    )  # fmt: skip
    SupportHour.objects.bulk_create(
        SupportHour(support=row, on=day, hours=1)
        for row in rows
        if row.start
        for day in (row.start + timedelta(days=7 * week) for week in range(10))
        if day < today.day
    )


def _workshop(today: Today) -> None:
    """One meeting held last week, one next week."""
    ground = today.ground
    row = Workshop.objects.create(
        contract=ground.contract, theme=ground.first(TermKind.WORKSHOP), min_meetings=3, places=8
    )
    row.facilitators.set(ground.agents[1:3])
    meetings = WorkshopMeeting.objects.bulk_create(
        WorkshopMeeting(workshop=row, on=today.ago(days), hours=3) for days in (7, -7)
    )
    WorkshopPresence.objects.bulk_create(
        WorkshopPresence(meeting=meeting, pathway=one, attendance=_came(meeting, rank, today))
        for meeting in meetings
        for rank, one in enumerate(today.pathways[6:13])
    )


def _came(meeting: WorkshopMeeting, rank: int, today: Today) -> str:
    if meeting.on > today.day:
        return Attendance.PLANNED
    return Attendance.ABSENT if rank == 2 else Attendance.HELD


def _session(today: Today) -> None:
    """The next cellule, on a Tuesday, its agenda filled with what is pending and one situation brought by hand."""
    ground = today.ground
    day = today.ago(-2)
    who = {"by": ground.coordinator, "at": ground.at}
    members = Agent.objects.of(ground.contract).filter(role__in=(AgentRole.COORDINATOR, AgentRole.REFERENT))
    row = plan_session(
        contract=ground.contract, date=day + timedelta(days=(1 - day.weekday()) % 7), guests=GUESTS,
        members=members.order_by("pk"), **who,
    )  # fmt: skip
    waiting = set(row.cases.values_list("participant", flat=True))
    one = next(one for one in today.own if one.participant_id not in waiting)
    raise_case(
        session=row, participant=one.participant, kind=CaseKind.DIFFICULT, pathway=one,
        proposal="Plus de moyen de transport : proposer la location solidaire.", **who,
    )  # fmt: skip
