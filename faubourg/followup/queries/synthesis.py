"""The synthesis of a campaign's reviews: by objective and state, with the rate and what it counts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from faubourg.contracts.models import Contract, Node, StatusState
from faubourg.followup.choices import ReviewState
from faubourg.followup.models import HeldCount, Review

#: What the rate counts, printed beside it (Niort 2015-2022, lines 3750 and 3889).
DEFINITION = (
    "Taux de mise en œuvre : actions dont l’état vaut réalisation sur l’échelle du contrat, rapportées à toutes les "
    "actions comptées. Une ligne fusionnée avec la précédente ne compte pas ; une action non spécifique aux "
    "quartiers compte dans le total, sans valoir réalisation."
)


@dataclass
class Line:
    """One objective: its counts by state (number of the state → actions), counted on rows and held without rows."""

    objective: Node | None
    label: str
    counted: Counter = field(default_factory=Counter)
    held: Counter = field(default_factory=Counter)
    merged: int = 0
    unsaid: int = 0

    @property
    def total(self) -> int:
        """Actions of the objective, those without a state included."""
        return self.counted.total() + self.held.total() + self.unsaid

    def of(self, state: StatusState) -> int:
        """Actions in this state."""
        return self.counted[state.pk] + self.held[state.pk]


@dataclass(frozen=True)
class Synthesis:
    """A line an objective, in the order of the plan, and the states in the order of the scale."""

    campaign: str
    states: list[StatusState]
    lines: list[Line]

    @property
    def total(self) -> int:
        """All the actions counted."""
        return sum(line.total for line in self.lines)

    @property
    def held(self) -> int:
        """Those of them that were published without rows."""
        return sum(line.held.total() for line in self.lines)

    @property
    def merged(self) -> int:
        """Rows that share the state of the one above."""
        return sum(line.merged for line in self.lines)

    @property
    def unsaid(self) -> int:
        """Actions whose review gives no state."""
        return sum(line.unsaid for line in self.lines)

    def of(self, state: StatusState) -> int:
        """Actions in this state."""
        return sum(line.of(state) for line in self.lines)

    @property
    def implemented(self) -> int:
        """Actions whose state counts as implemented."""
        return sum(self.of(state) for state in self.states if state.counts_as_implemented)


def counting_reviews(contract: Contract, campaign: str) -> Iterable[Review]:
    """Those that count: of a document, or validated; in the order of the document."""
    rows = Review.objects.filter(contract=contract, campaign=campaign, state__in=("", ReviewState.VALIDATED))
    return rows.select_related("status").order_by("position", "pk")


def campaigns_reviewed(contract: Contract) -> list[str]:
    """The campaigns of which reviews or held counts exist, the last one first."""
    reviewed = Review.objects.filter(contract=contract).order_by().values_list("campaign", flat=True).distinct()
    held = HeldCount.objects.filter(contract=contract).order_by().values_list("campaign", flat=True).distinct()
    return sorted({*reviewed, *held}, reverse=True)


def synthesis(contract: Contract, campaign: str) -> Synthesis:
    """Count the reviews of a campaign; four queries, whatever the number of rows."""
    states = list(StatusState.objects.filter(contract=contract).order_by("position", "pk"))
    nodes = list(Node.objects.filter(version=contract.current_version_id).order_by("position", "pk"))
    ranked = {node.lineage_id: (rank, node) for rank, node in enumerate(nodes)}
    lines: dict[object, Line] = {}
    for review in counting_reviews(contract, campaign):
        line = _line(lines, ranked, review.objective_lineage_id, "Sans objectif")
        weight = 1 if review.counts_as is None else review.counts_as
        if weight == 0:
            line.merged += 1
        elif review.status_id is None:
            line.unsaid += weight
        else:
            line.counted[review.status_id] += weight
    held = HeldCount.objects.filter(contract=contract, campaign=campaign).order_by("position", "pk")
    for count in held:
        _line(lines, ranked, count.objective_lineage_id, count.label or "Sans objectif").held[count.status_id] += (
            count.count
        )
    last = len(nodes)
    ordered = sorted(lines.items(), key=lambda pair: ranked[pair[0]][0] if pair[0] in ranked else last)
    return Synthesis(campaign, states, [line for _, line in ordered])


def _line(lines: dict, ranked: dict, lineage: int | None, label: str) -> Line:
    key = lineage if lineage in ranked else label
    if key not in lines:
        node = ranked[lineage][1] if lineage in ranked else None
        lines[key] = Line(node, str(node) if node else label)
    return lines[key]
