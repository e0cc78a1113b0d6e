"""What a decision of the cellule changes elsewhere, and how that is taken back whole or not at all."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from faubourg.accounts.models import User
from faubourg.pathways.choices import Attendance, CaseKind, ExitState, JobClass, StepState, Verdict
from faubourg.pathways.models import (
    Assignment,
    Case,
    Exit,
    ExitFacts,
    Measure,
    Meeting,
    Pathway,
    Session,
    Step,
    Term,
    Watch,
)
from faubourg.pathways.operations.following import close_watch, keep_watch, open_watch, opened, renew
from faubourg.pathways.operations.leaving import ending_steps, validate_exit, withdraw_exit
from faubourg.pathways.operations.prescribing import admit, unadmit
from faubourg.pathways.operations.tracing import locked, trace
from faubourg.pathways.queries.agenda import OVER
from faubourg.pathways.refusals import Refused, refuse

#: Verdicts that have taken effect: they are taken back before another is given.
DONE = (Verdict.ACCEPTED, Verdict.REFUSED)


def apply(
    row: Case, session: Session, *, reason: Term | None, review_on: date | None, by: User, at: datetime
) -> dict[str, Any]:
    """Let a yes or a no take effect; gives back what `undo` needs to know: keys and dates, never a text."""
    accepted, who = row.verdict == Verdict.ACCEPTED, {"by": by, "at": at}
    match row.kind:
        case CaseKind.ENTRY:
            admit(prescription=row.prescription, accepted=accepted, reason=reason, on=session.date, **who)
        case CaseKind.RENEWAL if accepted:
            row.renewed_until = renew(pathway=row.pathway, derogation=row.derogation, **who).end
        case CaseKind.WATCH if row.watch_id and not accepted:
            close_watch(pathway=row.pathway, on=row.effective_on, reason=reason, **who)
            return {"watch": "closed"}
        case CaseKind.WATCH if row.watch_id:
            former = locked(row.watch).review_on
            keep_watch(watch=row.watch, on=session.date, review_on=review_on, **who)
            return {"watch": "kept", "review_on": former.isoformat() if former else None}
        case CaseKind.WATCH if accepted:
            row.watch = open_watch(pathway=row.pathway, on=row.effective_on, reason=reason, **who)
            return {"watch": "opened"}
        case CaseKind.EXIT if accepted:
            ends = _ended_by(row.exit)
            found = validate_exit(exit=row.exit, on=session.date, **who)
            return ends if found.state == ExitState.VALIDATED else {}
        case CaseKind.EXIT:
            withdraw_exit(exit=row.exit, **who)
    return {}


def _ended_by(exit: Exit) -> dict[str, Any]:
    """What the end of a pathway closes beside it (`leaving._end`), by their keys."""
    path, on = exit.pathway, exit.on
    planned = path.steps.filter(state=StepState.PLANNED, start=None, planned_start__gt=on)
    rows = {
        "watches": path.watches.filter(end=None),
        "assignments": Assignment.objects.filter(pathway=path, end=None),
        "meetings": path.meetings.filter(attendance=Attendance.PLANNED, on__gt=on),
        "steps": planned,
        "going_on": ending_steps(exit),
        "jobs": path.steps.filter(pk=exit.step_id, job_class=JobClass.POTENTIAL),
    }
    return {"ended": {name: sorted(found.values_list("pk", flat=True)) for name, found in rows.items()}}


def undo(row: Case, *, by: User, at: datetime) -> None:
    """Take back what `apply` changed, whole. Raises Refused: something was done since that rests on it."""
    _alone(row)
    accepted, changed, who = row.verdict == Verdict.ACCEPTED, row.changed, {"by": by, "at": at}
    match row.kind:
        case CaseKind.ENTRY:
            unadmit(prescription=row.prescription, **who)
        case CaseKind.RENEWAL if accepted:
            _drop_measure(row, by, at)
        case CaseKind.WATCH if changed:
            _turn_watch(row, by, at)
        case CaseKind.EXIT if accepted:
            _unvalidate(row, by, at)
        case CaseKind.EXIT:
            _propose_again(row.exit, by, at)


def _too_late(what: str) -> Refused:
    return refuse("undo-too-late", what=what)


def _alone(row: Case) -> None:
    """Refuse when another session decided the same since, or when nothing was kept of what was there before."""
    later = Case.objects.filter(participant=row.participant_id, kind=row.kind, verdict__in=DONE)
    if other := later.filter(decided_at__gt=row.decided_at).exclude(pk=row.pk).select_related("session").first():
        raise _too_late(f"la cellule du {other.session.date:%d/%m/%Y} a décidé depuis ; reprenez d’abord sa décision")
    ends = row.kind == CaseKind.EXIT and row.verdict == Verdict.ACCEPTED
    if row.changed is None and (ends or (row.kind == CaseKind.WATCH and row.watch_id)):
        raise _too_late("ce qui la précédait n’a pas été gardé ; corrigez-le au dossier")


def _drop_measure(row: Case, by: User, at: datetime) -> None:
    path = opened(row.pathway)
    measure = path.measures.order_by("-rank").first()
    if measure is None or measure.end != row.renewed_until:
        raise _too_late("les mesures du parcours ont changé depuis ; corrigez-les au dossier")
    trace(by=by, verb="renouvellement repris", contract=path.contract, row=measure, at=at, about=path.participant)
    Measure.objects.filter(pk=measure.pk).delete()


def _turn_watch(row: Case, by: User, at: datetime) -> None:
    path, watch, did = opened(row.pathway), locked(row.watch), row.changed["watch"]
    about = {"contract": path.contract, "about": path.participant, "by": by, "at": at}
    if did == "closed":
        if watch.end is None or path.watches.filter(start__gte=watch.end).exclude(pk=watch.pk).exists():
            raise _too_late("les veilles du parcours ont changé depuis ; corrigez-les au dossier")
        watch.end = watch.closing_reason = None
    elif watch.end is not None:
        raise _too_late(f"la veille est close depuis le {watch.end:%d/%m/%Y}")
    elif did == "opened":
        waiting = Q(verdict=Verdict.PENDING) & ~Q(session__state__in=OVER)
        if watch.cases.exclude(pk=row.pk).exclude(waiting).exists():
            raise _too_late("une autre cellule a examiné la veille depuis ; clôturez-la au dossier, avec un motif")
        trace(verb="veille reprise", row=watch, **about)
        row.watch = None
        row.save(update_fields=["watch"])
        watch.delete()
        return
    else:
        former = row.changed["review_on"]
        watch.review_on = date.fromisoformat(former) if former else None
    watch.save(update_fields=["end", "closing_reason", "review_on"])
    trace(verb="décision sur la veille reprise", row=watch, fields=["end", "review_on"], **about)


def _unvalidate(row: Case, by: User, at: datetime) -> None:
    found, path = locked(row.exit), locked(row.exit.pathway)
    if found.state not in (ExitState.VALIDATED, ExitState.UPCOMING):
        raise _too_late("la sortie a été rouverte depuis ; proposez-la de nouveau au dossier")
    if found.situation or found.situation_later or ExitFacts.objects.filter(exit=found).exists():
        raise _too_late("la situation après la sortie est écrite ; rouvrez la sortie au dossier, elle y est gardée")
    if other := path.participant.pathways.exclude(pk=path.pk).filter(entered_on__gte=path.entered_on).first():
        raise refuse("pathway-already-open", day=other.entered_on)
    if found.state == ExitState.VALIDATED:
        if "ended" not in row.changed:
            raise _too_late(f"la sortie a pris effet le {found.on:%d/%m/%Y} ; rouvrez-la au dossier, avec un motif")
        _resume(path, row.changed["ended"])
    found.state, found.validated_on = ExitState.PROPOSED, None
    found.save(update_fields=["state", "validated_on"])
    trace(by=by, verb="validation de la sortie reprise", contract=path.contract, row=found, at=at,
          fields=["state", "validated_on"], about=path.participant)  # fmt: skip


def _resume(path: Pathway, ended: dict[str, list[int]]) -> None:
    """The pathway goes on as if its end had not been written."""
    day, path.ended_on = path.ended_on, None
    path.save(update_fields=["ended_on"])
    Watch.objects.filter(pk__in=ended["watches"]).update(end=None)
    Assignment.objects.filter(pk__in=ended["assignments"]).update(end=None)
    meetings = Meeting.objects.filter(pk__in=ended["meetings"], attendance=Attendance.CANCELLED)
    meetings.update(attendance=Attendance.PLANNED)
    Step.objects.filter(pk__in=ended["steps"], state=StepState.DROPPED).update(state=StepState.PLANNED)
    # A decision of before this was kept has none.
    ending = Step.objects.filter(pk__in=ended.get("going_on", ()), end=day)
    ending.update(state=StepState.ONGOING, end=None)
    jobs = Step.objects.filter(pk__in=ended["jobs"], job_class=JobClass.VALIDATED)
    jobs.update(job_class=JobClass.POTENTIAL)


def _propose_again(exit: Exit, by: User, at: datetime) -> None:
    path, found = opened(exit.pathway), locked(exit)
    if found.state != ExitState.WITHDRAWN or path.exits.standing().exists():
        raise _too_late("une autre sortie est proposée ou décidée depuis ; décidez de celle-là")
    found.state = ExitState.PROPOSED
    found.save(update_fields=["state"])
    trace(by=by, verb="refus de la sortie repris", contract=path.contract, row=found, at=at, fields=["state"],
          about=path.participant)  # fmt: skip
