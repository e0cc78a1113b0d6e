"""The plan as the home of a contract counts it: actions under first-level nodes, and what they lack. Two reads."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Subquery

from faubourg.actions.choices import ActionKind, RoleKind
from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.choices import LevelFamily
from faubourg.contracts.models import CommitmentType, Contract, Node
from faubourg.indicators.models import Indicator

PILOTING = (RoleKind.PILOT, RoleKind.CO_PILOT)
#: The order of the letters in every chart, dark to light; other letters follow.
LETTERS = ("C", "R", "M", "A")


@dataclass
class PlanRow:
    """An action as the counters need it; `nodes` are its places, else those of the action that it is part of."""

    pk: int
    key: str
    kind: str
    letter: str
    letter_label: str
    parent: int | None
    is_conditional: bool
    has_calendar: bool
    has_indicator: bool
    has_pilot: bool
    nodes: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Series:
    """One colour of the chart: a commitment type (`letter`) or a kind of action."""

    label: str
    letter: str = ""


@dataclass(frozen=True)
class ChartRow:
    """The actions under one first-level node (`key` empty: under none), one count a series."""

    key: str
    label: str
    values: list[int]


@dataclass(frozen=True)
class Chart:
    """Actions by first-level node; `totals` count each action once, rows count it wherever it stands."""

    level: str
    is_typed: bool
    series: list[Series]
    rows: list[ChartRow]
    totals: list[int]


@dataclass(frozen=True)
class LevelCount:
    """How many nodes a level has."""

    name: str
    count: int


@dataclass(frozen=True)
class PlanGaps:
    """What promises lack, out of `total`. A sub-action is not counted apart: what it has, its fiche has."""

    total: int
    without_indicator: int
    without_calendar: int
    without_pilot: int
    conditional: int


def plan_nodes(contract: Contract) -> list[Node]:
    """The nodes of the current version, in order."""
    found = Node.objects.filter(version=contract.current_version_id).select_related("level")
    fields = ("key", "code", "title", "parent", "level__name", "level__family", "level__position")
    return list(found.only(*fields))


def plan_rows(contract: Contract) -> list[PlanRow]:
    """The actions of the current version, each with the nodes under which it stands."""
    followed = Indicator.actions.through.objects.filter(action=OuterRef("pk"))
    # A matrix (Alès) ties its indicators to the objective: they follow the actions that stand there.
    followed_there = Action.nodes.through.objects.filter(action=OuterRef("pk"), node__indicators__isnull=False)
    piloted = ActionRole.objects.filter(action=OuterRef("pk"), role__in=PILOTING)
    labels = CommitmentType.objects.filter(contract=contract, letter=OuterRef("commitment_type")).values("label")
    found = (
        Action.objects.filter(version=contract.current_version_id)
        .annotate(
            followed=Exists(followed) | Exists(followed_there),
            piloted=Exists(piloted),
            type_label=Subquery(labels[:1]),
        )
        .values(
            "pk", "key", "kind", "commitment_type", "type_label", "parent", "condition", "calendar", "start", "end",
            "followed", "piloted", "nodes",
        )
    )  # fmt: skip
    rows: dict[int, PlanRow] = {}
    for facts in found:
        row = rows.setdefault(facts["pk"], _row(facts))
        if facts["nodes"]:
            row.nodes.add(facts["nodes"])
    for row in rows.values():
        if not row.nodes and row.parent in rows:
            row.nodes = rows[row.parent].nodes
    return list(rows.values())


def _row(facts: dict) -> PlanRow:
    return PlanRow(
        pk=facts["pk"],
        key=facts["key"],
        kind=facts["kind"],
        letter=facts["commitment_type"],
        letter_label=facts["type_label"] or facts["commitment_type"],
        parent=facts["parent"],
        is_conditional=bool(facts["condition"]),
        has_calendar=bool(facts["calendar"] or facts["start"] or facts["end"]),
        has_indicator=facts["followed"],
        has_pilot=facts["piloted"],
    )


def promises_among(rows: list[PlanRow]) -> list[PlanRow]:
    """The actions that the figures count: those with a commitment type where the contract has types, else all."""
    return [row for row in rows if row.letter] or rows


def level_counts(nodes: list[Node]) -> list[LevelCount]:
    """The levels of the main tree that hold nodes, from the top down."""
    main = sorted(
        (node.level for node in nodes if node.level.family == LevelFamily.MAIN), key=lambda level: level.position
    )
    return [LevelCount(name, count) for name, count in Counter(level.name for level in main).items()]


def chart_of(promises: list[PlanRow], nodes: list[Node]) -> Chart:
    """The bars of the home: one for each first-level node, one for the actions that stand under none."""
    is_typed = any(row.letter for row in promises)
    series = _types(promises) if is_typed else _kinds(promises)
    parents = {node.pk: node.parent_id for node in nodes}
    tops = [node for node in nodes if node.parent_id is None]
    level = tops[0].level.name if tops else "objectif"
    under: dict[int | None, Counter] = {top.pk: Counter() for top in tops}
    totals = Counter()
    for row in promises:
        name = row.letter if is_typed else row.kind
        totals[name] += 1
        for top in {_top(node, parents) for node in row.nodes} or {None}:
            under.setdefault(top, Counter())[name] += 1
    labels = {top.pk: (top.key, f"{top.code} · {top.title}" if top.code else top.title) for top in tops}
    rows = [
        ChartRow(*labels.get(top, ("", f"Sans {level}")), [counter[name] for name in series])
        for top, counter in under.items()
    ]
    return Chart(level, is_typed, list(series.values()), rows, [totals[name] for name in series])


def _types(promises: list[PlanRow]) -> dict[str, Series]:
    labels = {row.letter: row.letter_label for row in promises}
    known = [letter for letter in LETTERS if letter in labels]
    return {letter: Series(labels[letter], letter) for letter in [*known, *sorted(labels.keys() - known)]}


def _kinds(promises: list[PlanRow]) -> dict[str, Series]:
    present = {row.kind for row in promises}
    return {kind.value: Series(kind.label) for kind in ActionKind if kind in present}


def _top(node: int, parents: dict[int, int | None]) -> int:
    while (above := parents.get(node)) is not None:
        node = above
    return node


def gaps_of(rows: list[PlanRow], promises: list[PlanRow]) -> PlanGaps:
    """What is missing to the promises that are part of no other."""
    parts: dict[int, list[PlanRow]] = {}
    for row in rows:
        if row.parent:
            parts.setdefault(row.parent, []).append(row)
    families = [[row, *parts.get(row.pk, ())] for row in promises if not row.parent]

    def having(quality: str) -> int:
        return sum(any(getattr(row, quality) for row in family) for family in families)

    return PlanGaps(
        total=len(families),
        without_indicator=len(families) - having("has_indicator"),
        without_calendar=len(families) - having("has_calendar"),
        without_pilot=len(families) - having("has_pilot"),
        conditional=having("is_conditional"),
    )
