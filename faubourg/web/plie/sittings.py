"""What the screens of the cellule show: the agenda by kind, the facts of one situation, the minutes."""

from dataclasses import dataclass

from django.db.models import Count, Q

from faubourg.pathways.choices import Attendance, CaseKind, Verdict
from faubourg.pathways.dates import months_between
from faubourg.pathways.models import Case, Session
from faubourg.pathways.operations.tracing import protocol_of

JOINED = (
    "participant__residence__territory", "pathway__structure", "pathway__referent__user", "prescription__prescriber",
    "prescription__structure", "watch__reason", "exit__reason", "exit__category", "exit__proof",
)  # fmt: skip


@dataclass(frozen=True)
class Agenda:
    """The cases that the reader sees, grouped by kind, and how many are decided."""

    groups: list[tuple[str, list[Case]]]
    cases: list[Case]
    decided: int

    @property
    def share(self) -> int:
        """Decided ÷ all, in percent."""
        return round(100 * self.decided / len(self.cases)) if self.cases else 0

    def beside(self, case: Case) -> tuple[Case | None, Case | None]:
        """The case before and the case after."""
        at = next((rank for rank, one in enumerate(self.cases) if one.pk == case.pk), 0)
        return self.cases[at - 1] if at else None, self.cases[at + 1] if at + 1 < len(self.cases) else None


def agenda_of(user, session: Session) -> Agenda:
    """The agenda in the order of the kinds; one query."""
    rows = list(Case.objects.for_user(user).filter(session=session).select_related(*JOINED).order_by("position", "pk"))
    groups = [(kind.label, [row for row in rows if row.kind == kind]) for kind in CaseKind]
    ordered = [row for _, found in groups for row in found]
    return Agenda([one for one in groups if one[1]], ordered, sum(1 for row in rows if row.verdict))


def summary(case: Case) -> str:
    """A case in a few words, without any name."""
    if case.kind == CaseKind.ENTRY and case.prescription:
        return f"prescrite par {case.prescription.prescriber}"
    if case.kind == CaseKind.EXIT and case.exit:
        return str(case.exit.get_kind_display())
    if case.kind == CaseKind.WATCH and case.watch:
        return f"depuis le {case.watch.start:%d/%m/%Y}, {case.watch.reason}"
    return f"entrée le {case.pathway.entered_on:%d/%m/%Y}" if case.pathway else ""


def facts_of(case: Case) -> dict:
    """The figures of one situation, as the wall shows them."""
    row = case.pathway
    if row is None:
        return {}
    counts = row.steps.aggregate(
        steps=Count("pk"), jobs=Count("pk", filter=Q(kind="emploi")), trainings=Count("pk", filter=Q(kind="formation")),
        lifted=Count("pk", filter=Q(kind="frein")),
    )  # fmt: skip
    met = row.meetings.filter(attendance__in=(Attendance.HELD, Attendance.ABSENT))
    protocol = protocol_of(row.contract)
    return counts | {
        "months": months_between(row.entered_on, case.session.date),
        "measure": row.measures.order_by("-rank").first(),
        "most": protocol.maximum_months // protocol.measure_months,
        "met": met.count(),
        "held": met.filter(attendance=Attendance.HELD).count(),
        "obstacles": row.obstacles.exclude(level=0).select_related("kind").order_by("-level", "pk"),
    }


def minutes_of(agenda: Agenda) -> list[tuple[str, dict[str, int]]]:
    """Decisions by kind, as counts: what everybody may read."""
    labels = dict(Verdict.choices)
    found = []
    for title, cases in agenda.groups:
        counted: dict[str, int] = {}
        for case in cases:
            counted[labels[case.verdict]] = counted.get(labels[case.verdict], 0) + 1
        found.append((title, counted))
    return found
