"""What was typed wrong of a prescription: its facts, its eligibility, a loss; mended by the coordinatrice."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.pathways.choices import (
    WAITING_PRESCRIPTION,
    Opinion,
    PrescriptionState,
    RecordReason,
    TermKind,
)
from faubourg.pathways.models import Pathway, Prescription, Term
from faubourg.pathways.operations.entry_facts import BRSA, recount
from faubourg.pathways.operations.tracing import assign, listed, locked, not_future, plausible, trace, writable
from faubourg.pathways.permissions import can_lead, require
from faubourg.pathways.refusals import refuse
from faubourg.pathways.stages import state_of

FIELDS = ("date", "prescriber", "prescribed_by", "reason", "is_brsa", "note")


@transaction.atomic
def correct_prescription(
    *, prescription: Prescription, values: Mapping[str, Any], why: str, by: User, at: datetime
) -> Prescription:
    """Mend what a prescription says while it waits or once it led to an entry; `values`: any of FIELDS, `why`: a
    RecordReason. A BRSA said later is then asked of the Bureau Insertion too; what is counted at the entry follows.

    Raises PermissionDenied, Refused.
    """
    row = _held(prescription, why, by)
    if row.state not in (*WAITING_PRESCRIPTION, PrescriptionState.ENTERED):
        raise refuse("prescription-closed", state=PrescriptionState(row.state).label)
    changed = assign(row, dict(values), FIELDS)
    writable(row.participant, row.date)
    plausible(row.date, at)
    listed(row.prescriber, row.contract, TermKind.PRESCRIBER)
    listed(row.reason, row.contract, TermKind.PRESCRIPTION_REASON)
    days = [row.checked_on, row.oriented_on, row.admitted_on, *row.validations.values_list("on", flat=True)]
    if first := min((day for day in days if day is not None and day < row.date), default=None):
        raise refuse("prescription-after-acts", day=first)
    if "is_brsa" in changed and row.is_brsa and row.admitted_on is not None:
        raise refuse("brsa-after-admission", day=row.admitted_on)
    row = _mended(row, f"prescription corrigée : {RecordReason(why).label}", changed, by, at)
    recount(participant=row.participant, by=by, at=at, facts=[BRSA])
    return row


@transaction.atomic
def correct_eligibility(
    *, prescription: Prescription, eligible: bool, on: date, why: str, by: User, at: datetime,
    reason: Term | None = None,
) -> Prescription:  # fmt: skip
    """Say the eligibility otherwise until the cellule admits; a refusal gives its `reason`, and one mended opens again.

    Raises PermissionDenied, Refused.
    """
    row = _held(prescription, why, by)
    if row.eligible is None:
        raise refuse("not-eligible-yet")
    if row.admitted_on is not None:
        raise refuse("opinion-after-admission", day=row.admitted_on)
    if row.state not in (*WAITING_PRESCRIPTION, PrescriptionState.INELIGIBLE):
        raise refuse("prescription-closed", state=PrescriptionState(row.state).label)
    writable(row.participant)
    not_future(on, at)
    if on < row.date:
        raise refuse("before-prescription", day=row.date)
    if not eligible and reason is None:
        raise refuse("refusal-without-reason")
    listed(reason, row.contract, TermKind.REFUSAL_REASON, on=on)
    if row.state == PrescriptionState.INELIGIBLE and eligible:
        _alone(row)
    row.eligible, row.checked_on, row.refusal_reason = eligible, on, None if eligible else reason
    row.closed_on = None if eligible else on
    return _mended(row, f"éligibilité corrigée : {RecordReason(why).label}", ["eligible", "checked_on"], by, at)


@transaction.atomic
def reopen_prescription(*, prescription: Prescription, why: str, by: User, at: datetime) -> Prescription:
    """Let a prescription that was lost by mistake wait again. Raises PermissionDenied, Refused."""
    row = _held(prescription, why, by)
    if row.state != PrescriptionState.LOST:
        raise refuse("prescription-not-lost", state=PrescriptionState(row.state).label)
    writable(row.participant)
    _alone(row)
    row.loss_reason = row.closed_on = None
    return _mended(row, f"prescription rouverte : {RecordReason(why).label}", ["loss_reason", "closed_on"], by, at)


def _held(prescription: Prescription, why: str, by: User) -> Prescription:
    require(can_lead(by, prescription.contract), "lead")
    row = locked(prescription)
    if why not in RecordReason.values:
        raise refuse("correction-without-reason")
    return row


def _alone(row: Prescription) -> None:
    others = row.participant.prescriptions.exclude(pk=row.pk)
    if waiting := others.filter(state__in=WAITING_PRESCRIPTION).order_by("date", "pk").first():
        raise refuse("prescription-waiting", day=waiting.date)


def _mended(row: Prescription, verb: str, fields: list[str], by: User, at: datetime) -> Prescription:
    opinions = dict(row.validations.order_by("pk").values_list("validator", "opinion"))
    row.state = state_of(row, opinions, has_entered=Pathway.objects.filter(prescription=row).exists())
    if row.state == PrescriptionState.REFUSED and row.closed_on is None and Opinion.REFUSED in opinions.values():
        row.closed_on = row.validations.filter(opinion=Opinion.REFUSED).latest("on").on
    row.save()
    trace(by=by, verb=verb, contract=row.contract, row=row, at=at, fields=[*fields, "state"], about=row.participant)
    return row
