"""A contract on one page, for those who decide: its figures, its progress by pillar, what comes next."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from faubourg.actions.models import Action
from faubourg.actions.progress.deriving import derived_state
from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.models import Contract, Milestone, StatusState
from faubourg.reports.home import ContractHome, contract_home
from faubourg.reports.home.around import MeetingDay
from faubourg.reports.home.plan import PlanRow, plan_nodes, plan_rows, promises_among
from faubourg.reports.mywork.statements import statements_of

#: The colours of progress, from what is done to what nobody has said.
DONE, BEGUN, STOPPED, NOT_BEGUN, DROPPED, UNSAID = range(6)
LABELS = ("Réalisées", "En cours", "Bloquées ou à arbitrer", "Non démarrées", "Abandonnées", "Avancement non dit")
_MEANINGS = {
    StateMeaning.DONE: DONE,
    StateMeaning.LASTING: DONE,
    StateMeaning.IN_PROGRESS: BEGUN,
    StateMeaning.BLOCKED: STOPPED,
    StateMeaning.AWAITING: STOPPED,
    StateMeaning.NOT_STARTED: NOT_BEGUN,
    StateMeaning.ABANDONED: DROPPED,
}
COMING = 5


@dataclass(frozen=True)
class Pillar:
    """The promises under one first-level node, counted by progress (see `LABELS`)."""

    key: str
    label: str
    values: list[int]


@dataclass(frozen=True)
class OnePage:
    """What the page shows; `totals` count each promise once."""

    home: ContractHome
    level: str
    pillars: list[Pillar]
    totals: list[int]
    meetings: list[MeetingDay]
    milestones: list[Milestone]

    @property
    def is_told(self) -> bool:
        """Whether anybody has said how anything stands."""
        return sum(self.totals) > self.totals[UNSAID]


def one_page(contract: Contract, *, today: date) -> OnePage:
    """Some fifteen reads, whatever the size of the contract."""
    home = contract_home(contract, today=today)
    nodes, rows = plan_nodes(contract), plan_rows(contract)
    standing = _standing(contract, rows)
    tops = _tops(nodes)
    counted: dict[str, Counter] = {row.key: Counter() for row in home.chart.rows}
    labels = {row.key: row.label for row in home.chart.rows}
    totals = Counter()
    for row in promises_among(rows):
        totals[standing[row.pk]] += 1
        for key in {tops[node] if tops[node] in labels else "" for node in row.nodes} or {""}:
            counted.setdefault(key, Counter())[standing[row.pk]] += 1
    day = today.isoformat()
    return OnePage(
        home=home,
        level=home.chart.level,
        pillars=[
            Pillar(key, labels.get(key, f"Sans {home.chart.level}"), _values(found)) for key, found in counted.items()
        ],
        totals=_values(totals),
        meetings=home.coming[:COMING],
        milestones=[one for one in home.milestones if one.date and one.date >= day[: len(one.date)]][:COMING],
    )


def _values(found: Counter) -> list[int]:
    return [found[place] for place in range(len(LABELS))]


def _tops(nodes) -> dict[int, str]:
    """The key of the first-level node above each node."""
    by_pk = {node.pk: node for node in nodes}

    def top(node) -> str:
        while node.parent_id in by_pk:
            node = by_pk[node.parent_id]
        return node.key

    return {node.pk: top(node) for node in nodes}


def _standing(contract: Contract, rows: list[PlanRow]) -> dict[int, int]:
    """Where each action stands: its own state, else what its sub-actions make of it; three queries."""
    statements = statements_of(contract)
    actions = Action.objects.filter(version=contract.current_version_id).order_by()
    lineages = dict(actions.values_list("pk", "lineage"))
    parts: dict[int | None, list[PlanRow]] = {}
    for row in rows:
        parts.setdefault(row.parent, []).append(row)

    def state(row: PlanRow) -> StatusState | None:
        own = statements.states.get(lineages.get(row.pk))
        if own is not None or row.pk not in parts:
            return own
        return derived_state([state(part) for part in parts[row.pk]], statements.scale)

    return {row.pk: place_of(state(row)) for row in rows}


def place_of(state: StatusState | None) -> int:
    """The colour of a state: what it means, else whether it counts as implemented."""
    if state is None:
        return UNSAID
    if state.meaning:
        return _MEANINGS[state.meaning]
    return {True: DONE, False: NOT_BEGUN}.get(state.counts_as_implemented, BEGUN)
