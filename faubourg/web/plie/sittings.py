"""What the screens of the cellule show: the agenda by kind, the facts of one situation."""

from dataclasses import dataclass

from django.db.models import Count, Max, OuterRef, Q, Subquery

from faubourg.pathways.cells import folded
from faubourg.pathways.choices import Attendance, CaseKind, ExitKind, StepState
from faubourg.pathways.dates import last_day, months_between, next_measure
from faubourg.pathways.models import Case, Exit, Measure, Session
from faubourg.pathways.operations.tracing import protocol_of
from faubourg.pathways.queries.agenda import OVER, moot_cases
from faubourg.ui.typography import nbsp, plural
from faubourg.web.plie.decisions import SEVERAL

JOINED = (
    "participant__residence__territory", "pathway__structure", "pathway__referent__user", "prescription__prescriber",
    "prescription__structure", "watch__reason", "exit__reason", "exit__category", "exit__proof", "decided_by",
)  # fmt: skip


#: What begins a word of health in a label, folded.
HEALTH = ("santé", "sante", "médic", "medic", "maladi", "soin", "psych", "addict", "handicap")


@dataclass(frozen=True)
class Agenda:
    """The cases that the reader sees, grouped by kind, and how many are decided."""

    groups: list[tuple[str, list[Case]]]
    cases: list[Case]
    decided: int

    @property
    def counted(self) -> list[tuple[str, list[Case], int]]:
        """The groups with how many of each are decided."""
        return [(title, cases, sum(1 for case in cases if case.verdict)) for title, cases in self.groups]

    @property
    def total(self) -> int:
        """How many cases."""
        return len(self.cases)

    @property
    def share(self) -> int:
        """Decided ÷ all, in percent."""
        return round(100 * self.decided / len(self.cases)) if self.cases else 0

    def after_deciding(self, case: Case) -> Case | None:
        """The next case that waits, or the first one left; None when all the others are decided."""
        at = next((rank for rank, one in enumerate(self.cases) if one.pk == case.pk), 0)
        return next((one for one in (*self.cases[at + 1 :], *self.cases[:at]) if not one.verdict), None)

    def beside(self, case: Case) -> tuple[Case | None, Case | None]:
        """The case before and the case after."""
        at = next((rank for rank, one in enumerate(self.cases) if one.pk == case.pk), 0)
        return self.cases[at - 1] if at else None, self.cases[at + 1] if at + 1 < len(self.cases) else None


def agenda_of(user, session: Session) -> Agenda:
    """The agenda in the order of the kinds, without what was settled since elsewhere; two queries."""
    last = Measure.objects.filter(pathway=OuterRef("pathway")).order_by("-rank")
    rows = Case.objects.for_user(user).filter(session=session).select_related(*JOINED).order_by("position", "pk")
    if session.state not in OVER:
        rows = rows.exclude(pk__in=moot_cases(session).order_by().values("pk"))
    rows = list(rows.annotate(rank=Subquery(last.values("rank")[:1]), ends=Subquery(last.values("end")[:1])))
    groups = [(SEVERAL[kind], [row for row in rows if row.kind == kind]) for kind in CaseKind]
    ordered = [row for _, found in groups for row in found]
    return Agenda([one for one in groups if one[1]], ordered, sum(1 for row in rows if row.verdict))


@dataclass(frozen=True)
class Sitting:
    """Who is there: present and expected among those who count, the quorum; `mark` changes with what others do."""

    present: int
    expected: int
    quorum: int
    mark: str

    @property
    def may_decide(self) -> bool:
        """Whether somebody is there and the quorum is reached."""
        return self.present >= max(self.quorum, 1)


def sitting_of(session: Session, agenda: Agenda) -> Sitting:
    """How the session stands; one query."""
    counted = session.members.filter(votes=True).aggregate(all=Count("pk"), here=Count("pk", filter=Q(is_present=True)))
    latest = max((case.decided_at for case in agenda.cases if case.decided_at), default=None)
    when = latest.isoformat() if latest else ""
    mark = f"{session.state}-{agenda.total}-{agenda.decided}-{counted['here']}-{when}"
    return Sitting(counted["here"], counted["all"], session.quorum, mark)


def points_of(case: Case, facts: dict) -> list[str]:
    """What to have in mind before deciding, in sentences without any name."""
    row, points = case.pathway, []
    if case.kind == CaseKind.ENTRY and case.prescription and case.prescription.is_brsa is None:
        points.append("BRSA non renseigné : le Bureau Insertion n’a pas été interrogé.")
    if case.kind == CaseKind.RENEWAL and facts.get("over"):
        points.append(
            f"La mesure suivante dépasserait le {facts['longest']:%d/%m/%Y}, terme du protocole : "
            "un renouvellement demande le motif de la dérogation."
        )
    if case.kind == CaseKind.EXIT and case.exit and case.exit.kind == ExitKind.POSITIVE and not case.exit.proof_id:
        points.append("La sortie positive n’a pas son justificatif.")
    if case.kind == CaseKind.EXIT and case.exit:
        points += _after_exit(case.exit)
    if row is None:
        return points
    if row.referent is None:
        points.append("Personne ne suit ce parcours.")
    if watch := next((one for one in row.watches.all() if one.end is None), None):
        points.append(f"En veille depuis le {watch.start:%d/%m/%Y}.")
        if watch.back_on:
            points.append(f"Reprise prévue le {watch.back_on:%d/%m/%Y}.")
        if watch.review_on:
            points.append(f"Maintenue par une cellule, à réexaminer le {watch.review_on:%d/%m/%Y}.")
    return [nbsp(one) for one in points]


def _after_exit(exit: Exit) -> list[str]:
    """What the date of an exit leaves behind it: acts that follow it, steps that are not ended."""
    path, on = exit.pathway, exit.on
    met = path.meetings.filter(on__gt=on, attendance__in=(Attendance.HELD, Attendance.ABSENT)).count()
    begun = path.steps.filter(start__gt=on).count()
    later = [plural(met, "rendez-vous,rendez-vous") if met else "", plural(begun, "étape,étapes") if begun else ""]
    found = []
    if said := " et ".join(one for one in later if one):
        found.append(f"La sortie est datée du {on:%d/%m/%Y}, avant {said} déjà au dossier : vérifiez la date.")
    if going := path.steps.filter(state=StepState.ONGOING).exclude(pk__in=exit.outcomes).count():
        found.append(f"{plural(going, 'étape est,étapes sont')} encore en cours : dites au dossier ce qu’il en est.")
    return found


def summary(case: Case) -> str:
    """A case of `agenda_of` in a few words, without any name nor anything about health."""
    if case.kind == CaseKind.ENTRY and case.prescription:
        return f"prescrite par {case.prescription.prescriber}"
    if case.kind == CaseKind.EXIT and case.exit:
        return str(case.exit.get_kind_display())
    if case.kind == CaseKind.WATCH and case.watch:
        reason = "motif réservé" if of_health(case.watch.reason.label) else case.watch.reason
        return f"depuis le {case.watch.start:%d/%m/%Y}, {reason}"
    if case.kind == CaseKind.RENEWAL and case.rank:
        return f"mesure {case.rank}, fin le {case.ends:%d/%m/%Y}"
    return f"entrée le {case.pathway.entered_on:%d/%m/%Y}" if case.pathway else ""


def of_health(label: str) -> bool:
    """Whether a word of a list tells of health, which is not projected: each PLIE words its own lists."""
    return any(stem in folded(label) for stem in HEALTH)


def obstacles_told(rows) -> list[str]:
    """The freins as the wall shows them: those of health are counted, not named."""
    rows = list(rows)
    told = [f"{row.kind} : {row.get_level_display()}" for row in rows if not of_health(row.kind.label)]
    if hidden := len(rows) - len(told):
        told.append("un frein réservé" if hidden == 1 else f"{hidden} freins réservés")
    return [nbsp(one) for one in told]


def facts_of(case: Case) -> dict:
    """The figures of one situation, as the wall shows them."""
    row = case.pathway
    if row is None:
        return {}
    counts = row.steps.aggregate(
        steps=Count("pk"), jobs=Count("pk", filter=Q(kind="emploi")), trainings=Count("pk", filter=Q(kind="formation")),
        lifted=Count("pk", filter=Q(kind="frein")), ongoing=Count("pk", filter=Q(state=StepState.ONGOING)),
    )  # fmt: skip
    met = row.meetings.filter(attendance__in=(Attendance.HELD, Attendance.ABSENT))
    protocol, last = protocol_of(row.contract), row.measures.order_by("-rank").first()
    longest = last_day(row.entered_on, protocol.maximum_months)
    following = next_measure(row.entered_on, last.end if last else None, protocol.measure_months)
    return counts | {
        "months": months_between(row.entered_on, case.session.date),
        "measure": last,
        "longest": longest,
        "over": following[1] > longest,
        "most": protocol.maximum_months // protocol.measure_months,
        "met": met.count(),
        "held": met.filter(attendance=Attendance.HELD).count(),
        "last_met": met.filter(attendance=Attendance.HELD).aggregate(last=Max("on"))["last"],
        "obstacles": obstacles_told(row.obstacles.exclude(level=0).select_related("kind").order_by("-level", "pk")),
    }
