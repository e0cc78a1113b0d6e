"""What the annex says of each fiche: who leads it, when, where it stands, what was done."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from faubourg.actions.choices import Decision
from faubourg.actions.models import Action, ActionStatus
from faubourg.contracts.layouts import Block
from faubourg.contracts.models import Contract
from faubourg.reports.fiche import Fiche, fiche_contents
from faubourg.reports.fiche.words import fact_lines
from faubourg.reports.plan import PlanData, PlanNode, PlanRow, load_plan
from faubourg.reports.plan.filters import PlanFilters
from faubourg.reports.plan.lines import LineMaker
from faubourg.reports.plan.records import State

#: Asked instead of the key of a state: the fiches of which nobody said where they stand.
WITHOUT = "sans"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: Facts of documents that tell what was done, in the order in which they are given.
_DONE = ("implementation_text", "results")


@dataclass(frozen=True)
class AnnexRow:
    """A fiche. `pilots`: names, or the sentence that stands for them; `done`: one text a line, values last."""

    row: PlanRow
    pilots: tuple[str, ...]
    done: tuple[str, ...]
    values: tuple[str, ...]

    @property
    def deduced(self) -> bool:
        """Whether the state was read between the lines of the document."""
        return "status" in self.row.inferred


@dataclass(frozen=True)
class AnnexGroup:
    """An element of the tree (None: the fiches that hang on none) with its fiches."""

    node: PlanNode | None
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True)
class Annex:
    """The whole annex. `counts`: key of a state (`WITHOUT`) → fiches, filters left aside; `years`: those of values."""

    contract: Contract
    groups: tuple[AnnexGroup, ...]
    scale: tuple[State, ...]
    counts: dict[str, int]
    years: tuple[int, ...]
    year: int | None
    state: str

    @property
    def shown(self) -> int:
        """How many fiches the filters keep, each counted once."""
        return len({one.row.pk for group in self.groups for one in group.rows})


def annex_of(contract: Contract, *, year: int | None = None, state: str = "") -> Annex:
    """The fiches by objective; values of `year` only, fiches in `state` only (its key, or `WITHOUT`) where given."""
    plan = load_plan(contract)
    wanted = [row for row in plan.rows if not state or _key(row) == state]
    actions = list(Action.objects.filter(version=contract.current_version_id, parent=None).order_by("position", "pk"))
    fiches = {fiche.pk: fiche for fiche in fiche_contents(contract, actions)}
    said, maker = _said(contract), LineMaker(plan, PlanFilters({}, {}))
    facts = {action.pk: action for action in actions}
    made = {
        row.pk: AnnexRow(
            row,
            tuple(maker.pilots(row)) or _instead_of_pilots(row, facts[row.pk]),
            _done(row, facts[row.pk], fiches[row.pk], said),
            tuple(_values(fiches[row.pk], year)),
        )
        for row in wanted
    }
    years = sorted({one for fiche in fiches.values() for one in _years(fiche)})
    counts = Counter(_key(row) for row in plan.rows)
    return Annex(
        contract, tuple(_groups(plan, made)), tuple(plan.states.values()), dict(counts), tuple(years), year, state
    )


def _key(row: PlanRow) -> str:
    return row.state.key if row.state else WITHOUT


def _said(contract: Contract) -> dict[object, str]:
    """Lineage → what was said with its last state by somebody."""
    rows = ActionStatus.objects.filter(lineage__contract=contract, decision=Decision.VALIDATED)
    return dict(rows.order_by("stated_on", "pk").values_list("lineage_id", "comment"))


def _instead_of_pilots(row: PlanRow, action: Action) -> tuple[str, ...]:
    """« En fonction des projets »: what a document prints where it names nobody."""
    printed = row.no_pilot_reason or str(action.extra.get("pilots_printed") or "")
    return (printed,) if printed else ()


def _done(row: PlanRow, action: Action, fiche: Fiche, said: dict[object, str]) -> tuple[str, ...]:
    texts = [line for name in _DONE if action.extra.get(name) for line in fact_lines(action.extra[name])]
    comment = said.get(action.lineage_id, "").strip()
    texts += [comment] if comment and comment != row.state_reason else []
    reviews = fiche.section(Block.REVIEWS)
    texts += [one.comment for one in reviews.body.rows if one.comment] if reviews and reviews.body else []
    return tuple(dict.fromkeys(texts or ([action.summary] if action.summary else [])))


def _periods(fiche: Fiche) -> Iterable[tuple[str, str, str]]:
    section = fiche.section(Block.INDICATORS)
    for group in section.body.groups if section and section.body else ():
        # What follows the objective is said of no fiche in particular.
        for indicator in group.rows if not group.title else ():
            yield from ((indicator.label, period, text) for period, text in indicator.values)


def _values(fiche: Fiche, year: int | None) -> Iterable[str]:
    """« Nombre de permis obtenus : 29 (2022), 18 (2023) », small numbers masked as in any document."""
    found: dict[str, list[str]] = {}
    for label, period, text in _periods(fiche):
        if year is None or year in _written(period):
            found.setdefault(label, []).append(f"{text} ({period})")
    return (f"{label} : {', '.join(texts)}" for label, texts in found.items())


def _years(fiche: Fiche) -> set[int]:
    return {year for _, period, _ in _periods(fiche) for year in _written(period)}


def _written(period: str) -> set[int]:
    """The years that a period covers: « 2020-2022 » covers three."""
    found = [int(text) for text in _YEAR.findall(period)]
    return set(range(found[0], found[-1] + 1)) if found else set()


def _groups(plan: PlanData, made: dict[int, AnnexRow]) -> Iterable[AnnexGroup]:
    placed: dict[int | None, list[AnnexRow]] = {}
    for row in plan.rows:
        for node in row.links.get("node", ()) or (None,):
            if row.pk in made:
                placed.setdefault(node, []).append(made[row.pk])
    for pk in (*plan.nodes, None):
        if pk in placed:
            yield AnnexGroup(plan.nodes.get(pk), tuple(placed[pk]))
