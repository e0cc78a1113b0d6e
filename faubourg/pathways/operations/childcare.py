"""Childcare: places kept, demands, what becomes of each."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model

from faubourg.accounts.models import User
from faubourg.contracts.models import Contract
from faubourg.pathways.choices import ChildcareState, TermKind
from faubourg.pathways.models import Beneficiary, ChildcareRequest, Nursery, NurseryPlaces, Term
from faubourg.pathways.operations.beneficiaries import CIRCUMSTANCES, check_circumstances, person_of
from faubourg.pathways.operations.tracing import assign, contract_of, listed, locked, not_future, trace
from faubourg.pathways.permissions import can_ask_childcare, can_lead, can_place, require
from faubourg.pathways.refusals import refuse

#: What the coordinatrice writes with `write_nursery`, and which of its fields.
NURSERIES: dict[type[Model], tuple[str, ...]] = {
    Nursery: ("name", "carrier", "organisation"),
    NurseryPlaces: ("nursery", "start", "end", "places", "kind"),
}
REQUEST_FIELDS = (
    "prescriber",
    "date",
    "children",
    "single_parent",
    "reason",
    "nursery",
    "contact",
    "note",
    *CIRCUMSTANCES,
)


@transaction.atomic
def write_nursery(
    *, contract: Contract, model: type[Model], values: Mapping[str, Any], by: User, at: datetime,
    row: Model | None = None,
) -> Model:  # fmt: skip
    """Add or change a crèche or its places. Raises PermissionDenied, Refused, ValidationError."""
    require(can_lead(by, contract), "lead")
    found = row or (Nursery(contract=contract) if model is Nursery else model())
    changed = assign(found, dict(values), NURSERIES[model])
    if contract_of(found).pk != contract.pk:
        raise refuse("wrong-contract")
    found.full_clean()
    found.save()
    trace(by=by, verb=f"{model._meta.verbose_name} : saisie", contract=contract, row=found, at=at, fields=changed)
    return found


@transaction.atomic
def ask_place(
    *, contract: Contract, values: Mapping[str, Any], by: User, at: datetime,
    identity: Mapping[str, Any] | None = None, beneficiary: Beneficiary | None = None,
) -> ChildcareRequest:  # fmt: skip
    """Record a demand of a parent; `values`: any of REQUEST_FIELDS. Raises PermissionDenied, Refused (a twin too)."""
    prescriber = values.get("prescriber")
    require(can_ask_childcare(by, contract, prescriber.pk if prescriber else None), "childcare")
    person = beneficiary or person_of(contract=contract, values=identity or {}, at=at)
    if person.contract_id != contract.pk:
        raise refuse("wrong-contract")
    # Held: of two demands sent at once, the second one finds the first.
    row = ChildcareRequest(beneficiary=locked(person))
    changed = assign(row, dict(values), REQUEST_FIELDS)
    _check(row, contract, at)
    row.save()
    trace(by=by, verb="demande de garde", contract=contract, row=row, at=at, fields=changed)
    return row


@transaction.atomic
def change_request(*, request: ChildcareRequest, values: Mapping[str, Any], by: User, at: datetime) -> ChildcareRequest:
    """Change a demand, send it to a crèche; `values`: any of REQUEST_FIELDS, what is absent stays."""
    contract = request.beneficiary.contract
    require(can_ask_childcare(by, contract, request.prescriber_id), "childcare")
    row = locked(request)
    if changed := assign(row, dict(values), REQUEST_FIELDS):
        if "prescriber" in changed:
            require(can_lead(by, contract), "lead")
        if "nursery" in changed and row.state != ChildcareState.WAITING:
            raise refuse("request-not-waiting", state=row.get_state_display())
        _check(row, contract, at)
        row.save()
        trace(by=by, verb="demande de garde modifiée", contract=contract, row=row, at=at, fields=changed)
    return row


def _check(row: ChildcareRequest, contract: Contract, at: datetime) -> None:
    not_future(row.date, at)
    if row.children < 1:
        raise refuse("no-child")
    listed(row.prescriber, contract, TermKind.PRESCRIBER)
    listed(row.reason, contract, TermKind.CHILDCARE_REASON)
    if row.nursery is not None and row.nursery.contract_id != contract.pk:
        raise refuse("wrong-contract")
    check_circumstances(row, contract)
    same = ChildcareRequest.objects.filter(beneficiary=row.beneficiary_id, date=row.date, nursery=row.nursery_id)
    if same.exclude(pk=row.pk).exclude(state=ChildcareState.UNPLACED).exists():
        raise refuse("request-twin")


@transaction.atomic
def welcome(*, request: ChildcareRequest, on: date, by: User, at: datetime) -> ChildcareRequest:
    """The children are received from that day on, in the crèche of the demand."""
    require(can_place(by, request), "childcare")
    row = locked(request)
    if row.state != ChildcareState.WAITING:
        raise refuse("request-not-waiting", state=row.get_state_display())
    if row.nursery_id is None:
        raise refuse("no-nursery")
    if on < row.date:
        raise refuse("before-request", day=row.date)
    not_future(on, at)
    row.start, row.state = on, ChildcareState.PLACED
    row.save(update_fields=["start", "state"])
    trace(by=by, verb="enfant accueilli", contract=row.beneficiary.contract, row=row, at=at, fields=["start"])
    return row


@transaction.atomic
def end_place(
    *, request: ChildcareRequest, on: date, by: User, at: datetime, months: Decimal | None = None,
    situation: Term | None = None,
) -> ChildcareRequest:  # fmt: skip
    """End the reception: `months` of all the children together, with what the parent leaves for."""
    require(can_place(by, request), "childcare")
    row = locked(request)
    if row.state != ChildcareState.PLACED:
        raise refuse("request-not-placed", state=row.get_state_display())
    if on < row.start:
        raise refuse("ends-before-start")
    not_future(on, at)
    most = ((on - row.start).days // 30 + 1) * row.children
    if months is not None and not 0 <= months <= most:
        raise refuse("months-wrong", most=most)
    listed(situation, row.beneficiary.contract, TermKind.CHILDCARE_EXIT)
    row.end, row.months, row.exit_situation, row.state = on, months, situation, ChildcareState.ENDED
    row.save(update_fields=["end", "months", "exit_situation", "state"])
    trace(by=by, verb="accueil terminé", contract=row.beneficiary.contract, row=row, at=at,
          fields=["end", "months", "exit_situation"])  # fmt: skip
    return row


@transaction.atomic
def leave_unplaced(*, request: ChildcareRequest, reason: Term | None, by: User, at: datetime) -> ChildcareRequest:
    """Close a demand that found no place, with its reason."""
    require(can_place(by, request), "childcare")
    row = locked(request)
    if row.state != ChildcareState.WAITING:
        raise refuse("request-not-waiting", state=row.get_state_display())
    if reason is None:
        raise refuse("unplaced-without-reason")
    listed(reason, row.beneficiary.contract, TermKind.CHILDCARE_REFUSAL)
    row.refusal, row.state = reason, ChildcareState.UNPLACED
    row.save(update_fields=["refusal", "state"])
    trace(by=by, verb="demande sans place", contract=row.beneficiary.contract, row=row, at=at, fields=["refusal"])
    return row
