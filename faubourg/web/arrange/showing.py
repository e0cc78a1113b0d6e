"""What the page of the order shows of each line: plain records, made in one walk."""

from dataclasses import dataclass, field

from django.urls import reverse

from faubourg.actions.arranging.tree import Item, Tree, TreeAction, TreeNode
from faubourg.contracts.models import Contract
from faubourg.exchange.arranging.moving import name_of

#: Beyond this many lines, the whole plan shows its elements only; each opens its actions.
MOST = 200
ALL = "tout"


@dataclass
class Line:
    """A line of the tree under `under`; `also` names the other places of an action."""

    name: str
    under: str
    anchor: str
    code: str
    title: str
    kind: str
    move_url: str
    also: list[str] = field(default_factory=list)
    nodes: list["Line"] = field(default_factory=list)
    actions: list["Line"] = field(default_factory=list)
    takes_actions: bool = False
    hidden: int = 0
    branch_url: str = ""
    is_node: bool = False
    first: bool = False
    last: bool = False


@dataclass
class Rows:
    """The lines of the page: elements of the top, actions without any place."""

    nodes: list[Line]
    unplaced: list[Line]
    hides: bool


def line_id(name: str, under: str) -> str:
    """The identifier of a line on the page."""
    return "-".join(part.replace(":", "-") for part in ("ligne", under, name) if part)


def branch_of(tree: Tree, key: str) -> TreeNode | None:
    """The branch that the page is limited to; None for the whole plan, or an unknown key."""
    return tree.node.get(key)


def rows_of(tree: Tree, contract: Contract, branch: TreeNode | None, *, everything: bool = False) -> Rows:
    """The lines of a branch or of the whole plan; of a large one the elements only, unless `everything`."""
    hides = branch is None and not everything and len(tree.nodes) + len(tree.actions) > MOST and bool(tree.nodes)
    maker = _Maker(tree, contract, hides=hides)
    if branch is not None:
        return Rows([maker.node(branch)], [], hides)
    return Rows(_marked([maker.node(one) for one in tree.roots]), maker.actions(tree.unplaced, None), hides)


def _marked(lines: list[Line]) -> list[Line]:
    if lines:
        lines[0].first = lines[-1].last = True
    return lines


class _Maker:
    def __init__(self, tree: Tree, contract: Contract, *, hides: bool):
        self.tree = tree
        self.hides = hides
        # One look-up for all lines: kind and key end the address.
        self.prefix = reverse("arrange:move", args=[contract.key, "-", "-"])[: -len("-/-/")]

    def node(self, node: TreeNode) -> Line:
        line = self._line(node, node.parent)
        line.is_node = True
        line.nodes = _marked([self.node(child) for child in node.children])
        if self.hides:
            line.hidden, line.branch_url = len(node.actions), f"?element={node.key}"
            return line
        line.actions = self.actions(node.actions, node)
        line.takes_actions = bool(line.actions) or self.tree.may_host(node)
        return line

    def actions(self, actions: list[TreeAction], under: Item | None) -> list[Line]:
        return _marked([] if self.hides else [self._action(action, under) for action in actions])

    def _action(self, action: TreeAction, under: Item | None) -> Line:
        line = self._line(action, under)
        line.also = [node.code or node.title[:40] for node in action.places if node is not under]
        line.actions = self.actions(action.children, action)
        return line

    def _line(self, item: Item, under: Item | None) -> Line:
        name, above = name_of(item), name_of(under)
        kind, _, key = name.partition(":")
        url = f"{self.prefix}{kind}/{key}/" + (f"?de={above}" if above else "")
        return Line(name, above, line_id(name, above), item.code, item.title, item.kind, url)
