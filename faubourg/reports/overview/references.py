"""Cross-references of the plan, read in words and followed from one to the next without going round."""

from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.actions.models import CrossReference
from faubourg.contracts.models import Contract
from faubourg.reports.plan.records import PlanData, PlanNode, PlanRow
from faubourg.ui.typography import plural


@dataclass(frozen=True)
class Aim:
    """What a reference points at: an element of the tree, an action, a national measure, or words of the document."""

    label: str
    title: str
    url: str = ""
    node: int | None = None
    action: int | None = None


@dataclass
class Reference:
    """The references of one kind that leave one place; `actions` is the number of actions that they lead to."""

    kind: str
    aims: list[Aim] = field(default_factory=list)
    note: str = ""
    actions: int = 0

    @property
    def targets(self) -> str:
        """« 1.1.1 et 1.1.3 »."""
        labels = [aim.label for aim in self.aims]
        return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} et {labels[-1]}"

    @property
    def sentence(self) -> str:
        """« renvoi intégral : 1.1.1 et 1.1.3 (7 actions y sont suivies) »."""
        followed = "y est suivie" if self.actions < 2 else "y sont suivies"
        held = f" ({plural(self.actions, 'action,actions')} {followed})" if self.actions else ""
        return f"{self.kind} : {self.targets}{held}"


@dataclass
class References:
    """References by the place they leave; `of_node` and `of_action` are by primary key."""

    of_node: dict[int, list[Reference]]
    of_action: dict[int, list[Reference]]


def load_references(plan: PlanData, contract: Contract) -> References:
    """The references of the current version, in the order of the document; one query."""
    rows = list(
        CrossReference.objects.filter(version=contract.current_version_id)
        .select_related("to_measure")
        .order_by("position", "pk")
    )
    actions = {member.pk: member for row in plan.rows for member in row.family}
    found: dict[str, dict[int, list[Reference]]] = {"node": {}, "action": {}}
    for row in rows:
        side, start = ("node", row.from_node_id) if row.from_node_id else ("action", row.from_action_id)
        aim = _aim(row, plan, actions)
        if start is None or aim is None:
            continue
        kind = row.kind or "renvoi"
        groups = found[side].setdefault(start, [])
        group = next((group for group in groups if group.kind == kind), None)
        if group is None:
            groups.append(group := Reference(kind))
        group.aims.append(aim)
        if row.note and row.note not in group.note:
            group.note = f"{group.note} ; {row.note}".strip(" ;")
    _count(plan, found["node"], [*found["node"].values(), *found["action"].values()])
    return References(found["node"], found["action"])


def _aim(row: CrossReference, plan: PlanData, actions: dict[int, PlanRow]) -> Aim | None:
    if row.to_node_id in plan.nodes:
        node = plan.nodes[row.to_node_id]
        return Aim(node.code or node.title, node.title, node.url, node=node.pk)
    if row.to_action_id in actions:
        action = actions[row.to_action_id]
        return Aim(action.code or action.title, action.title, action.url, action=action.pk)
    if row.to_measure is not None:
        return Aim(row.to_measure.code or row.to_measure.title, row.to_measure.title)
    return Aim(row.target_key, row.target_key) if row.target_key else None


def _count(plan: PlanData, onward: dict[int, list[Reference]], groups: list[list[Reference]]) -> None:
    hung: dict[int, list[int]] = defaultdict(list)
    for row in plan.rows:
        for pk in row.links.get("node", ()):
            hung[pk].append(row.pk)
    for references in groups:
        for reference in references:
            reference.actions = len(_reached(plan, onward, hung, reference))


def _reached(plan: PlanData, onward, hung, reference: Reference) -> set[int]:
    found = {aim.action for aim in reference.aims if aim.action}
    waiting = [aim.node for aim in reference.aims if aim.node]
    seen: set[int] = set()
    while waiting:
        pk = waiting.pop()
        if pk in seen:
            continue
        seen.add(pk)
        node: PlanNode = plan.nodes[pk]
        own = {row for child in node.walk() for row in hung.get(child.pk, ())}
        found |= own
        if not own:
            # A reference to a place that only refers further leads to where that one leads.
            waiting += [aim.node for further in onward.get(pk, ()) for aim in further.aims if aim.node]
    return found
