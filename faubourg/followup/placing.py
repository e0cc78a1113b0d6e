"""Where the indicators of a plan stand in its tree: under which elements, and under which pillars."""

from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract, Node
from faubourg.indicators.models import Indicator


@dataclass
class Places:
    """`above`: indicator → the nodes over it, by their keys in the database; `tops`: the first-level nodes in order."""

    tops: list[Node]
    nodes: dict[int, Node]
    above: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def pillars(self, indicator: int) -> list[Node]:
        """The first-level nodes over an indicator; none where it hangs on nothing."""
        found = self.above.get(indicator, ())
        return [node for node in self.tops if node.pk in found]

    def is_under(self, indicator: int, lineages: set) -> bool:
        """Whether one of the nodes over the indicator has one of these lineages."""
        return any(self.nodes[pk].lineage_id in lineages for pk in self.above.get(indicator, ()))


def places_of(contract: Contract) -> Places:
    """The places of every indicator of the current version; five queries."""
    version = contract.current_version_id
    rows = list(Node.objects.without_tree_fields().filter(version=version).order_by("position", "pk"))
    nodes = {row.pk: row for row in rows}
    parents = dict(Action.objects.filter(version=version).order_by().values_list("pk", "parent"))
    standing: dict[int, set[int]] = defaultdict(set)
    for action, node in _pairs(Action.nodes.through, "action", "node", action__version=version):
        standing[action].add(node)
    direct: dict[int, set[int]] = defaultdict(set)
    for indicator, node in _pairs(Indicator.nodes.through, "indicator", "node", indicator__version=version):
        direct[indicator].add(node)
    for indicator, action in _pairs(Indicator.actions.through, "indicator", "action", indicator__version=version):
        step: int | None = action
        while step is not None:
            direct[indicator] |= standing.get(step, set())
            step = parents.get(step)
    places = Places([row for row in rows if row.parent_id is None], nodes)
    for indicator, found in direct.items():
        for pk in found:
            while pk in nodes and pk not in places.above[indicator]:
                places.above[indicator].add(pk)
                pk = nodes[pk].parent_id
    return places


def _pairs(model, left: str, right: str, **where) -> list[tuple[int, int]]:
    return list(model.objects.filter(**where).order_by("pk").values_list(left, right))
