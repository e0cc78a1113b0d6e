"""The plan as a screen or an export shows it: filters, rows found, groups and tree of one view."""

from dataclasses import dataclass

from faubourg.reports.plan.by_actor import by_actor
from faubourg.reports.plan.by_objective import by_objective
from faubourg.reports.plan.by_territory import by_territory
from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.lines import LineMaker
from faubourg.reports.plan.matching import matching, tests_of
from faubourg.reports.plan.places import ACTOR, OBJECTIVE, TERRITORY, VIEWS, Branch, Group
from faubourg.reports.plan.records import PlanData, PlanRow

_MAKERS = {OBJECTIVE: by_objective, ACTOR: by_actor, TERRITORY: by_territory}


@dataclass
class PlanView:
    """One view of the plan. `rows` are the rows found, each once; `shown` counts the places where they stand."""

    plan: PlanData
    filters: PlanFilters
    view: str
    rows: list[PlanRow]
    groups: list[Group]
    tree: list[Branch]

    @property
    def total(self) -> int:
        """How many rows the plan holds, sub-actions counted with their fiche."""
        return len(self.plan.rows)

    @property
    def parts(self) -> int:
        """How many sub-actions stand under the rows found."""
        return sum(len(row.family) - 1 for row in self.rows)

    @property
    def shown(self) -> int:
        """How many times rows are shown: more than there are rows when some stand in several places."""
        return sum(group.count for group in self.groups)

    @property
    def types(self) -> list[tuple[str, str, int]]:
        """Letter, label and number of rows found of each commitment type."""
        counts = dict.fromkeys(self.plan.types, 0)
        for row in self.rows:
            if row.letter in counts:
                counts[row.letter] += 1
        return [(letter, self.plan.types[letter], count) for letter, count in counts.items() if count]

    @property
    def noun(self) -> str:
        """« engagement,engagements » when all rows of the plan are of one kind, else « action,actions »."""
        kinds = {row.kind for row in self.plan.rows}
        return {"fiche": "fiche,fiches", "engagement": "engagement,engagements"}.get(
            kinds.pop() if len(kinds) == 1 else "", "action,actions"
        )


def plan_view(plan: PlanData, filters: PlanFilters, view: str = OBJECTIVE) -> PlanView:
    """The rows that answer `filters`, grouped as `view` says; an unknown view is the one by objective."""
    view = view if view in VIEWS else OBJECTIVE
    rows = matching(plan, filters)
    groups, tree = _MAKERS[view](plan, filters, rows)
    maker = LineMaker(plan, filters, by_territory=view == TERRITORY)
    for group in groups:
        for section in group.sections:
            section.lines = [maker.line(row) for row in section.rows]
    return PlanView(plan, filters, view, rows, groups, tree)


def costliest_filter(plan: PlanData, filters: PlanFilters) -> tuple[str, int] | None:
    """Where nothing is found: the one filter whose removal gives most rows, and how many. None if none helps."""
    tests = tests_of(plan, filters)
    gains = [
        (sum(all(test(row) for other, test in tests.items() if other != name) for row in plan.rows), name)
        for name in tests
    ]
    best = max(gains, default=(0, ""))
    return (best[1], best[0]) if best[0] else None
