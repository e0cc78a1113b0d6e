"""Statements of progress as a desk needs them: the states that count, and the proposals that wait."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from faubourg.actions.choices import Decision
from faubourg.actions.models import Action, ActionStatus
from faubourg.contracts.models import Contract, StatusState


@dataclass(frozen=True)
class Waiting:
    """A proposal of state that somebody has to decide."""

    key: str
    name: str
    state: str
    author: str
    stated_on: str


@dataclass(frozen=True)
class Statements:
    """The scale of a contract, and the state that counts for each lineage: the last validated."""

    scale: list[StatusState]
    states: dict[UUID, StatusState]


def statements_of(contract: Contract) -> Statements:
    """Two queries."""
    scale = {state.pk: state for state in StatusState.objects.filter(contract=contract).order_by("position", "pk")}
    found = ActionStatus.objects.counting().filter(lineage__contract=contract).values_list("lineage", "state")
    return Statements(list(scale.values()), {lineage: scale[state] for lineage, state in found})


def waiting_in(contract: Contract) -> list[Waiting]:
    """The proposals of the contract that wait for a decision, the oldest first; two queries."""
    proposed = ActionStatus.objects.filter(lineage__contract=contract, decision=Decision.PROPOSED)
    found = list(proposed.select_related("state", "stated_by").order_by("created_at", "pk"))
    if not found:
        return []
    names = _names(contract, {status.lineage_id for status in found})
    return [
        Waiting(*names[status.lineage_id], status.state.label, str(status.stated_by or ""), status.stated_on)
        for status in found
        if status.lineage_id in names
    ]


def _names(contract: Contract, lineages: set[UUID]) -> Mapping[UUID, tuple[str, str]]:
    actions = Action.objects.filter(version=contract.current_version_id, lineage__in=lineages).order_by()
    return {
        lineage: (key, f"{code} {title}".strip())
        for lineage, key, code, title in actions.values_list("lineage", "key", "code", "title")
    }
