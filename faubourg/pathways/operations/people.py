"""A person's file: identity, homes, RSA, consent, death, and who read it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, Attendance, QpvMethod, QpvResult, TermKind
from faubourg.pathways.models import FileReading, Meeting, Participant, Residence, RsaPeriod, StreetRange
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
from faubourg.pathways.permissions import can_follow, has_role, require
from faubourg.pathways.refusals import refuse
from faubourg.pathways.streets import locate, split_address

FIELDS = (
    "last_name", "first_name", "birth_name", "sex", "birth_date", "phone", "email", "qualification", "foreign_diploma",
    "disabled_worker", "long_unemployed", "note", "informed_on", "consented_on", "consent_withdrawn_on",
)  # fmt: skip
HOME_FIELDS = ("since", "address", "postcode", "commune", "commune_name", "latitude", "longitude")
OLDEST = 110
#: A page opened again within this time is the same reading.
SAME_READING = timedelta(hours=1)


@transaction.atomic
def add_participant(*, contract: Contract, values: Mapping[str, Any], by: User, at: datetime) -> Participant:
    """Open a file; `values`: any of FIELDS. Raises PermissionDenied, Refused."""
    allowed = (AgentRole.COORDINATOR, AgentRole.PRESCRIBER, AgentRole.REFERENT, AgentRole.STRUCTURE)
    require(has_role(by, contract, *allowed), "prescribe")
    Contract.objects.select_for_update().get(pk=contract.pk)
    last = Participant.objects.filter(contract=contract).aggregate(last=Max("number"))["last"] or 0
    row = Participant(contract=contract, number=last + 1)
    changed = assign(row, dict(values), FIELDS)
    _check(row, at)
    row.save()
    trace(by=by, verb="dossier ouvert", contract=contract, row=row, at=at, fields=changed, about=row)
    return row


@transaction.atomic
def change_participant(*, participant: Participant, values: Mapping[str, Any], by: User, at: datetime) -> Participant:
    """Change a file; `values`: any of FIELDS, what is absent stays. Raises PermissionDenied, Refused."""
    require(can_follow(by, participant), "follow")
    row = locked(participant)
    writable(row)
    if changed := assign(row, dict(values), FIELDS):
        _check(row, at)
        row.save()
        trace(by=by, verb="dossier modifié", contract=row.contract, row=row, at=at, fields=changed, about=row)
    return row


def _check(row: Participant, at: datetime) -> None:
    today = day_of(at)
    if not (row.last_name.strip() or row.first_name.strip()):
        raise refuse("nameless")
    if row.birth_date is not None and row.birth_date > today:
        raise refuse("birth-in-future")
    if (row.age_on(today) or 0) > OLDEST:
        raise refuse("birth-too-old")
    for name in ("informed_on", "consented_on", "consent_withdrawn_on"):
        not_future(getattr(row, name), at)
    listed(row.qualification, row.contract, TermKind.QUALIFICATION)


@transaction.atomic
def settle(
    *,
    participant: Participant,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    chosen=None,
    qpv: str = "",
    method: str = QpvMethod.CHOSEN,
) -> Residence:
    """Write where a person lives from a day on; the former home stays, so that a move between QPV keeps its history.

    `values`: any of HOME_FIELDS. `chosen` (a listed territory) or `qpv` say the QPV, found by `method`; without them
    the streets of the contract answer, and what they cannot say is « indéterminé ». Raises PermissionDenied, Refused.
    """
    contract = participant.contract
    require(can_follow(by, participant) or _opened_by_prescriber(by, participant), "follow")
    person = locked(participant)
    writable(person)
    row = Residence(participant=person, determined_on=day_of(at), generation=protocol_of(contract).qpv_generation)
    assign(row, dict(values), HOME_FIELDS)
    not_future(row.since, at)
    _place(row, contract, chosen, qpv, method)
    row.save()
    person.residence = person.residences.order_by(F("since").asc(nulls_first=True), "pk").last()
    person.save(update_fields=["residence", "name_key"])
    trace(by=by, verb="domicile enregistré", contract=contract, row=row, at=at, fields=["since", "qpv"], about=person)
    return row


def _place(row: Residence, contract: Contract, chosen, qpv: str, method: str) -> None:
    for place in (chosen, row.commune):
        if place is not None and place.contract_id != contract.pk:
            raise refuse("wrong-contract")
    if chosen is not None or qpv:
        row.territory, row.method = chosen, method
        row.qpv = QpvResult.INSIDE if chosen is not None else qpv
        return
    ranges = StreetRange.objects.of(contract).filter(generation=row.generation)
    if not row.address or not ranges.exists():
        row.qpv = QpvResult.UNDETERMINED
        return
    key = split_address(row.address)[1]
    found = locate(row.address, ranges.filter(key=key).select_related("territory"))
    row.method = QpvMethod.STREETS
    if found is False or not key:
        row.qpv = QpvResult.UNDETERMINED
    else:
        row.qpv, row.territory = (QpvResult.INSIDE, found) if found else (QpvResult.OUTSIDE, None)


def _opened_by_prescriber(by: User, participant: Participant) -> bool:
    """A prescriber gives the address of the person whom they prescribe, until a pathway begins."""
    return (
        has_role(by, participant.contract, AgentRole.PRESCRIBER)
        and Participant.objects.for_user(by).filter(pk=participant.pk, pathways=None).exists()
    )


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
    return row


@transaction.atomic
def record_death(*, participant: Participant, on: date, by: User, at: datetime) -> Participant:
    """Record a death: nothing is added after it; an open pathway still ends by an exit « autre » of the cellule."""
    require(can_follow(by, participant), "follow")
    row = locked(participant)
    writable(row)
    not_future(on, at)
    if row.birth_date is not None and on < row.birth_date:
        raise refuse("death-before-birth")
    row.died_on = on
    row.save(update_fields=["died_on", "name_key"])
    Meeting.objects.filter(pathway__participant=row, on__gt=on, attendance=Attendance.PLANNED).delete()
    trace(by=by, verb="décès enregistré", contract=row.contract, row=row, at=at, fields=["died_on"], about=row)
    return row


def log_reading(*, participant: Participant, page: str, by: User, at: datetime) -> None:
    """Note that `by` opened a page of this file; opened again within an hour it is the same reading."""
    latest = FileReading.objects.filter(participant=participant, user=by, page=page, at__gt=at - SAME_READING)
    if not latest.exists():
        FileReading.objects.create(participant=participant, user=by, page=page, at=at)
