"""Steps of a pathway, how a job is classed, and the files that prove."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet

from faubourg.accounts.models import User
from faubourg.pathways.choices import ExitKind, ExitState, JobClass, StepKind, StepReason, StepState, TermKind
from faubourg.pathways.classing import Classed, classify
from faubourg.pathways.models import Exit, JobRule, Pathway, Proof, Step, Term
from faubourg.pathways.operations.tracing import assign, day_of, listed, locked, not_future, trace, writable
from faubourg.pathways.permissions import can_follow, can_read_step, can_remove_step, can_write_steps, require
from faubourg.pathways.refusals import Refused, refuse
from faubourg.threads.content import examine

FIELDS = (
    "kind", "title", "organisation", "domain", "means", "prescriber", "state", "planned_start", "planned_end", "start",
    "end", "is_private", "is_qualifying", "contract_type", "months", "weekly_hours", "total_hours", "in_siae", "note",
)  # fmt: skip
#: What of a private step everybody in the team may write.
OPEN_FIELDS = frozenset({"kind", "state", "planned_start", "planned_end", "start", "end"})
#: Hours of a week.
WEEK = 168
#: What a step is once nothing of it is to come.
OVER = frozenset({StepState.DONE, StepState.PARTLY, StepState.DROPPED})
DOMAINS = {StepKind.TRAINING: TermKind.TRAINING_DOMAIN, StepKind.OBSTACLE: TermKind.LIFTING_DOMAIN}


@transaction.atomic
def write_step(
    *, pathway: Pathway, values: Mapping[str, Any], by: User, at: datetime, step: Step | None = None, reason: str = ""
) -> Step:  # fmt: skip
    """Add a step, or change one; `values`: any of FIELDS. A job is classed by the rules unless it was overridden.

    One that only begins before the entry is kept, and shown as an anomaly. After the exit: the coordinatrice, with a
    `reason` (a StepReason). Raises PermissionDenied, Refused.
    """
    path = _writing(pathway, reason, by)
    row = locked(step) if step else Step(pathway=path, author=by)
    was_rule = row.rule
    was_private = row.is_private
    require(can_read_step(by, row) or OPEN_FIELDS.issuperset(values), "step")
    changed = assign(row, dict(values), FIELDS)
    if row.is_private and not was_private:
        row.author = by
    check_step(row, path, at)
    _complete(row)
    if row.kind == StepKind.JOB and not row.is_overridden:
        apply_class(row, classed(row))
    elif row.kind != StepKind.JOB:
        row.job_class, row.rule, row.job_row, row.is_overridden = "", None, None, False
    row.save()
    verb = _verb("étape modifiée" if step else "étape ajoutée", path, reason)
    trace(by=by, verb=verb, contract=path.contract, row=row, at=at, fields=changed, about=path.participant)
    follow_exit(row, was_rule, by, at)
    return row


@transaction.atomic
def remove_step(*, step: Step, by: User, at: datetime, reason: str = "") -> None:
    """Remove a step typed by mistake; a private one: its author, or the coordinatrice with a `reason` (a StepReason).

    After the exit: the coordinatrice, with a reason. Raises PermissionDenied, Refused.
    """
    path = _writing(step.pathway, reason, by)
    require(can_remove_step(by, step), "remove")
    if not can_read_step(by, step) and reason not in StepReason.values:
        raise refuse("private-without-reason")
    verb = _verb("étape retirée", path, reason)
    trace(by=by, verb=verb, contract=path.contract, row=step, at=at, about=path.participant)
    step.delete()


def _writing(pathway: Pathway, reason: str, by: User) -> Pathway:
    """The pathway, held, whose steps are to be written: open, or ended and then for the coordinatrice with a reason."""
    row = locked(pathway)
    if row.is_open:
        require(can_follow(by, row.participant), "follow")
    require(can_write_steps(by, row), "ended")
    writable(row.participant)
    if not row.is_open and reason not in StepReason.values:
        raise refuse("step-after-exit", day=row.ended_on)
    return row


def _verb(act: str, path: Pathway, reason: str) -> str:
    """The act as the journal says it, with its reason: a word of a list, never a free text."""
    after = "" if path.is_open else " après la sortie"
    return f"{act}{after} : {StepReason(reason).label}" if reason else act


def follow_exit(step: Step, was: JobRule | None, by: User | None, at: datetime) -> None:
    """Let the positive exit to which a job led follow its new class: its category is that of the rule.

    A job that is no positive exit any more leaves the exit as it stands, told as an anomaly (`queries.people`).
    """
    rows = Exit.objects.filter(step=step, kind=ExitKind.POSITIVE, state=ExitState.VALIDATED)
    if step.kind != StepKind.JOB or (found := rows.select_related("pathway").first()) is None:
        return
    if step.job_class == JobClass.POTENTIAL:
        step.job_class = JobClass.VALIDATED
        step.save(update_fields=["job_class"])
    category = step.rule.category if step.rule and step.rule != was else None
    if category is not None and category != found.category:
        found.category = category
        found.save(update_fields=["category"])
        trace(by=by, verb="sortie comptée autrement", contract=found.pathway.contract, row=found, at=at,
              fields=["category"], about=found.pathway.participant)  # fmt: skip


@transaction.atomic
def class_job(
    *, step: Step, job_class: str, by: User, at: datetime, reason: str = "", job_row: Term | None = None
) -> Step:
    """Class a job otherwise than its rule, with a reason and its line of the table; no class: as the rules say.

    A validated positive exit is said by the cellule alone. Raises PermissionDenied, Refused.
    """
    row = locked(step)
    was_rule = row.rule
    if row.pathway.is_open:
        require(can_follow(by, row.pathway.participant), "follow")
    require(can_write_steps(by, row.pathway), "ended")
    writable(row.pathway.participant)
    if row.kind != StepKind.JOB:
        raise refuse("not-a-job")
    if job_class:
        if not reason.strip():
            raise refuse("override-without-reason")
        if job_class == JobClass.VALIDATED != row.job_class:
            raise refuse("class-by-cellule")
        row.job_row = _line(row, job_class, job_row)
        row.job_class, row.is_overridden, row.override_reason = JobClass(job_class), True, reason
    else:
        row.is_overridden, row.override_reason = False, ""
        apply_class(row, classed(row))
    row.save()
    trace(by=by, verb="emploi classé", contract=row.pathway.contract, row=row, at=at, fields=["job_class"],
          about=row.pathway.participant)  # fmt: skip
    follow_exit(row, was_rule, by, at)
    return row


def _line(row: Step, job_class: str, chosen: Term | None) -> Term | None:
    """The line of the table where a job of this class counts: the one chosen, else its own if it is of the class."""
    contract = row.pathway.contract
    listed(chosen, contract, TermKind.JOB_ROW)
    table = JobClass.PATHWAY if job_class == JobClass.PATHWAY else JobClass.POTENTIAL
    if chosen is not None:
        if chosen.group not in ("", table):
            raise refuse("row-of-other-class", label=chosen.label)
        return chosen
    if row.job_row is not None and row.job_row.group in ("", table):
        return row.job_row
    if Term.objects.of(contract).filter(kind=TermKind.JOB_ROW, group__in=("", table)).exists():
        raise refuse("class-without-row")
    return None


def job_rules(contract_id: int) -> QuerySet[JobRule]:
    """The rules by which jobs are classed, in the order in which they are tried."""
    rules = JobRule.objects.filter(contract=contract_id).select_related("row", "category")
    return rules.order_by("position", "pk")


def classed(step: Step, rules: Iterable[JobRule] | None = None) -> Classed:
    """What the rules of the contract say of a job, saved or not; one query, none when they are given."""
    return classify(
        step.contract_type_id, months=step.months, weekly_hours=step.weekly_hours, total_hours=step.total_hours,
        rules=job_rules(step.pathway.contract_id) if rules is None else rules,
    )  # fmt: skip


@transaction.atomic
def attach_proof(
    *, pathway: Pathway, name: str, data: bytes, by: User, at: datetime, kind: Term | None = None,
    step: Step | None = None,
) -> Proof:  # fmt: skip
    """Join a file to a pathway, pictures without metadata. Raises PermissionDenied, ValidationError on a bad file."""
    require(can_follow(by, pathway.participant), "follow")
    row = locked(pathway)
    writable(row.participant)
    listed(kind, row.contract, TermKind.PROOF)
    if step is not None and step.pathway_id != row.pk:
        raise refuse("proof-elsewhere")
    found = examine(name, data)
    proof = Proof(
        pathway=row, step=step, kind=kind, name=found.name, mime_type=found.mime_type, size=len(found.data),
        sha256=hashlib.sha256(found.data).hexdigest(), by=by, at=at,
    )  # fmt: skip
    proof.file.save(found.name, ContentFile(found.data), save=False)
    proof.save()
    trace(by=by, verb="pièce jointe", contract=row.contract, row=proof, at=at, about=row.participant)
    return proof


def apply_class(row: Step, found: Classed) -> None:
    """Put on a job what the rules say of it."""
    # What a session validated stays so when the facts still say a positive exit, by another rule maybe.
    if not (row.job_class == JobClass.VALIDATED and found.job_class == JobClass.POTENTIAL):
        row.job_class = found.job_class
    row.rule = found.rule
    row.job_row = found.rule.row if found.rule else None


def check_step(row: Step, path: Pathway, at: datetime) -> None:
    """What is refused of a step, saved or not; a lifting without domain takes that of its means. Raises Refused."""
    contract = path.contract
    _place(row)
    if row.kind in DOMAINS:
        listed(row.domain, contract, DOMAINS[row.kind])
    listed(row.means, contract, TermKind.LIFTING_MEANS)
    listed(row.contract_type, contract, TermKind.CONTRACT_TYPE)
    listed(row.prescriber, contract, TermKind.PRESCRIBER)
    not_future(row.start, at)
    if row.state == StepState.PLANNED and row.start:
        raise refuse("planned-begun")
    if row.state in (StepState.DONE, StepState.PARTLY) and not row.end:
        raise refuse("done-without-end")
    if row.state in OVER and row.end is not None and row.end > day_of(at):
        raise refuse("step-done-later", end=row.end)
    if row.weekly_hours is not None and row.weekly_hours > WEEK:
        raise refuse("weekly-hours-too-many", most=WEEK)
    for start, end in ((row.start, row.end), (row.planned_start, row.planned_end)):
        if start and end and end < start:
            raise refuse("ends-before-start")
    writable(path.participant, row.start)
    ends = row.end or row.planned_end
    if ends is not None and ends < path.entered_on:
        raise _outside(path)
    begins = row.start or row.planned_start
    if path.ended_on is not None and begins is not None and begins > path.ended_on:
        raise _outside(path)


def _place(row: Step) -> None:
    """Means precise a domain: it is theirs, never another, and a lifting that says its means is in a domain."""
    if row.kind != StepKind.OBSTACLE or row.means is None:
        return
    domain = row.means.parent
    if row.domain is None:
        row.domain = domain
    if row.domain is None:
        raise refuse("means-without-domain", means=row.means.label)
    if domain is not None and row.domain != domain:
        raise refuse("domain-of-means", means=row.means.label, domain=domain.label)


def _outside(path: Pathway) -> Refused:
    until = "" if path.ended_on is None else f" jusqu’au {path.ended_on:%d/%m/%Y}"
    return refuse("step-outside", span=f"suivi depuis le {path.entered_on:%d/%m/%Y}{until}")


def _complete(row: Step) -> None:
    """Refuse a step without a day, or that says nothing of itself."""
    ahead = row.state in (StepState.PLANNED, StepState.DROPPED) and row.planned_start
    if not (row.start or ahead):
        raise refuse("step-without-start")
    check_name(row)


def check_name(row: Step) -> None:
    """Refuse a step that says nothing of itself."""
    if not (row.title or row.contract_type_id or row.domain_id or row.means_id):
        raise refuse("step-without-name")
