"""The tableau récapitulatif: every node with its counters, printed and counted, and its actions."""

from collections.abc import Iterator
from dataclasses import dataclass

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.overview.counters import KIND_LABELS, Counter
from faubourg.reports.overview.frame import Frame, NodeFacts, load_frame
from faubourg.reports.plan.records import PlanNode, PlanRow
from faubourg.reports.wording import dated, first_upper


@dataclass(frozen=True)
class SummaryNode:
    """A line of the récapitulatif: a node, what it holds, and the actions that hang on it."""

    node: PlanNode
    facts: NodeFacts
    counters: list[Counter]
    rows: list[PlanRow]
    reasons: list[str]
    is_leaf: bool

    @property
    def depth(self) -> int:
        """0 for the first level."""
        return len(self.node.path)

    @property
    def remarks(self) -> list[Counter]:
        """The printed counters, whether or not they agree."""
        return [counter for counter in self.counters if counter.declared is not None]

    @property
    def is_bare(self) -> bool:
        """Whether no action stands under it, at any depth."""
        return self.is_leaf and not self.rows


@dataclass
class Summary:
    """The whole récapitulatif of a contract."""

    contract: Contract
    lines: list[SummaryNode]
    unplaced: list[PlanRow]
    total: list[Counter]
    frame: Frame

    @property
    def gaps(self) -> list[tuple[PlanNode, Counter]]:
        """The printed counters that differ from ours."""
        return [(line.node, counter) for line in self.lines for counter in line.remarks if counter.agrees is False]

    @property
    def agreeing(self) -> int:
        """How many printed counters equal ours."""
        return sum(counter.agrees is True for line in self.lines for counter in line.remarks)

    @property
    def printed(self) -> int:
        """How many counters the document prints."""
        return sum(len(line.remarks) for line in self.lines)

    @property
    def bare(self) -> list[SummaryNode]:
        """The nodes at the end of their branch without any action."""
        return [line for line in self.lines if line.is_bare]


def summary_of(contract: Contract) -> Summary:
    """Compose the récapitulatif of `contract`."""
    frame = load_frame(contract)
    lines = [
        SummaryNode(
            node,
            frame.facts[node.pk],
            frame.counters(node),
            frame.hung.get(node.pk, []),
            frame.reasons(node),
            not node.children,
        )
        for node in frame.plan.nodes.values()
    ]
    return Summary(contract, lines, frame.unplaced, frame.counters(None), frame)


def summary_sheets(summary: Summary) -> list[Sheet]:
    """Two sheets: one line an action under its path, and one line a node with its counters."""
    levels = level_names(summary)
    actions = [
        *(SheetColumn(first_upper(name), 34) for name in levels),
        SheetColumn("Code", 14),
        SheetColumn("Action", 70),
        SheetColumn("Nature", 16),
        SheetColumn("Type", 14),
        SheetColumn("Pilotes", 30),
        SheetColumn("Indicateurs", 12, "number"),
        SheetColumn("Clé", 18),
    ]
    nodes = [
        SheetColumn("Niveau", 24),
        SheetColumn("Code", 14),
        SheetColumn("Intitulé", 70),
        SheetColumn("Compte", 26),
        SheetColumn("Compté", 12, "number"),
        SheetColumn("Imprimé", 12, "number"),
        SheetColumn("Écart", 12, "number"),
    ]
    title = dated(summary.contract.title, summary.contract)
    note = "Une action a une ligne à chaque endroit où elle figure ; les comptes ne la comptent qu’une fois."
    return [
        Sheet("Actions", actions, list(_action_lines(summary, levels)), f"Tableau récapitulatif : {title}", note),
        Sheet("Comptes", nodes, list(_count_lines(summary)), f"Comptes par élément : {title}"),
    ]


def level_names(summary: Summary) -> list[str]:
    """One name a depth of the tree: « pilier », or « pilier ou partie PERR » where two trees meet."""
    depths: dict[int, dict[str, None]] = {}
    for line in summary.lines:
        depths.setdefault(line.depth, {})[line.node.level] = None
    return [" ou ".join(depths[depth]) for depth in sorted(depths)]


def _action_lines(summary: Summary, levels: list[str]) -> Iterator[tuple]:
    names = summary.frame.plan.names["actor"]
    for line in summary.lines:
        path = [node.label for node in line.node.family]
        path += [None] * (len(levels) - len(path))
        for row in line.rows:
            yield from (_action_line(path, member, names) for member in row.family)
        if line.is_bare:
            why = " ; ".join(line.reasons) or "raison non donnée"
            yield (*path, None, f"aucune action ({why})", None, None, None, None, None)
    for row in summary.unplaced:
        yield from (_action_line([None] * len(levels), member, names) for member in row.family)


def _action_line(path: list, row: PlanRow, names: dict) -> tuple:
    pilots = tuple(names[pk].name for pk in row.pilots) or None
    kind = KIND_LABELS.get(row.kind, row.kind)
    return (*path, row.code, row.title, kind, row.type_label or None, pilots, row.indicators, row.key)


def _count_lines(summary: Summary) -> Iterator[tuple]:
    for line in summary.lines:
        for counter in line.counters:
            gap = None if counter.agrees is None else counter.counted - counter.declared
            yield (
                line.node.level,
                line.node.code,
                line.node.title,
                counter.label,
                counter.counted,
                counter.declared,
                gap,
            )
