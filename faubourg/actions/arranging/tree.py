"""The tree of a plan as it is ordered: its elements, and the actions that stand under them."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from faubourg.actions.models import Action
from faubourg.contracts.models import Node, Version


@dataclass(eq=False)
class Item:
    """An element of the tree or an action; `rank` is its place in the order of the document."""

    pk: int
    key: str
    code: str
    title: str
    kind: str
    rank: int
    children: list["Item"] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}".strip()

    def walk(self):
        """The item and all of its own kind that stands under it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(eq=False)
class TreeNode(Item):
    """An element of the tree. `level` is (family, position, name)."""

    level: tuple[str, int, str] = ("", 0, "")
    parent: "TreeNode | None" = None
    actions: list["TreeAction"] = field(default_factory=list)
    is_node = True

    @property
    def path(self) -> list["TreeNode"]:
        """The elements above, from the top."""
        return [*self.parent.path, self.parent] if self.parent else []


@dataclass(eq=False)
class TreeAction(Item):
    """An action: a part of another one (`parent`), or placed under any number of elements (`places`, in order)."""

    parent: "TreeAction | None" = None
    places: list[TreeNode] = field(default_factory=list)
    is_node = False


@dataclass
class Tree:
    """A version's plan. Both lists are in the order of the document."""

    nodes: list[TreeNode]
    actions: list[TreeAction]

    @cached_property
    def node(self) -> dict[str, TreeNode]:
        """Elements by key."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def action(self) -> dict[str, TreeAction]:
        """Actions by key."""
        return {action.key: action for action in self.actions}

    @cached_property
    def roots(self) -> list[TreeNode]:
        """The elements of the top."""
        return [node for node in self.nodes if node.parent is None]

    @cached_property
    def unplaced(self) -> list[TreeAction]:
        """The actions that stand nowhere in the tree and are no part of another."""
        return [action for action in self.actions if not action.places and action.parent is None]

    @cached_property
    def digest(self) -> str:
        """A short mark of the order and of who hangs where, to notice that somebody moved something meanwhile."""
        said = [
            [(node.pk, node.parent and node.parent.pk) for node in self.nodes],
            [
                (action.pk, action.parent and action.parent.pk, [node.pk for node in action.places])
                for action in self.actions
            ],
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @cached_property
    def _nestings(self) -> set[tuple]:
        return {(node.level, node.parent and node.parent.level) for node in self.nodes}

    @cached_property
    def _hosting(self) -> set[tuple]:
        return {node.level for action in self.actions for node in action.places}

    def may_nest(self, child: TreeNode, parent: TreeNode | None) -> bool:
        """Whether the levels of the contract let `child` stand under `parent` (None: at the top).

        An element stands under a level above its own in the same tree; what the contract does already is let too.
        """
        above = parent and parent.level
        if (child.level, above) in self._nestings:
            return True
        return above is not None and above[0] == child.level[0] and above[1] < child.level[1]

    def may_host(self, node: TreeNode) -> bool:
        """Whether actions stand under elements of this level; under any while the plan has no placed action."""
        return not self._hosting or node.level in self._hosting


def read_tree(version: Version | None) -> Tree:
    """The tree of a version; three queries."""
    if version is None:
        return Tree([], [])
    nodes: dict[int, TreeNode] = {}
    above = {}
    columns = ("pk", "key", "code", "title", "parent_id", "level__family", "level__position", "level__name")
    for rank, row in enumerate(Node.objects.filter(version=version).order_by("position", "pk").values_list(*columns)):
        pk, key, code, title, parent, *level = row
        nodes[pk] = TreeNode(pk, key, code, title, level[2], rank, level=tuple(level))
        above[pk] = parent
    for pk, node in nodes.items():
        node.parent = nodes.get(above[pk])
        if node.parent:
            node.parent.children.append(node)
    return Tree(list(nodes.values()), _read_actions(version, nodes))


def _read_actions(version: Version, nodes: dict[int, TreeNode]) -> list[TreeAction]:
    found: dict[int, TreeAction] = {}
    above = {}
    rows = Action.objects.filter(version=version).order_by("position", "pk")
    for rank, row in enumerate(rows.values_list("pk", "key", "code", "title", "kind", "parent_id")):
        found[row[0]] = TreeAction(*row[:5], rank)
        above[row[0]] = row[5]
    places = defaultdict(list)
    links = Action.nodes.through.objects.filter(action__version=version).order_by("pk")
    for action, node in links.values_list("action_id", "node_id"):
        if node in nodes:
            places[action].append(nodes[node])
    for pk, action in found.items():
        action.parent, action.places = found.get(above[pk]), places[pk]
        if action.parent:
            action.parent.children.append(action)
        for node in action.places:
            node.actions.append(action)
    return list(found.values())
