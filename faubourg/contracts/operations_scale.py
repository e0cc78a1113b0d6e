"""The progress scale of a contract: a default one taken, states added, changed, ordered, removed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from faubourg.contracts.choices import DEFAULT_SCALE
from faubourg.contracts.models import Contract, StatusState
from faubourg.contracts.permissions import can_edit_contract
from faubourg.journal.operations import entry_for, record, record_many
from faubourg.ui.typography import plural

FIELDS = ("label", "legend", "meaning", "counts_as_implemented")
SAID = {True: "oui", False: "non", None: "non dit"}


@transaction.atomic
def take_default_scale(*, contract: Contract, user, at: datetime) -> list[StatusState]:
    """Give the contract the default scale. Raises `PermissionDenied`; `ValidationError` when it has a scale."""
    _hold(contract, user)
    if contract.status_scale.exists():
        raise ValidationError("Ce contrat a déjà une échelle : ajoutez-y les états qui manquent.")
    states = [
        StatusState(
            contract=contract, key=key, label=label, meaning=meaning, counts_as_implemented=counts, position=position
        )
        for position, (key, label, meaning, counts) in enumerate(DEFAULT_SCALE)
    ]
    StatusState.objects.bulk_create(states)
    record_many(
        entry_for(actor=user, verb="état d’avancement ajouté", scope=contract.scope, target=state, at=at)
        for state in states
    )
    return states


@transaction.atomic
def add_state(*, contract: Contract, values: dict[str, Any], user, at: datetime) -> StatusState:
    """Put a state at the end of the scale. Raises `PermissionDenied`, `ValidationError` (a sentence a field)."""
    _hold(contract, user)
    there = list(contract.status_scale.all())
    state = StatusState(contract=contract, position=max((one.position for one in there), default=-1) + 1)
    for name in FIELDS:
        setattr(state, name, values[name])
    state.key = _free_key(state.label, {one.key for one in there})
    _check(state, there)
    state.save()
    record(actor=user, verb="état d’avancement ajouté", scope=contract.scope, target=state, at=at)
    return state


@transaction.atomic
def change_state(*, contract: Contract, state: StatusState, values: dict[str, Any], user, at: datetime) -> dict:
    """Rename a state or say otherwise what it means; its key stays. Return what changed as {title: [old, new]}.

    Raises `PermissionDenied`, `ValidationError`.
    """
    _hold(contract, user)
    state = contract.status_scale.get(pk=state.pk)
    changes = {}
    for name in FIELDS:
        if getattr(state, name) != values[name]:
            title = str(state._meta.get_field(name).verbose_name)
            changes[title] = [_said(getattr(state, name)), _said(values[name])]
            setattr(state, name, values[name])
    if changes:
        _check(state, [one for one in contract.status_scale.all() if one.pk != state.pk])
        state.save()
        record(actor=user, verb="état d’avancement changé", scope=contract.scope, target=state, at=at, changes=changes)
    return changes


@transaction.atomic
def move_state(*, contract: Contract, state: StatusState, step: int, user, at: datetime) -> None:
    """Put a state one place up (-1) or down (+1); at an end, nothing happens. Raises `PermissionDenied`."""
    _hold(contract, user)
    states = list(contract.status_scale.all())
    old = next(rank for rank, one in enumerate(states) if one.pk == state.pk)
    new = old + step
    if not 0 <= new < len(states):
        return
    states.insert(new, states.pop(old))
    for rank, one in enumerate(states):
        one.position = rank
    StatusState.objects.bulk_update(states, ["position"])
    changes = {"rang": [old + 1, new + 1]}
    record(actor=user, verb="état d’avancement déplacé", scope=contract.scope, target=state, at=at, changes=changes)


@transaction.atomic
def remove_state(*, contract: Contract, state: StatusState, user, at: datetime) -> None:
    """Take a state off the scale. Raises `PermissionDenied`; `ValidationError` when something bears it."""
    _hold(contract, user)
    label = str(state)
    try:
        with transaction.atomic():
            contract.status_scale.get(pk=state.pk).delete()
    except ProtectedError as error:
        count = plural(len(error.protected_objects), "avancement ou bilan le porte,avancements ou bilans le portent")
        raise ValidationError(f"« {label} » ne peut pas être retiré : {count}.") from error
    record(
        actor=user,
        verb="état d’avancement retiré",
        scope=contract.scope,
        target=contract,
        at=at,
        label=label,
        row=state,
    )


def _hold(contract: Contract, user) -> None:
    if not can_edit_contract(user, contract):
        raise PermissionDenied("L’échelle d’avancement se règle avec la ou le chef·fe de projet.")
    Contract.objects.select_for_update().get(pk=contract.pk)


def _check(state: StatusState, others: list[StatusState]) -> None:
    if any(one.label.casefold() == state.label.casefold() for one in others):
        raise ValidationError({"label": "Un autre état porte déjà ce libellé."})
    state.full_clean(exclude=["contract"], validate_constraints=False)


def _free_key(label: str, taken: set[str]) -> str:
    stem = slugify(label).replace("-", "_")[:30] or "etat"
    rank, key = 1, stem
    while key in taken:
        rank += 1
        key = f"{stem}_{rank}"
    return key


def _said(value: Any) -> str:
    return SAID[value] if value in (True, False, None) else value
