"""The plan and what its tree says of itself: the ground of the matrix sheets, the récapitulatif and the crossings.

Four queries beside those of the plan, whatever the size of the contract.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from faubourg.actions.models import SchemeLink
from faubourg.contracts.models import Contract, Node
from faubourg.reports.overview.counters import Counter, counters_of
from faubourg.reports.overview.references import References, load_references
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.records import PlanData, PlanNode, PlanRow


@dataclass(slots=True)
class NodeFacts:
    """What the document prints about a node beside its title."""

    declared: dict[str, object]
    variants: list[str]
    summary: str
    line: int | None
    flags: list[str] = field(default_factory=list)
    schemes: dict[int, str] = field(default_factory=dict)


@dataclass
class Frame:
    """The plan, the printed facts of its nodes and its references."""

    plan: PlanData
    facts: dict[int, NodeFacts]
    references: References

    @cached_property
    def hung(self) -> dict[int, list[PlanRow]]:
        """Node → the actions that hang on it (see `hung_on`)."""
        return hung_on(self.plan)

    @cached_property
    def unplaced(self) -> list[PlanRow]:
        """The actions that hang on no node."""
        return [row for row in self.plan.rows if not row.links.get("node")]

    def below(self, node: PlanNode | None) -> list[PlanRow]:
        """The actions under a node and its descendants, each once; those of the whole plan for None."""
        if node is None:
            return self.plan.rows
        return list(dict.fromkeys(row for child in node.walk() for row in self.hung.get(child.pk, ())))

    def counters(self, node: PlanNode | None) -> list[Counter]:
        """What stands under a node, counted, beside what the document declares."""
        declared = self.facts[node.pk].declared if node else {}
        nodes = list(node.walk())[1:] if node else list(self.plan.nodes.values())
        return counters_of(nodes, self.below(node), declared)

    def reasons(self, node: PlanNode) -> list[str]:
        """Why no action stands under a node, in the document's words; empty when it does not say."""
        facts = self.facts[node.pk]
        said = [node.empty_reason, node.handled_elsewhere and f"traité ailleurs : {node.handled_elsewhere}"]
        said += [reference.sentence for reference in self.references.of_node.get(node.pk, ())]
        said += [f"dispositif {name}" for name in facts.schemes.values()]
        said += [node.note]
        return [words for words in said if words]


def hung_on(plan: PlanData) -> dict[int, list[PlanRow]]:
    """Node → the actions that hang on it, in document order; a sub-action stands under its own action."""
    found: dict[int, list[PlanRow]] = defaultdict(list)
    for row in plan.rows:
        own = row.links.get("node", ())
        for pk in own:
            found[pk].append(row)
        for part in row.family[1:]:
            for pk in part.links.get("node", ()):
                if pk not in own:
                    found[pk].append(part)
    return found


def load_frame(contract: Contract) -> Frame:
    """Read the plan of `contract` with the printed facts of its tree."""
    plan = load_plan(contract)
    facts = {
        pk: NodeFacts(declared, variants, summary, line)
        for pk, declared, variants, summary, line in Node.objects.filter(version=contract.current_version_id)
        .order_by()
        .values_list("pk", "declared_counts", "title_variants", "summary", "line")
    }
    flags = Node.tags.through.objects.filter(node__version=contract.current_version_id)
    for node, label in flags.order_by("pk").values_list("node", "tag__label"):
        facts[node].flags.append(label)
    links = SchemeLink.objects.filter(version=contract.current_version_id, node__isnull=False)
    for node, pk, name in links.order_by("position", "pk").values_list("node", "scheme", "scheme__name"):
        facts[node].schemes[pk] = name
    return Frame(plan, facts, load_references(plan, contract))
