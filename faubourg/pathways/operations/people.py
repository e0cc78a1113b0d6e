"""A person's file: identity, RSA, consent, death, and who read it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, Attendance, ExitKind, ExitState, RecordReason, TermKind
from faubourg.pathways.models import Exit, FileReading, Meeting, Participant, RsaPeriod, Term
from faubourg.pathways.models.leaving import DECIDED
from faubourg.pathways.operations.entry_facts import AGE, BRSA, recount
from faubourg.pathways.operations.tracing import (
    assign,
    day_of,
    listed,
    locked,
    not_future,
    trace,
    writable,
)
from faubourg.pathways.permissions import can_correct, can_follow, has_role, require
from faubourg.pathways.refusals import refuse

FIELDS = (
    "last_name", "first_name", "birth_name", "sex", "birth_date", "phone", "email", "qualification", "foreign_diploma",
    "disabled_worker", "long_unemployed", "note", "informed_on", "consented_on", "consent_withdrawn_on",
)  # fmt: skip
OLDEST = 110
#: The code of the word « décès » among the reasons of exits.
DECEASED = "deces"
#: A page opened again within this time is the same reading.
SAME_READING = timedelta(hours=1)


@transaction.atomic
def add_participant(*, contract: Contract, values: Mapping[str, Any], by: User, at: datetime) -> Participant:
    """Open a file; `values`: any of FIELDS. Raises PermissionDenied, Refused."""
    allowed = (AgentRole.COORDINATOR, AgentRole.PRESCRIBER, AgentRole.REFERENT, AgentRole.STRUCTURE)
    require(has_role(by, contract, *allowed), "prescribe")
    row = Participant(contract=contract, number=next_number(contract))
    changed = assign(row, dict(values), FIELDS)
    check_person(row, at)
    row.save()
    trace(by=by, verb="dossier ouvert", contract=contract, row=row, at=at, fields=changed, about=row)
    return row


def next_number(contract: Contract) -> int:
    """The number of the next file, held until the end of the transaction."""
    Contract.objects.select_for_update().get(pk=contract.pk)
    return (Participant.objects.filter(contract=contract).aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic
def change_participant(*, participant: Participant, values: Mapping[str, Any], by: User, at: datetime) -> Participant:
    """Change a file; `values`: any of FIELDS, what is absent stays. Raises PermissionDenied, Refused."""
    require(can_correct(by, participant), "follow")
    row = locked(participant)
    writable(row)
    if changed := assign(row, dict(values), FIELDS):
        check_person(row, at)
        row.save()
        trace(by=by, verb="dossier modifié", contract=row.contract, row=row, at=at, fields=changed, about=row)
        if "birth_date" in changed:
            recount(participant=row, by=by, at=at, facts=[AGE])
    return row


def check_person(row: Participant, at: datetime) -> None:
    """What is refused of an identity, saved or not. Raises Refused."""
    today = day_of(at)
    if not (row.last_name.strip() or row.first_name.strip()):
        raise refuse("nameless")
    if row.birth_date is not None and row.birth_date > today:
        raise refuse("birth-in-future")
    if (row.age_on(today) or 0) > OLDEST:
        raise refuse("birth-too-old")
    for name in ("informed_on", "consented_on", "consent_withdrawn_on"):
        not_future(getattr(row, name), at)
    if row.consent_withdrawn_on is not None and row.consented_on is None:
        raise refuse("withdrawn-without-consent")
    if row.consent_withdrawn_on is not None and row.consent_withdrawn_on < row.consented_on:
        raise refuse("consent-withdrawn-early", day=row.consented_on)
    listed(row.qualification, row.contract, TermKind.QUALIFICATION)


@transaction.atomic
def write_rsa(
    *, participant: Participant, start: date | None, end: date | None = None, period: RsaPeriod | None = None,
    by: User, at: datetime,
) -> RsaPeriod:  # fmt: skip
    """Add a period of RSA, or change one. Raises PermissionDenied, Refused."""
    require(can_follow(by, participant), "follow")
    person = locked(participant)
    writable(person)
    row = period or RsaPeriod(participant=person)
    changed = assign(row, {"start": start, "end": end}, ("start", "end"))
    not_future(start, at)
    if start and end and end < start:
        raise refuse("ends-before-start")
    for other in person.rsa_periods.exclude(pk=row.pk):
        if (start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (end or date.max):
            raise refuse("periods-overlap", day=other.start or "(début inconnu)")
    row.save()
    trace(by=by, verb="période de RSA", contract=person.contract, row=row, at=at, fields=changed, about=person)
    recount(participant=person, by=by, at=at, facts=[BRSA])
    return row


@transaction.atomic
def remove_rsa(*, period: RsaPeriod, reason: str, by: User, at: datetime) -> None:
    """Remove a period of RSA typed by mistake; `reason`: a RecordReason. Raises PermissionDenied, Refused."""
    require(can_follow(by, period.participant), "follow")
    person, row = locked(period.participant), locked(period)
    writable(person)
    if reason not in RecordReason.values:
        raise refuse("rsa-without-reason")
    verb = f"RSA retiré : {RecordReason(reason).label}"
    trace(by=by, verb=verb, contract=person.contract, row=row, at=at, about=person)
    row.delete()
    recount(participant=person, by=by, at=at, facts=[BRSA])


@transaction.atomic
def record_death(*, participant: Participant, on: date, by: User, at: datetime) -> Participant:
    """Record a death: nothing is added after it, and the cellule is proposed the exit of the open pathway that day.

    What was planned after it goes: meetings, and an exit for a later day. Raises PermissionDenied, Refused.
    """
    require(can_follow(by, participant), "follow")
    row = locked(participant)
    writable(row)
    not_future(on, at)
    if row.birth_date is not None and on < row.birth_date:
        raise refuse("death-before-birth")
    if path := row.pathways.filter(entered_on__gt=on).order_by("entered_on").first():
        raise refuse("death-before-entry", day=on, entry=path.entered_on)
    row.died_on = on
    row.save(update_fields=["died_on", "name_key"])
    Meeting.objects.filter(pathway__participant=row, on__gt=on, attendance=Attendance.PLANNED).delete()
    waiting = Exit.objects.filter(pathway__participant=row, state__in=(ExitState.PROPOSED, ExitState.UPCOMING))
    waiting.filter(on__gt=on).update(state=ExitState.WITHDRAWN)
    trace(by=by, verb="décès enregistré", contract=row.contract, row=row, at=at, fields=["died_on"], about=row)
    path = row.pathways.open().first()
    if path is not None and not path.exits.standing().exists():
        exit = Exit.objects.create(
            pathway=path, kind=ExitKind.OTHER, on=on, reason=_deceased(row.contract, on), proposed_by=by
        )
        trace(by=by, verb="sortie proposée", contract=row.contract, row=exit, at=at, fields=["kind", "on"], about=row)
    return row


@transaction.atomic
def remove_death(*, participant: Participant, reason: str, by: User, at: datetime) -> Participant:
    """Remove a death recorded by mistake, and the exit that it proposed; `reason`: a RecordReason.

    The coordinatrice takes back first an exit that the cellule decided. Raises PermissionDenied, Refused.
    """
    require(can_follow(by, participant), "follow")
    row = locked(participant)
    writable(row)
    if row.died_on is None:
        raise refuse("not-dead")
    if reason not in RecordReason.values:
        raise refuse("death-without-reason")
    of_death = Q(reason__code=DECEASED) | Q(reason=None, kind=ExitKind.OTHER, on=row.died_on)
    said = Exit.objects.standing().filter(of_death, pathway__participant=row)
    if decided := said.filter(state__in=DECIDED).first():
        raise refuse("death-with-exit", day=decided.on)
    said.update(state=ExitState.WITHDRAWN)
    row.died_on = None
    row.save(update_fields=["died_on", "name_key"])
    verb = f"décès retiré : {RecordReason(reason).label}"
    trace(by=by, verb=verb, contract=row.contract, row=row, at=at, fields=["died_on"], about=row)
    return row


def _deceased(contract: Contract, on: date) -> Term | None:
    """The word of the list that says so, where the contract keeps it."""
    found = Term.objects.filter(contract=contract, kind=TermKind.EXIT_REASON, code=DECEASED).order_by("pk").first()
    return found if found is not None and found.is_offered_on(on) else None


def log_reading(*, participant: Participant, page: str, by: User, at: datetime) -> None:
    """Note that `by` opened a page of this file; opened again within an hour it is the same reading."""
    log_readings(participants=[participant.pk], page=page, by=by, at=at)


def log_readings(*, participants: Iterable[int], page: str, by: User, at: datetime) -> None:
    """The same for a page that names several persons, given by their rows; one query when all is noted, else two."""
    numbers = dict.fromkeys(participants)
    latest = FileReading.objects.filter(participant__in=numbers, user=by, page=page, at__gt=at - SAME_READING)
    known = set(latest.order_by().values_list("participant", flat=True))
    new = [FileReading(participant_id=number, user=by, page=page, at=at) for number in numbers if number not in known]
    FileReading.objects.bulk_create(new)
