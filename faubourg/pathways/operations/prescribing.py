"""From the prescription to the signature of the CER, which is the entry."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import (
    CLOSED_PRESCRIPTION,
    WAITING_PRESCRIPTION,
    Opinion,
    PrescriptionState,
    TermKind,
    Validator,
)
from faubourg.pathways.models import (
    Agent,
    Assignment,
    Measure,
    Participant,
    Pathway,
    Prescription,
    Structure,
    Term,
    Validation,
)
from faubourg.pathways.operations.entry_facts import facts_at_entry
from faubourg.pathways.operations.following import first_measure
from faubourg.pathways.operations.homes import change_home, settle
from faubourg.pathways.operations.people import add_participant, change_participant
from faubourg.pathways.operations.tracing import (
    following,
    listed,
    locked,
    not_future,
    plausible,
    receiving,
    trace,
    writable,
)
from faubourg.pathways.permissions import can_correct, can_follow, can_lead, can_prescribe, can_validate, require
from faubourg.pathways.queries.recognising import HOME, compare
from faubourg.pathways.refusals import refuse
from faubourg.pathways.stages import asked_of, state_of, waits_for


@transaction.atomic
def prescribe(
    *, participant: Participant, prescriber: Term, date: date, by: User, at: datetime, reason: Term | None = None,
    prescribed_by: str = "", note: str = "", is_brsa: bool | None = None,
) -> Prescription:  # fmt: skip
    """Record that a partner sends a person. `is_brsa` unknown: as the periods of RSA say that day.

    One at a time waits for a person. Raises PermissionDenied, Refused.
    """
    contract = participant.contract
    require(can_prescribe(by, contract, prescriber.pk), "prescribe")
    participant = locked(participant)
    writable(participant, date)
    if waiting := participant.prescriptions.filter(state__in=WAITING_PRESCRIPTION).order_by("date", "pk").first():
        raise refuse("prescription-waiting", day=waiting.date)
    plausible(date, at)
    listed(prescriber, contract, TermKind.PRESCRIBER, on=date)
    listed(reason, contract, TermKind.PRESCRIPTION_REASON, on=date)
    if is_brsa is None and any(period.covers(date) for period in participant.rsa_periods.all()):
        is_brsa = True
    row = Prescription.objects.create(
        contract=contract, participant=participant, prescriber=prescriber, date=date, reason=reason,
        prescribed_by=prescribed_by, note=note, is_brsa=is_brsa,
    )  # fmt: skip
    trace(by=by, verb="prescription reçue", contract=contract, row=row, at=at, about=participant)
    return row


@transaction.atomic
def prescribe_new(
    *, contract: Contract, person: Mapping[str, Any], home: Mapping[str, Any] | None, by: User, at: datetime, **act: Any
) -> Prescription:
    """Open a file, prescribe and write the home, or nothing at all.

    `person`: see `add_participant`; `home`: what `settle` takes, None when nothing is known; `act`: see `prescribe`.
    """
    participant = add_participant(contract=contract, values=person, by=by, at=at)
    row = prescribe(participant=participant, by=by, at=at, **act)
    if home is not None:
        # After the prescription: it is what lets a prescriber write the address of the person.
        settle(participant=participant, by=by, at=at, **home)
    return row


@transaction.atomic
def prescribe_known(
    *, participant: Participant, person: Mapping[str, Any], home: Mapping[str, Any] | None, taken: Iterable[str],
    by: User, at: datetime, **act: Any,
) -> Prescription:  # fmt: skip
    """Prescribe somebody who has a file, or do nothing at all: what was typed completes it, journalled.

    Of what the file says otherwise (`recognising.compare`) only the names in `taken` are written; another home is added
    from the day of the prescription on, the former stays. A prescriber writes nothing in a file that has a pathway.
    Raises PermissionDenied, Refused.
    """
    may, who = can_correct(by, participant), {"by": by, "at": at}
    require(may or Participant.objects.for_user(by).filter(pk=participant.pk).exists(), "prescribe")
    row = prescribe(participant=participant, **who, **act)
    if not may:
        return row
    found = compare(participant, person, home)
    chosen = {one.name for one in found.differences} & set(taken)
    values = found.missing | {name: person[name] for name in chosen - {HOME}}
    change_participant(participant=participant, values=values, **who)
    if home is None:
        return row
    if participant.residence is None:
        settle(participant=participant, **home, **who)
    elif HOME in chosen:
        since = {"since": row.date} if not participant.residence.since or participant.residence.since < row.date else {}
        settle(participant=participant, **(dict(home) | {"values": home["values"] | since}), **who)
    elif found.home is not None:
        change_home(residence=participant.residence, **found.home, **who)
    return row


@transaction.atomic
def check_eligibility(
    *, prescription: Prescription, eligible: bool, on: date, by: User, at: datetime, reason: Term | None = None
) -> Prescription:
    """Say whether the person lives in the territory and is in difficulty (line 123); a refusal gives its reason."""
    row = _not_admitted(_opened(prescription, by, on, at))
    if not eligible and reason is None:
        raise refuse("refusal-without-reason")
    listed(reason, row.contract, TermKind.REFUSAL_REASON, on=on)
    row.eligible, row.checked_on, row.refusal_reason = eligible, on, None if eligible else reason
    row.closed_on = None if eligible else on
    return _moved(row, by, at, "éligibilité vérifiée", ["eligible", "checked_on"])


@transaction.atomic
def validate(
    *, prescription: Prescription, validator: str, opinion: str, on: date, by: User, at: datetime, said_by: str = "",
    reason: Term | None = None,
) -> Prescription:  # fmt: skip
    """Give a validation, or record as coordinatrice who gave it and when; before or after the orientation.

    A refusal gives its reason. Given once: `correct_opinion` mends it. Raises PermissionDenied, Refused.
    """
    require(can_validate(by, prescription, validator), "validate")
    row = _still(locked(prescription))
    if row.eligible is None:
        raise refuse("not-eligible-yet")
    if validator not in asked_of(row):
        raise refuse("validation-not-asked")
    _not_admitted(row)
    if given := row.validations.filter(validator=validator).first():
        raise refuse("opinion-given", day=given.on)
    return _said(row, validator, opinion, on, by, at, said_by, reason)


@transaction.atomic
def correct_opinion(
    *, prescription: Prescription, validator: str, opinion: str, on: date, by: User, at: datetime, said_by: str = "",
    reason: Term | None = None,
) -> Prescription:  # fmt: skip
    """Mend an opinion typed wrong, as coordinatrice, until the cellule admits; one that refused opens again.

    Raises PermissionDenied, Refused.
    """
    require(can_lead(by, prescription.contract), "lead")
    row = _not_admitted(locked(prescription))
    opinions = _opinions(row)
    if validator not in opinions:
        raise refuse("no-opinion")
    if row.state != PrescriptionState.REFUSED or Opinion.REFUSED not in opinions.values():
        _still(row)
    writable(row.participant)
    return _said(row, validator, opinion, on, by, at, said_by, reason)


def _said(
    row: Prescription, validator: str, opinion: str, on: date, by: User, at: datetime, said_by: str, reason: Term | None
) -> Prescription:
    """Write an opinion; any that refuses closes the prescription, none that does lets it wait again."""
    _dated(row, on, at)
    refused = opinion == Opinion.REFUSED
    if refused and reason is None:
        raise refuse("refusal-without-reason")
    listed(reason, row.contract, TermKind.REFUSAL_REASON, on=on)
    facts = {"opinion": Opinion(opinion), "on": on, "said_by": said_by, "recorded_by": by, "recorded_at": at}
    Validation.objects.update_or_create(prescription=row, validator=Validator(validator), defaults=facts)
    if refused:
        row.closed_on, row.refusal_reason = on, reason
    elif Opinion.REFUSED not in _opinions(row).values():
        row.closed_on, row.refusal_reason = None, None
    return _moved(row, by, at, "prescription validée ou refusée", ["refusal_reason"])


@transaction.atomic
def orient(
    *, prescription: Prescription, structure: Structure, on: date, by: User, at: datetime,
    referent: Agent | None = None,
) -> Prescription:  # fmt: skip
    """Send the person to a structure (see `orienting.suggest`); before or after the validations."""
    row = _opened(prescription, by, on, at)
    if row.eligible is None:
        raise refuse("not-eligible-yet")
    receiving(structure, row.contract, on)
    following(referent, row.contract, on)
    row.structure, row.referent, row.oriented_on = structure, referent, on
    return _moved(row, by, at, "orientation", ["structure", "oriented_on"])


def admit(
    *, prescription: Prescription, accepted: bool, on: date, by: User, at: datetime, reason: Term | None = None
) -> Prescription:
    """What the cellule decides of an entry, a refusal with its reason; called by `sessions.decide`. Raises Refused."""
    row = _still(locked(prescription))
    if on < row.date:
        raise refuse("before-prescription", day=row.date)
    if accepted:
        row.admitted_on = on
    elif reason is None:
        raise refuse("refusal-without-reason")
    else:
        row.closed_on, row.refusal_reason = on, reason
    return _moved(row, by, at, "entrée examinée en cellule", ["admitted_on", "refusal_reason"])


def unadmit(*, prescription: Prescription, by: User, at: datetime) -> Prescription:
    """Take back what the cellule decided of an entry, unless something followed; called by `sessions.take_back`."""
    row = locked(prescription)
    if row.state not in (PrescriptionState.TO_SIGN, PrescriptionState.REFUSED):
        what = f"la prescription est « {PrescriptionState(row.state).label} » depuis ; corrigez cela d’abord"
        raise refuse("undo-too-late", what=what)
    others = row.participant.prescriptions.exclude(pk=row.pk)
    if waiting := others.filter(state__in=WAITING_PRESCRIPTION).order_by("date", "pk").first():
        raise refuse("prescription-waiting", day=waiting.date)
    if path := row.participant.pathways.open().first():
        raise refuse("pathway-already-open", day=path.entered_on)
    row.admitted_on = row.closed_on = row.refusal_reason = None
    return _moved(row, by, at, "décision sur l’entrée reprise", ["admitted_on", "refusal_reason"])


@transaction.atomic
def lose(*, prescription: Prescription, reason: Term | None, on: date, by: User, at: datetime) -> Prescription:
    """Close a prescription that led to no entry, with its reason."""
    require(can_lead(by, prescription.contract) or can_follow(by, prescription.participant), "follow")
    row = _still(locked(prescription))
    _dated(row, on, at)
    if reason is None:
        raise refuse("loss-without-reason")
    listed(reason, row.contract, TermKind.LOSS_REASON, on=on)
    row.loss_reason, row.closed_on = reason, on
    return _moved(row, by, at, "prescription perdue avant l’entrée", ["loss_reason", "closed_on"])


@transaction.atomic
def sign_cer(*, prescription: Prescription, on: date, by: User, at: datetime, referent: Agent | None = None) -> Pathway:
    """The CER is signed: the person enters that day, with a first measure. Raises PermissionDenied, Refused."""
    participant = locked(prescription.participant)
    require(can_follow(by, participant), "follow")
    row = _still(locked(prescription))
    writable(participant, on)
    _dated(row, on, at)
    if missing := waits_for(row, _opinions(row)):
        raise refuse("entry-not-validated", what=", ".join(missing))
    _after_all(row, on)
    receiving(row.structure, row.contract, on)
    referent = referent or row.referent
    following(referent, row.contract, on)
    _alone(participant, on)
    facts = facts_at_entry(participant, on, row, participant.rsa_periods.all(), participant.residences.all())
    pathway = Pathway.objects.create(
        contract=row.contract, participant=participant, prescription=row, structure=row.structure, referent=referent,
        entered_on=on, **facts,
    )  # fmt: skip
    Assignment.objects.create(pathway=pathway, structure=row.structure, referent=referent, start=on)
    Measure.objects.create(pathway=pathway, **first_measure(pathway))
    row.closed_on = on
    _moved(row, by, at, "CER signé", ["closed_on"])
    trace(by=by, verb="entrée", contract=row.contract, row=pathway, at=at, fields=["entered_on"], about=participant)
    return pathway


def _after_all(row: Prescription, on: date) -> None:
    """Refuse a CER signed before one of the acts that the entry needs, in whatever order these were done."""
    if on < row.admitted_on:
        raise refuse("cer-before-admission", day=row.admitted_on)
    said = [(one.on, f"la validation de {one.get_validator_display()}") for one in row.validations.all()]
    last, what = max([*said, (row.oriented_on, "l’orientation")], key=lambda one: one[0])
    if on < last:
        raise refuse("cer-too-early", what=what, day=last)


def _alone(participant: Participant, on: date) -> None:
    for other in participant.pathways.all():
        if other.ended_on is None:
            raise refuse("pathway-already-open", day=other.entered_on)
        if other.ended_on > on:
            raise refuse("pathways-overlap", start=other.entered_on, end=other.ended_on)


def _opened(prescription: Prescription, by: User, on: date, at: datetime) -> Prescription:
    require(can_lead(by, prescription.contract), "lead")
    row = _still(locked(prescription))
    _dated(row, on, at)
    return row


def _still(row: Prescription) -> Prescription:
    writable(row.participant)
    if row.state in CLOSED_PRESCRIPTION:
        raise refuse("prescription-closed", state=PrescriptionState(row.state).label)
    return row


def _not_admitted(row: Prescription) -> Prescription:
    if row.admitted_on is not None:
        raise refuse("opinion-after-admission", day=row.admitted_on)
    return row


def _dated(row: Prescription, on: date, at: datetime) -> None:
    not_future(on, at)
    if on < row.date:
        raise refuse("before-prescription", day=row.date)


def _opinions(row: Prescription) -> dict[str, str]:
    return dict(row.validations.order_by("pk").values_list("validator", "opinion"))


def _moved(row: Prescription, by: User, at: datetime, verb: str, fields: list[str]) -> Prescription:
    """Work the state out again, save and journal."""
    row.state = state_of(row, _opinions(row), has_entered=Pathway.objects.filter(prescription=row).exists())
    row.save()
    trace(by=by, verb=verb, contract=row.contract, row=row, at=at, fields=[*fields, "state"], about=row.participant)
    return row
