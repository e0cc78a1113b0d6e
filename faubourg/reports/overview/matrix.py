"""The matrix sheet: one column an objective; in rows its actions, its cahier des charges and its indicators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from faubourg.actions.models import Clause
from faubourg.contracts.models import Contract
from faubourg.indicators.choices import IndicatorKind
from faubourg.indicators.models import Indicator
from faubourg.reports.overview.counters import Counter
from faubourg.reports.overview.frame import Frame, load_frame
from faubourg.reports.overview.references import Reference
from faubourg.reports.plan.records import PlanNode, PlanRow

#: Key of the sheet whose columns are the first level of the tree; no node can bear it (`contracts.validate_key`).
WHOLE = "_ensemble"

ICONS = {
    IndicatorKind.QUANTITATIVE: "sum",
    IndicatorKind.QUALITATIVE: "message-circle",
    IndicatorKind.MILESTONE: "flag",
    IndicatorKind.DOCUMENT: "paperclip",
}

#: The kinds of the exchange format, in the words of a reader; another kind is shown as it is written.
CLAUSE_KINDS = {
    "engagement_operateur": "Engagements de l’opérateur",
    "obligation": "Obligations",
    "validation_ou_rencontre_prealable": "Validation ou rencontre préalable",
    "priorite_de_financement": "Priorité de financement",
    "autres_credits_ou_dispositif_finançable": "Autres crédits ou dispositif finançable",
    "dispositif_porteur": "Dispositif porteur",
    "recommandation": "Recommandations",
}


@dataclass(frozen=True)
class MatrixAction:
    """An action of a column; `mark` is what its code adds to the column's (« a »)."""

    row: PlanRow
    mark: str
    references: list[Reference]


@dataclass(frozen=True)
class ClauseGroup:
    """The clauses of one kind in a column."""

    label: str
    texts: list[str]


@dataclass(frozen=True)
class MatrixIndicator:
    """An indicator of a column; `splits` is what its values must be broken down by (« sexe, QPV »)."""

    pk: int
    key: str
    label: str
    kind: str
    kind_label: str
    splits: str

    @property
    def icon(self) -> str:
        """The drawing of its kind."""
        return ICONS.get(self.kind, "sum")


@dataclass
class MatrixColumn:
    """One objective of the sheet."""

    node: PlanNode
    variants: list[str]
    flags: list[str]
    references: list[Reference]
    reasons: list[str]
    summary: str = ""
    actions: list[MatrixAction] = field(default_factory=list)
    clauses: list[ClauseGroup] = field(default_factory=list)
    indicators: list[MatrixIndicator] = field(default_factory=list)

    @cached_property
    def followed_in(self) -> str:
        """« suivi dans 1.1.1 et 1.1.3 » for an objective that has nothing of its own but a reference."""
        if self.actions or not self.references:
            return ""
        return "suivi dans " + " ; ".join(reference.targets for reference in self.references)


@dataclass(frozen=True)
class SheetLink:
    """A sheet in a list: the node, its counters and its address."""

    key: str
    code: str
    title: str
    url: str
    counters: list[Counter]
    path: tuple[PlanNode, ...] = ()

    @property
    def label(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}".strip()


@dataclass
class MatrixSheet:
    """A whole sheet, among `links`, all the sheets of the contract."""

    link: SheetLink
    node: PlanNode | None
    columns: list[MatrixColumn]
    variants: list[str]
    line: int | None
    links: list[SheetLink]

    @cached_property
    def before(self) -> SheetLink | None:
        """The sheet before it, if any."""
        rank = self.links.index(self.link)
        return self.links[rank - 1] if rank else None

    @cached_property
    def after(self) -> SheetLink | None:
        """The sheet after it, if any."""
        rank = self.links.index(self.link) + 1
        return self.links[rank] if rank < len(self.links) else None

    @cached_property
    def actions(self) -> int:
        """Actions of the columns, each once."""
        return len({action.row.pk for column in self.columns for action in column.actions})

    @cached_property
    def clauses(self) -> int:
        """Lines of cahier des charges."""
        return sum(len(group.texts) for column in self.columns for group in column.clauses)

    @cached_property
    def measured(self) -> int:
        """Indicators of the columns, each once, without the documents to hand in."""
        return len(self._indicators(documents=False))

    @cached_property
    def documents(self) -> int:
        """Documents to hand in, each once."""
        return len(self._indicators(documents=True))

    def _indicators(self, *, documents: bool) -> set[int]:
        return {
            indicator.pk
            for column in self.columns
            for indicator in column.indicators
            if (indicator.kind == IndicatorKind.DOCUMENT) is documents
        }

    @property
    def remarks(self) -> list[str]:
        """« 15 actions : égal au compteur imprimé », for each counter that is printed."""
        return [f"{counter.text} : {counter.remark}" for counter in self.link.counters if counter.remark]


def matrix_links(contract: Contract, frame: Frame | None = None) -> list[SheetLink]:
    """The sheets of a contract in the order of the plan; the whole tree where its first level carries the actions."""
    frame = frame or load_frame(contract)
    carrying = carrying_nodes(contract, frame.hung)
    found = [_link(contract, frame, node) for node in frame.plan.nodes.values() if has_sheet(node, carrying)]
    if _has(frame.plan.roots, carrying) and not found:
        found.append(_link(contract, frame, None))
    return found


def carrying_nodes(contract: Contract, hung: Mapping[int, list[PlanRow]]) -> set[int]:
    """The nodes on which an action or a clause hangs; `hung` is what `frame.hung_on` gives. One query."""
    clauses = Clause.objects.filter(node__version=contract.current_version_id).order_by()
    return {*clauses.values_list("node", flat=True), *(pk for pk, rows in hung.items() if rows)}


def has_sheet(node: PlanNode, carrying: set[int]) -> bool:
    """Whether `node` has a sheet: something hangs on its children, or on itself beside them."""
    return _has(node.children, carrying) or bool(node.children and node.pk in carrying)


def matrix_sheets(contract: Contract, key: str | None = None) -> list[MatrixSheet]:
    """The sheet of the node `key`, or all of them; empty where the node has no sheet."""
    frame = load_frame(contract)
    links = matrix_links(contract, frame)
    clauses, indicators = _clauses(contract), _indicators(contract)
    nodes = {node.key: node for node in frame.plan.nodes.values()}
    sheets = []
    for link in links:
        if key not in (None, link.key):
            continue
        node = nodes.get(link.key)
        columns = _columns(frame, node, clauses, indicators)
        facts = frame.facts.get(node.pk) if node else None
        sheets.append(
            MatrixSheet(
                link,
                node,
                columns,
                facts.variants if facts else [],
                facts.line if facts else None,
                links,
            )
        )
    return sheets


def _has(nodes: list[PlanNode], carrying: set[int]) -> bool:
    return any(node.pk in carrying for node in nodes)


def _link(contract: Contract, frame: Frame, node: PlanNode | None) -> SheetLink:
    key = node.key if node else WHOLE
    url = reverse("overview:matrix", args=[contract.key, key])
    if node is None:
        return SheetLink(key, "", "Ensemble du plan", url, frame.counters(None))
    return SheetLink(key, node.code, node.title, url, frame.counters(node), node.path)


def _columns(frame: Frame, node: PlanNode | None, clauses: dict, indicators: dict) -> list[MatrixColumn]:
    if node is None:
        return [_column(frame, root, root.walk(), clauses, indicators) for root in frame.plan.roots]
    columns = [_column(frame, child, child.walk(), clauses, indicators) for child in node.children]
    if frame.hung.get(node.pk) or clauses.get(node.pk):
        columns.insert(0, _column(frame, node, [node], clauses, indicators))
    return columns


def _column(frame: Frame, node: PlanNode, nodes: Iterable[PlanNode], clauses: dict, indicators: dict) -> MatrixColumn:
    """What the `nodes` of a column carry: the node alone, or with all that stands under it."""
    facts = frame.facts[node.pk]
    nodes = list(nodes)
    rows = list(dict.fromkeys(row for child in nodes for row in frame.hung.get(child.pk, ())))
    carried = [clauses.get(child.pk, {}) for child in nodes]
    groups: dict[str, list[str]] = defaultdict(list)
    for own in carried:
        for label, texts in own.items():
            groups[label] += texts
    places = [("node", child.pk) for child in nodes]
    places += [("action", member.pk) for row in rows for member in row.family]
    found = dict.fromkeys(indicator for place in places for indicator in indicators.get(place, ()))
    return MatrixColumn(
        node,
        facts.variants,
        facts.flags,
        frame.references.of_node.get(node.pk, []),
        frame.reasons(node),
        facts.summary,
        [MatrixAction(row, _mark(row, node), frame.references.of_action.get(row.pk, [])) for row in rows],
        [ClauseGroup(label, texts) for label, texts in groups.items()],
        list(found),
    )


def _mark(row: PlanRow, node: PlanNode) -> str:
    prefix = f"{node.code}."
    return row.code[len(prefix) :] if node.code and row.code.startswith(prefix) else row.code


def _clauses(contract: Contract) -> dict[int, dict[str, list[str]]]:
    rows = Clause.objects.filter(node__version=contract.current_version_id).order_by("position", "pk")
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node, kind, text in rows.values_list("node", "kind", "text"):
        found[node][CLAUSE_KINDS.get(kind, kind.replace("_", " "))].append(text)
    return found


def _indicators(contract: Contract) -> dict[tuple[str, int], list[MatrixIndicator]]:
    """("node" or "action", primary key) → its indicators, in document order."""
    rows = Indicator.objects.filter(version=contract.current_version_id).order_by("position", "pk")
    kinds = dict(IndicatorKind.choices)
    built = {
        pk: MatrixIndicator(pk, key, label, kind, kinds.get(kind, kind), ", ".join(map(str, breakdowns)))
        for pk, key, label, kind, breakdowns in rows.values_list("pk", "key", "label", "kind", "breakdowns")
    }
    order = {pk: rank for rank, pk in enumerate(built)}
    found: dict[tuple[str, int], list[MatrixIndicator]] = defaultdict(list)
    for side, through in (("node", Indicator.nodes.through), ("action", Indicator.actions.through)):
        links = through.objects.filter(indicator__version=contract.current_version_id).order_by()
        for pk, place in sorted(links.values_list("indicator", side), key=lambda pair: order[pair[0]]):
            found[side, place].append(built[pk])
    return found
