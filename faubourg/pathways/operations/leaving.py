"""Exits: proposed, validated by the cellule, reopened; the situation after; what the FSE+ asks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from faubourg.accounts.models import User
from faubourg.pathways.choices import Attendance, ExitKind, ExitState, JobClass, Situation, StepState, TermKind
from faubourg.pathways.dates import DAY, add_months
from faubourg.pathways.models import (
    Assignment,
    EntryFacts,
    Exit,
    ExitFacts,
    Pathway,
    Proof,
    Step,
    Term,
)
from faubourg.pathways.models.leaving import DECIDED
from faubourg.pathways.operations.following import opened
from faubourg.pathways.operations.tracing import (
    assign,
    day_of,
    listed,
    locked,
    not_future,
    protocol_of,
    trace,
    writable,
)
from faubourg.pathways.permissions import can_follow, can_lead, require
from faubourg.pathways.queries.questionnaires import ENTRY, EXIT, LATER
from faubourg.pathways.refusals import refuse

#: How a step that was going on may end with its pathway.
ENDED = (StepState.DONE, StepState.PARTLY, StepState.DROPPED)
#: It goes on after it.
GOES_ON = "suite"


@transaction.atomic
def propose_exit(
    *, pathway: Pathway, kind: str, on: date, by: User, at: datetime, reason: Term | None = None,
    category: Term | None = None, step: Step | None = None, proof: Proof | None = None, fse_on: date | None = None,
    note: str = "", outcomes: Mapping[int, str] | None = None,
) -> Exit:  # fmt: skip
    """Propose how a pathway ends, one measure ahead at most: a positive one with its category and its proof, another
    with its reason. `outcomes`: number of a step that goes on → how it ends with the exit (any of ENDED), or GOES_ON.

    Raises PermissionDenied, Refused.
    """
    require(can_follow(by, pathway.participant), "follow")
    row = opened(pathway)
    if on < row.entered_on:
        raise refuse("exit-before-entry", day=on, entry=row.entered_on)
    if fse_on is not None and fse_on < row.entered_on:
        raise refuse("fse-exit-before-entry", day=fse_on, entry=row.entered_on)
    writable(row.participant, on)
    ahead = protocol_of(row.contract).measure_months
    if on > add_months(day_of(at), ahead):
        raise refuse("exit-too-far", day=on, months=ahead)
    if row.exits.standing().exists():
        raise refuse("exit-already")
    listed(reason, row.contract, TermKind.EXIT_REASON, on=on)
    listed(category, row.contract, TermKind.EXIT_CATEGORY, on=on)
    if any(one is not None and one.pathway_id != row.pk for one in (proof, step)):
        raise refuse("proof-elsewhere")
    if kind == ExitKind.POSITIVE:
        if proof is None:
            raise refuse("exit-without-proof")
        if category is None:
            raise refuse("exit-without-category")
    reasoned(kind, reason)
    said = {str(number): one for number, one in (outcomes or {}).items() if one in (*ENDED, GOES_ON)}
    if row.steps.filter(pk__in=said).count() < len(said):
        raise refuse("proof-elsewhere")
    found = Exit.objects.create(
        pathway=row, kind=ExitKind(kind), on=on, fse_on=fse_on, reason=reason, category=category, step=step,
        proof=proof, note=note, proposed_by=by, outcomes=said,
    )  # fmt: skip
    _trace(by, "sortie proposée", found, at, ["kind", "on"])
    return found


def reasoned(kind: str, reason: Term | None) -> None:
    """Refuse an exit that is not positive and gives no reason. Raises Refused."""
    if kind != ExitKind.POSITIVE and reason is None:
        raise refuse("exit-without-reason")


@transaction.atomic
def withdraw_exit(*, exit: Exit, by: User, at: datetime) -> Exit:
    """Take a proposal back, or refuse it: the pathway goes on."""
    row = _proposed(exit)
    require(can_follow(by, row.pathway.participant), "follow")
    row.state = ExitState.WITHDRAWN
    row.save(update_fields=["state"])
    _trace(by, "proposition de sortie retirée", row, at, ["state"])
    return row


@transaction.atomic
def validate_exit(*, exit: Exit, on: date, by: User, at: datetime) -> Exit:
    """Validate an exit in the cellule of `on`: the pathway ends with it, or on its day when that is still to come."""
    row = _proposed(exit)
    path = locked(row.pathway)
    require(can_lead(by, path.contract), "lead")
    if row.on < path.entered_on:
        raise refuse("exit-before-entry", day=row.on, entry=path.entered_on)
    writable(path.participant, row.on)
    if row.kind == ExitKind.POSITIVE and row.proof_id is None:
        raise refuse("exit-without-proof")
    row.validated_on = on
    if row.on > day_of(at):
        row.state = ExitState.UPCOMING
        row.save(update_fields=["state", "validated_on"])
        _trace(by, "sortie décidée d’avance", row, at, ["state", "validated_on"])
        return row
    _end(row, path)
    _trace(by, "sortie validée", row, at, ["state", "validated_on"])
    return row


@transaction.atomic
def prove_exit(*, exit: Exit, proof: Proof, by: User, at: datetime) -> Exit:
    """Give a proposed exit its proof. One that a cellule validated before the software (`validated_on`, from a
    workbook) then stands, once the coordinatrice gives it; another waits for the cellule.

    Raises PermissionDenied, Refused.
    """
    row = _proposed(exit)
    require(can_follow(by, row.pathway.participant), "follow")
    if proof.pathway_id != row.pathway_id:
        raise refuse("proof-elsewhere")
    row.proof = proof
    row.save(update_fields=["proof"])
    _trace(by, "justificatif de sortie joint", row, at, ["proof"])
    if row.validated_on is not None and can_lead(by, row.pathway.contract):
        return validate_exit(exit=row, on=row.validated_on, by=by, at=at)
    return row


def apply_exits(*, at: datetime) -> int:
    """Let the exits decided ahead take effect once their day has come; for the clock. Says how many did."""
    due = Exit.objects.upcoming().filter(on__lte=day_of(at)).order_by("on", "pk")
    return sum(_apply(number, at) for number in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _apply(number: int, at: datetime) -> bool:
    row = Exit.objects.select_for_update(of=("self",)).get(pk=number)
    # Reopened, or applied by another passage, since the list was read.
    if row.state != ExitState.UPCOMING:
        return False
    _end(row, locked(row.pathway))
    _trace(None, "sortie effective", row, at, ["state"])
    return True


def _end(row: Exit, path: Pathway) -> None:
    """A veille ends with the pathway, and who follows it; what was planned after it does not take place.

    Steps end that day as the proposal said; a job to be validated becomes a positive exit.
    """
    row.state = ExitState.VALIDATED
    row.save(update_fields=["state", "validated_on"])
    path.ended_on = row.on
    path.save(update_fields=["ended_on"])
    for watch in path.watches.filter(end=None):
        watch.end = max(watch.start, row.on)
        watch.save(update_fields=["end"])
    for one in Assignment.objects.filter(pathway=path, end=None):
        one.end = max(one.start, row.on)
        one.save(update_fields=["end"])
    path.meetings.filter(attendance=Attendance.PLANNED, on__gt=row.on).update(attendance=Attendance.CANCELLED)
    path.steps.filter(state=StepState.PLANNED, start=None, planned_start__gt=row.on).update(state=StepState.DROPPED)
    for step in ending_steps(row):
        step.state, step.end = StepState(row.outcomes[str(step.pk)]), row.on
        step.save(update_fields=["state", "end"])
    if row.kind == ExitKind.POSITIVE and row.step_id and row.step.job_class == JobClass.POTENTIAL:
        Step.objects.filter(pk=row.step_id).update(job_class=JobClass.VALIDATED)


def ending_steps(exit: Exit) -> QuerySet[Step]:
    """The steps that go on and end with the exit, as its proposal said; one begun since goes on."""
    begun = Q(start=None) | Q(start__lte=exit.on)
    ended = [number for number, one in exit.outcomes.items() if one != GOES_ON]
    return exit.pathway.steps.filter(begun, pk__in=ended, state=StepState.ONGOING, end=None)


@transaction.atomic
def reopen_exit(*, exit: Exit, reason: str, by: User, at: datetime) -> Pathway:
    """Take back an exit that a session decided, with a reason, unless the person entered again since.

    The exit stays as a trace, with the situations written after it. Its pathway is open again, followed from today on
    by who followed it; its job waits again to be validated; a veille that ended with it stays closed.
    """
    row = locked(exit)
    path = locked(row.pathway)
    require(can_lead(by, path.contract), "lead")
    writable(path.participant)
    if row.state not in DECIDED:
        raise refuse("exit-not-validated")
    if not reason.strip():
        raise refuse("reopen-without-reason")
    if other := path.participant.pathways.exclude(pk=path.pk).filter(entered_on__gte=path.entered_on).first():
        raise refuse("pathway-already-open", day=other.entered_on)
    row.state, row.reopened_on, row.reopening_reason = ExitState.REOPENED, day_of(at), reason
    row.save(update_fields=["state", "reopened_on", "reopening_reason"])
    if not path.is_open:
        path.ended_on = None
        path.save(update_fields=["ended_on"])
        start = max([day_of(at), *path.assignments.values_list("start", flat=True)])
        Assignment.objects.create(pathway=path, structure=path.structure, referent=path.referent, start=start)
    Step.objects.filter(pk=row.step_id, job_class=JobClass.VALIDATED).update(job_class=JobClass.POTENTIAL)
    _trace(by, "sortie rouverte", row, at, ["state", "reopened_on"])
    return path


@transaction.atomic
def record_situation(*, exit: Exit, situation: str, by: User, at: datetime, later: bool = False) -> Exit:
    """Write the situation on the day after the exit (within four weeks), or, `later`, six months after."""
    row = locked(exit)
    require(can_follow(by, row.pathway.participant), "follow")
    writable(row.pathway.participant)
    today, six_months = day_of(at), add_months(row.on, 6)
    if row.state != ExitState.VALIDATED or today <= row.on:
        raise refuse("situation-before-exit", day=row.on + DAY)
    if later:
        if today < six_months:
            raise refuse("situation-too-early", day=six_months)
        row.situation_later, row.situation_later_on = Situation(situation), today
    else:
        row.situation, row.situation_entered_on = Situation(situation), today
    row.save()
    fields = ["situation_later", "situation_later_on"] if later else ["situation", "situation_entered_on"]
    _trace(by, "situation après la sortie", row, at, fields)
    return row


@transaction.atomic
def write_entry_facts(*, pathway: Pathway, values: Mapping[str, Any], by: User, at: datetime) -> EntryFacts:
    """Fill the optional pack of the FSE+ at the entry; `values`: any of ENTRY, each may be declined."""
    require(can_follow(by, pathway.participant), "follow")
    writable(pathway.participant)
    row = EntryFacts.objects.filter(pathway=pathway).first() or EntryFacts(pathway=pathway)
    changed = assign(row, dict(values), ENTRY)
    not_future(row.fse_entered_on, at)
    row.filled_on = day_of(at)
    row.save()
    trace(by=by, verb="questionnaire d’entrée FSE+", contract=pathway.contract, row=row, at=at, fields=changed,
          about=pathway.participant)  # fmt: skip
    return row


@transaction.atomic
def write_exit_facts(*, exit: Exit, values: Mapping[str, Any], by: User, at: datetime) -> ExitFacts:
    """Fill the optional pack of the FSE+ at the exit; `values`: any of EXIT, and of LATER in its time."""
    participant = exit.pathway.participant
    require(can_follow(by, participant), "follow")
    writable(participant)
    row = ExitFacts.objects.filter(exit=exit).first() or ExitFacts(exit=exit)
    changed = assign(row, dict(values), (*EXIT, *LATER))
    six_months = add_months(exit.on, 6)
    if day_of(at) < six_months and (row.employed_later or row.improved_later):
        raise refuse("situation-too-early", day=six_months)
    row.filled_on = day_of(at)
    row.save()
    trace(by=by, verb="questionnaire de sortie FSE+", contract=exit.pathway.contract, row=row, at=at, fields=changed,
          about=participant)  # fmt: skip
    return row


def _proposed(exit: Exit) -> Exit:
    row = locked(exit)
    writable(row.pathway.participant)
    if row.state != ExitState.PROPOSED:
        raise refuse("exit-not-proposed")
    return row


def _trace(by: User | None, verb: str, row: Exit, at: datetime, fields: list[str]) -> None:
    path = row.pathway
    trace(by=by, verb=verb, contract=path.contract, row=row, at=at, fields=fields, about=path.participant)
