"""What is crossed: actors, funders, schemes, elements of the tree, types; each value is a filter of the plan.

A cell of a crossing is counted with the very filters that the plan screen applies: it opens exactly what it counts.
"""

from dataclasses import dataclass, field
from functools import cached_property

from faubourg.actions.choices import RoleKind
from faubourg.reports.overview.frame import Frame
from faubourg.reports.plan.filters import WITHOUT, PlanFilters, choices_of
from faubourg.reports.plan.matching import matching
from faubourg.reports.plan.records import PlanNode


@dataclass(frozen=True)
class Value:
    """A row or a column: its name, the screen about it and the filters that keep its actions; `row` keeps that one."""

    label: str
    filters: dict[str, str]
    short: str = ""
    url: str = ""
    depth: int = 0
    links: tuple[tuple[str, str], ...] = ()
    row: int | None = None


@dataclass(frozen=True)
class Cell:
    """A number of distinct actions, and the filters of the plan that show them, or the address of the only one."""

    count: int
    query: str
    url: str = ""


@dataclass
class GridRow:
    """A row of a crossing with its cells, and its distinct actions in all."""

    value: Value
    cells: list[Cell]
    total: Cell
    actions: set[int]


@dataclass
class Grid:
    """A crossing: `total` counts the distinct actions of all its rows, never the sum of its cells."""

    columns: list[Value]
    rows: list[GridRow] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)
    total: int = 0


class Axes:
    """The values that a contract can cross."""

    def __init__(self, frame: Frame):
        self.frame = frame
        self.plan = frame.plan

    @cached_property
    def types(self) -> list[Value]:
        """The commitment types in use, and the actions without one; the kinds where no action has a type."""
        choices = choices_of(self.plan)
        if choices["type"]:
            return [Value(label, {"type": letter}, letter) for letter, label in choices["type"]]
        tops = {row.kind for row in self.plan.rows}
        return [Value(label, {"nature": kind}, label) for kind, label in choices["nature"] if kind in tops]

    @property
    def is_typed(self) -> bool:
        """Whether actions carry a commitment type."""
        return any(member.letter for row in self.plan.rows for member in row.family)

    @cached_property
    def roots(self) -> list[Value]:
        """The elements of the first level, then the actions without place."""
        found = [self._node(node) for node in self.plan.roots]
        if self.frame.unplaced and found:
            found.append(Value("Sans objectif", {"element": WITHOUT}, "Sans"))
        return found

    def nodes(self, depth: int) -> list[Value]:
        """The elements of the tree down to `depth` (0: first level only), in the order of the document."""
        return [self._node(node) for node in self.plan.nodes.values() if len(node.path) <= depth] + self.roots[
            len(self.plan.roots) :
        ]

    def level(self, depth: int) -> list[Value]:
        """The elements at `depth`, with the branches that end above it, then the actions without place."""
        nodes = self.plan.nodes.values()
        kept = [node for node in nodes if len(node.path) == depth or (len(node.path) < depth and not node.children)]
        return [self._node(node) for node in kept] + self.roots[len(self.plan.roots) :]

    def sheets(self, rows: list[Value]) -> list[Value]:
        """The actions that one of `rows` keeps, each for itself."""
        kept = {pk for value in rows for pk in self._kept(value)}
        return [
            Value(f"{row.code} {row.title}".strip(), {}, row.code or row.title, row.url, row=row.pk)
            for row in self.plan.rows
            if row.pk in kept
        ]

    @staticmethod
    def _node(node: PlanNode) -> Value:
        return Value(node.label, {"element": node.key}, node.code or node.title, node.url, len(node.path))

    def funders(self, url: str) -> list[Value]:
        """Who funds or brings means; `url` is the address of an organisation, its key being « - »."""
        return [
            Value(title, {"financeur": key}, url=url.replace("/-/", f"/{key}/"))
            for key, title in choices_of(self.plan)["financeur"]
        ]

    def actors(self, role: str, url: str) -> list[Value]:
        """The organisations in a role, with what their services do."""
        return [
            Value(named.title, {"acteur": named.key, "role": role}, named.short, url.replace("/-/", f"/{named.key}/"))
            for named in self.plan.names["actor"].values()
        ]

    def schemes(self, url: str) -> list[Value]:
        """The schemes, each with the elements of the tree to which the document ties it."""
        tied: dict[int, list[tuple[str, str]]] = {}
        for pk, node in self.plan.nodes.items():
            for scheme in self.frame.facts[pk].schemes:
                tied.setdefault(scheme, []).append((node.code or node.title, node.url))
        return [
            Value(
                named.title,
                {"dispositif": named.key},
                named.short,
                url.replace("/-/", f"/{named.key}/"),
                links=tuple(tied.get(pk, ())),
            )
            for pk, named in self.plan.names["scheme"].items()
        ]

    @cached_property
    def roles(self) -> list[tuple[str, str]]:
        """The roles that somebody holds on an action of this contract."""
        held = {role for row in self.plan.rows for member in row.family for role in member.roles}
        return [(value, label) for value, label in RoleKind.choices if value in held]

    def cross(self, rows: list[Value], columns: list[Value], *, keep_empty: bool = False) -> Grid:
        """Count the distinct actions of each row and column; rows without any are left out unless `keep_empty`."""
        across = [self._kept(column) for column in columns]
        grid = Grid(columns)
        reached: set[int] = set()
        for value in rows:
            kept = self._kept(value)
            if not kept and not keep_empty and not value.links:
                continue
            cells = [
                Cell(
                    len(kept & found),
                    PlanFilters(value.filters | column.filters, {}).query(),
                    column.url if column.row else "",
                )
                for column, found in zip(columns, across, strict=True)
            ]
            total = Cell(len(kept), PlanFilters(value.filters, {}).query())
            grid.rows.append(GridRow(value, cells, total, kept))
            reached |= kept
        grid.totals = [len(reached & found) for found in across]
        grid.total = len(reached)
        return grid

    def _kept(self, value: Value) -> set[int]:
        if value.row:
            return {value.row}
        return {row.pk for row in matching(self.plan, PlanFilters(value.filters, {}))}
