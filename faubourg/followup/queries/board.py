"""A campaign line by line, and how far each organisation and each pillar has come."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from faubourg.contracts.models import Contract, Node
from faubourg.followup.choices import OWED, LineState
from faubourg.followup.models import Campaign, CampaignRequest, RequestLine
from faubourg.followup.placing import places_of
from faubourg.indicators.models import Indicator


@dataclass(frozen=True)
class Row:
    """A line with its indicator (None: it has left the plan) and the pillars over it."""

    line: RequestLine
    indicator: Indicator | None
    pillars: tuple[Node, ...]

    @property
    def label(self) -> str:
        """The words of the indicator."""
        return self.indicator.label if self.indicator else "Indicateur sorti du plan"


@dataclass
class Tally:
    """The lines of an organisation or of a pillar, counted by state. `request`: that of the organisation."""

    key: str
    label: str
    counts: Counter = field(default_factory=Counter)
    request: CampaignRequest | None = None

    @property
    def total(self) -> int:
        """All of its lines."""
        return sum(self.counts.values())

    @property
    def owed(self) -> int:
        """Those that wait for the organisation."""
        return sum(self.counts[state] for state in OWED)

    @property
    def answered(self) -> int:
        """Sent, validated or said unavailable: what completeness counts."""
        return self.total - self.owed

    @property
    def to_fill(self) -> int:
        """How many are in this state."""
        return self.counts[LineState.TO_FILL]

    @property
    def submitted(self) -> int:
        """How many are in this state."""
        return self.counts[LineState.SUBMITTED]

    @property
    def to_correct(self) -> int:
        """How many are in this state."""
        return self.counts[LineState.TO_CORRECT]

    @property
    def validated(self) -> int:
        """How many are in this state."""
        return self.counts[LineState.VALIDATED]

    @property
    def unavailable(self) -> int:
        """How many are in this state."""
        return self.counts[LineState.UNAVAILABLE]

    @property
    def share(self) -> float | None:
        """Answered ÷ total; None without line."""
        return self.answered / self.total if self.total else None

    @property
    def state(self) -> str:
        """The state of a request: what its lines still ask for, else how far the last of them has come."""
        for state in (LineState.TO_CORRECT, LineState.TO_FILL, LineState.SUBMITTED):
            if self.counts[state]:
                return state
        return LineState.VALIDATED if self.counts[LineState.VALIDATED] else LineState.UNAVAILABLE


def rows_of(campaign: Campaign, contract: Contract) -> list[Row]:
    """Every line of the campaign, in the order of their codes; seven queries."""
    lines = RequestLine.objects.filter(request__campaign=campaign).select_related(
        "request__organisation", "request__referent", "answered_by"
    )
    rows = Indicator.objects.filter(version=contract.current_version_id).order_by("position", "pk")
    indicators = {one.lineage_id: one for one in rows}
    places = places_of(contract)
    found = []
    for line in lines.order_by("number", "pk"):
        line.request.campaign = campaign
        indicator = indicators.get(line.lineage_id)
        pillars = tuple(places.pillars(indicator.pk)) if indicator else ()
        found.append(Row(line, indicator, pillars))
    return found


def by_organisation(rows: Iterable[Row]) -> list[Tally]:
    """By name of the organisation."""
    found = _tallies(rows, lambda row: [(row.line.request.organisation.key, row.line.request.organisation.name)])
    for row in rows:
        found[row.line.request.organisation.key].request = row.line.request
    return sorted(found.values(), key=lambda one: (one.label, one.key))


def by_pillar(rows: Iterable[Row]) -> list[Tally]:
    """In the order of the plan; a line under several pillars counts in each, one under none apart."""
    order = {node.key: node.position for row in rows for node in row.pillars}
    found = _tallies(
        rows, lambda row: [(node.key, f"{node.code} {node.title}".strip()) for node in row.pillars] or [("", "")]
    )
    return sorted(found.values(), key=lambda one: (one.key == "", order.get(one.key, 0), one.key))


def whole(rows: Iterable[Row]) -> Tally:
    """The campaign in one tally: each line once."""
    return Tally("", "", Counter(row.line.state for row in rows))


def _tallies(rows: Iterable[Row], of: Callable) -> dict[str, Tally]:
    found: dict[str, Tally] = {}
    for row in rows:
        for key, label in of(row):
            found.setdefault(key, Tally(key, label)).counts[row.line.state] += 1
    return found
