"""The sheet of one element of the tree."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.text import capfirst

from faubourg.actions.models import ActionRole, Clause, CrossReference, SchemeLink
from faubourg.contracts.choices import SustainableGoal
from faubourg.contracts.models import Contract, ListedOrganisation, Node
from faubourg.indicators.models import Indicator
from faubourg.reports.fiche.words import fact_label, fact_lines, letters_joined, spoken
from faubourg.reports.overview.counters import Counter, counters_of
from faubourg.reports.overview.frame import hung_on
from faubourg.reports.overview.matrix import carrying_nodes, has_sheet
from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.lines import Line, LineMaker
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.places import collect
from faubourg.reports.plan.records import PlanNode


@dataclass(frozen=True)
class Child:
    """An element just under, with the number of rows on it and under it."""

    node: PlanNode
    rows: int


@dataclass(frozen=True)
class Pointer:
    """A cross-reference seen from the element: what it points at, or what points at it."""

    label: str
    url: str
    kind: str
    note: str


@dataclass(frozen=True)
class Follower:
    """An indicator of the element. `facts` are its unit, frequency, breakdowns, producers and target."""

    key: str
    label: str
    kind: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class ClauseText:
    """A clause, and the other elements whose cahier des charges says the same words."""

    text: str
    elsewhere: tuple[PlanNode, ...]


@dataclass
class NodeSheet:
    """All that the contract says of one element of its tree, and what stands under it."""

    row: Node
    node: PlanNode
    previous: PlanNode | None
    next: PlanNode | None
    counters: list[Counter]
    children: list[Child]
    lines: list[Line]
    below: int
    clauses: list[tuple[str, list[ClauseText]]]
    indicators: list[Follower]
    references: list[Pointer]
    referred_by: list[Pointer]
    roles: list[tuple[str, ListedOrganisation]]
    schemes: list[SchemeLink]
    sdg: list[str]
    facts: list[tuple[str, tuple[str, ...]]]
    has_matrix: bool

    @property
    def is_bare(self) -> bool:
        """Whether no action stands on the element or under it."""
        return not self.below


def node_sheet(contract: Contract, key: str) -> NodeSheet | None:
    """The sheet of the element `key` in the current version; None where there is no such element."""
    indicators = Prefetch("indicators", Indicator.objects.order_by("position", "pk").prefetch_related("producers"))
    wanted = Node.objects.filter(version=contract.current_version_id, key=key)
    row = wanted.prefetch_related(indicators, "clauses", "tags", "legal_objectives").first()
    if row is None:
        return None
    plan = load_plan(contract)
    node = plan.nodes[row.pk]
    placed = collect(plan.rows, lambda found: found.links.get("node", ()))
    under = {child.pk: _under(child, placed) for child in node.children}
    all_rows = list(dict.fromkeys(found for child in node.walk() for found in placed.get(child.pk, ())))
    maker = LineMaker(plan, PlanFilters({}, {}))
    order = list(plan.nodes.values())
    at = order.index(node)
    out, back = _references(row)
    return NodeSheet(
        row,
        node,
        next((before for before in reversed(order[:at]) if before.level == node.level), None),
        next((after for after in order[at + 1 :] if after.level == node.level), None),
        counters_of(list(node.walk())[1:], all_rows, row.declared_counts),
        [Child(child, under[child.pk]) for child in node.children],
        [maker.line(found) for found in placed.get(row.pk, ())],
        len(all_rows),
        _clauses(row, plan.nodes),
        [_follower(indicator) for indicator in row.indicators.all()],
        out,
        back,
        [
            (role.get_role_display(), role.organisation)
            for role in ActionRole.objects.filter(node=row).select_related("organisation__contract")
        ],
        list(SchemeLink.objects.filter(node=row).select_related("scheme__contract").order_by("position", "pk")),
        [_goal(goal) for goal in row.sdg],
        [(fact_label(name), fact_lines(value)) for name, value in row.extra.items() if not name.startswith("line")],
        has_sheet(node, carrying_nodes(contract, hung_on(plan))),
    )


def _under(node: PlanNode, placed: dict) -> int:
    return len({found.pk for child in node.walk() for found in placed.get(child.pk, ())})


def _goal(goal: Any) -> str:
    """A sustainable development goal with its name: the file gives a number, both, or words."""
    number, title = (goal.get("number"), goal.get("title")) if isinstance(goal, dict) else (goal, "")
    known = isinstance(number, int) and number in SustainableGoal.values
    name = title or (capfirst(SustainableGoal(number).label) if known else "")
    return " ".join(str(part) for part in (number, name) if part not in (None, ""))


def _clauses(row: Node, nodes: dict[int, PlanNode]) -> list[tuple[str, list[ClauseText]]]:
    """The cahier des charges by kind, in the order in which kinds first appear."""
    own = sorted(row.clauses.all(), key=lambda clause: (clause.position, clause.pk))
    texts = {clause.text for clause in own}
    said: dict[str, set[int]] = {}
    if texts:
        others = Clause.objects.filter(node__version=row.version_id, text__in=texts).exclude(node=row).order_by()
        for text, node in others.values_list("text", "node"):
            said.setdefault(text, set()).add(node)
    found: dict[str, list[ClauseText]] = {}
    for clause in own:
        also = said.get(clause.text, ())
        elsewhere = tuple(node for pk, node in nodes.items() if pk in also)
        found.setdefault(spoken(clause.kind), []).append(ClauseText(clause.text, elsewhere))
    return list(found.items())


def _follower(indicator: Indicator) -> Follower:
    facts = (
        indicator.unit,
        indicator.frequency,
        f"par {', '.join(letters_joined(indicator.breakdowns))}" if indicator.breakdowns else "",
        ", ".join(producer.name for producer in indicator.producers.all()),
        f"cible : {indicator.target}" if indicator.target else "",
    )
    kept = tuple(fact for fact in facts if fact)
    return Follower(indicator.key, indicator.label, indicator.get_kind_display(), kept)


def _references(row: Node) -> tuple[list[Pointer], list[Pointer]]:
    """What the element refers to, and what refers to it."""
    found = (
        CrossReference.objects.filter(Q(from_node=row) | Q(to_node=row))
        .select_related(
            "from_node__version__contract",
            "to_node__version__contract",
            "from_action__version__contract",
            "to_action__version__contract",
            "to_measure",
        )
        .order_by("position", "pk")
    )
    out, back = [], []
    for reference in found:
        leaves = reference.from_node_id == row.pk
        end = reference.target if leaves else reference.source
        has_page = hasattr(end, "get_absolute_url")
        pointer = Pointer(str(end), end.get_absolute_url() if has_page else "", spoken(reference.kind), reference.note)
        (out if leaves else back).append(pointer)
    return out, back
