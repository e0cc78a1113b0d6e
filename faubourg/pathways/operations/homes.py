"""Where a person lives, from one day to the next, and whether it lies in a QPV."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.journal.operations import record_many
from faubourg.pathways.choices import QpvMethod, QpvResult
from faubourg.pathways.models import Participant, Residence
from faubourg.pathways.operations.entry_facts import HOME, recount
from faubourg.pathways.operations.tracing import (
    assign,
    day_of,
    entry_of,
    locked,
    not_future,
    pointed,
    protocol_of,
    trace,
    writable,
)
from faubourg.pathways.permissions import can_correct, can_lead, require
from faubourg.pathways.queries.quarters import Quarters, undetermined
from faubourg.pathways.refusals import refuse

FIELDS = ("since", "address", "postcode", "commune", "commune_name", "latitude", "longitude")
RESULT = ("qpv", "territory", "method", "determined_on", "generation")


@transaction.atomic
def settle(
    *,
    participant: Participant,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    chosen=None,
    qpv: str = "",
    method: str = "",
) -> Residence:
    """Write where a person lives from a day on; the former home stays, so that a move between QPV keeps its history.

    `values`: any of FIELDS. `chosen` (a listed territory) or `qpv` say the QPV; without them the outlines of the
    contract answer from coordinates (found by `method`), else its streets, and what they cannot say is
    « indéterminé ». Raises PermissionDenied, Refused.
    """
    require(can_correct(by, participant), "follow")
    person = locked(participant)
    writable(person)
    row = Residence(participant=person, generation=protocol_of(person.contract).qpv_generation)
    _written(row, values, at, chosen=chosen, qpv=qpv, method=method)
    live_at_last(person)
    trace(by=by, verb="domicile enregistré", contract=person.contract, row=row, at=at, fields=["since", "qpv"],
          about=person)  # fmt: skip
    recount(participant=person, by=by, at=at, facts=[HOME])
    return row


@transaction.atomic
def change_home(
    *,
    residence: Residence,
    values: Mapping[str, Any],
    by: User,
    at: datetime,
    chosen=None,
    qpv: str = "",
    method: str = "",
) -> Residence:
    """Mend a home that was typed wrong; its QPV is established anew, today, in the generation that it had.

    See `settle`. A person who moves gets another home instead. Raises PermissionDenied, Refused.
    """
    require(can_correct(by, residence.participant), "follow")
    person = locked(residence.participant)
    writable(person)
    row = locked(residence)
    changed = _written(row, values, at, chosen=chosen, qpv=qpv, method=method)
    live_at_last(person)
    trace(by=by, verb="domicile corrigé", contract=person.contract, row=row, at=at, fields=[*changed, "qpv"],
          about=person)  # fmt: skip
    recount(participant=person, by=by, at=at, facts=[HOME])
    return row


@transaction.atomic
def locate_again(*, contract: Contract, by: User, at: datetime) -> int:
    """Ask the streets and outlines again about the homes that are « indéterminé », today's and those at an entry.

    Says how many were placed.
    """
    require(can_lead(by, contract), "lead")
    quarters = Quarters(contract, protocol_of(contract).qpv_generation)
    placed = []
    for row in undetermined(contract).select_related("participant__contract").order_by("pk"):
        if (found := quarters.place(row)).qpv != QpvResult.UNDETERMINED:
            _result(row, found, quarters.generation, at)
            placed.append(row)
    Residence.objects.bulk_update(placed, RESULT, batch_size=200)
    record_many(
        entry_of(by=by, verb="domicile situé", contract=contract, row=row, at=at, fields=["qpv"], about=row.participant)
        for row in placed
    )
    return len(placed)


def live_at_last(person: Participant) -> None:
    """Make the last home of a person, by its day, the present one; none when no home is left."""
    person.residence = person.residences.order_by(F("since").asc(nulls_first=True), "pk").last()
    person.save(update_fields=["residence", "name_key"])


def check_home(row: Residence, contract: Contract, at: datetime) -> None:
    """What is refused of a home, saved or not. Raises Refused."""
    not_future(row.since, at)
    if row.commune is not None and row.commune.contract_id != contract.pk:
        raise refuse("wrong-contract")
    pointed(row.latitude, row.longitude)


def place_home(
    row: Residence, quarters: Quarters, at: datetime, *, chosen=None, qpv: str = "", method: str = ""
) -> None:
    """Put on a home the QPV that was chosen, or the one that outlines and streets give. Raises Refused."""
    if chosen is not None and chosen.contract_id != quarters.contract.pk:
        raise refuse("wrong-contract")
    row.generation, row.determined_on = quarters.generation, day_of(at)
    if chosen is not None or qpv:
        row.qpv, row.territory = QpvResult.INSIDE if chosen is not None else qpv, chosen
        row.method = method or QpvMethod.CHOSEN
    else:
        _result(row, quarters.place(row, method or QpvMethod.COORDINATES), quarters.generation, at)


def _written(row: Residence, values: Mapping[str, Any], at: datetime, **said) -> list[str]:
    contract = row.participant.contract
    changed = assign(row, dict(values), FIELDS)
    check_home(row, contract, at)
    place_home(row, Quarters(contract, row.generation or protocol_of(contract).qpv_generation), at, **said)
    row.save()
    return changed


def _result(row: Residence, found, generation: str, at: datetime) -> None:
    row.qpv, row.territory, row.method = found.qpv, found.territory, found.method
    row.generation, row.determined_on = generation, day_of(at)
