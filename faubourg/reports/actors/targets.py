"""Actions and nodes as short lines with their address, loaded at once whatever their number."""

from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, Node


@dataclass(frozen=True)
class Place:
    """An action or a node, as a line that leads to it."""

    row: Action | Node
    title: str
    code: str
    letter: str
    kind: str
    url: str

    @property
    def position(self) -> tuple[int, int]:
        """Nodes first, then actions, in the order of the document."""
        return (isinstance(self.row, Action), self.row.position)


@dataclass(frozen=True)
class Places:
    """The actions and nodes asked for, by primary key."""

    actions: dict[int, Place]
    nodes: dict[int, Place]

    def at(self, action: int | None, node: int | None) -> Place:
        """The place of a row that hangs on one or the other."""
        return self.actions[action] if action else self.nodes[node]


def places_of(contract: Contract, actions: Iterable[int | None], nodes: Iterable[int | None] = ()) -> Places:
    """Load actions and nodes of the current version by primary key. Two queries."""
    version = contract.current_version
    if version is None:
        return Places({}, {})
    version.contract = contract
    found = version.actions.filter(pk__in={pk for pk in actions if pk})
    placed = version.nodes.filter(pk__in={pk for pk in nodes if pk}).select_related("level")
    return Places({row.pk: action_place(row) for row in found}, {row.pk: _node_place(row) for row in placed})


def action_place(row: Action) -> Place:
    """The line of an action whose version and contract are loaded."""
    return Place(row, row.title, row.code, row.commitment_type, row.get_kind_display(), row.get_absolute_url())


def _node_place(row: Node) -> Place:
    return Place(row, row.title, row.code, "", row.level.name, row.get_absolute_url())
