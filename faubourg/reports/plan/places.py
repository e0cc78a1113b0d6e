"""What the views of the plan are made of: groups of rows, and the tree beside them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.lines import Line
from faubourg.reports.plan.records import PlanData, PlanRow

OBJECTIVE, ACTOR, TERRITORY = "objectif", "acteur", "quartier"
VIEWS = {OBJECTIVE: "Par objectif", ACTOR: "Par acteur", TERRITORY: "Par quartier"}
#: A group that is not a place of its own is folded at first when it is longer than this.
LONG_GROUP = 60


@dataclass
class Section:
    """Rows of a group under one heading; without title when the group is not divided. `lines` show the rows."""

    title: str
    rows: list[PlanRow]
    lines: list[Line] = field(default_factory=list)


@dataclass
class Group:
    """A place of the plan and the rows found there; `total` counts those that it holds without filters.

    `short_path` is the path with its long titles cut, where it has some.
    """

    anchor: str
    title: str
    path: str
    sections: list[Section]
    total: int
    url: str = ""
    note: str = ""
    folded: bool = False
    short_path: str = ""

    @property
    def count(self) -> int:
        """How many rows are shown there."""
        return sum(len(section.rows) for section in self.sections)


@dataclass
class Branch:
    """An entry of the tree beside the list, with the rows held and, under filters, the rows found."""

    label: str
    url: str
    found: int | None
    total: int
    current: bool = False
    open: bool = False
    children: list["Branch"] = field(default_factory=list)


def view_query(filters: PlanFilters, view: str, **changes: str) -> str:
    """The address of the same rows in a view, with further filters."""
    return "?" + filters.query(vue=view if view != OBJECTIVE else "", **changes)


def counted(filters: PlanFilters, found: int, total: int) -> tuple[int | None, int]:
    """The two numbers of a branch; the first says nothing where no filter is set."""
    return (found if filters else None, total)


def collect(rows: Iterable[PlanRow], places: Callable[[PlanRow], Iterable[int]]) -> dict[int | None, list[PlanRow]]:
    """Place → rows, in the order of the rows; None for those that have no place."""
    found: dict = {}
    for row in rows:
        for place in places(row) or (None,):
            found.setdefault(place, []).append(row)
    return found


def by_first_level(plan: PlanData, rows: list[PlanRow]) -> list[Section]:
    """The rows under the element of the first level where they hang; the first one where there are several."""
    placed = collect(rows, lambda row: [node.family[0].pk for node in plan.places(row)[:1]])
    sections = [Section(node.label, placed[node.pk]) for node in plan.roots if node.pk in placed]
    if None in placed:
        sections.append(Section("Sans objectif" if plan.nodes else "", placed[None]))
    return sections
