"""The actions of a desk as its lists need them: four reads at most, whatever their number."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from faubourg.actions.models import Action, ActionRole
from faubourg.actions.permissions import PILOTING, actions_within
from faubourg.actions.progress.deriving import derived_state
from faubourg.actions.progress.lateness import Lateness, lateness_of
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import StatusState
from faubourg.contracts.permissions import family
from faubourg.indicators.models import Indicator
from faubourg.reports.mywork.roles import Desk
from faubourg.reports.mywork.statements import Statements

#: What a fiche may lack, in the order in which it is asked for.
GAPS = ("pilot", "calendar", "indicator")
FIELDS = ("pk", "lineage", "key", "code", "title", "kind", "commitment_type", "parent")


@dataclass
class Row:
    """An action, what it has, and how it stands to its dates."""

    pk: int
    lineage: UUID
    key: str
    code: str
    title: str
    kind: str
    letter: str
    parent: int | None
    has: frozenset[str]
    is_piloted: bool
    lateness: Lateness | None = None
    gaps: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """Code and title."""
        return f"{self.code} {self.title}".strip()


def actions_of(user, desk: Desk) -> QuerySet[Action]:
    """What the person pilots, what their organisation carries, or the whole plan."""
    contract = desk.contract
    return actions_within(user, Verb.PROPOSE_STATUS, contract.current_version, contract=contract, roles=desk.roles)


def rows_of(actions: QuerySet[Action], desk: Desk, statements: Statements, *, today: date) -> list[Row]:
    """These actions in the order of the plan, with their gaps and their lateness; two queries.

    A sub-action is not asked for what its fiche has; a fiche without statement stands where its sub-actions do.
    """
    found = list(_facts_of(actions, desk))
    states = _settled(found, statements)
    rows = [_row(facts, states.get(facts["pk"]), today) for facts in found]
    _tell_gaps(rows)
    return rows


def _facts_of(actions: QuerySet[Action], desk: Desk) -> QuerySet:
    organisations = family(desk.contract, {one.organisation_id for one in desk.roles if one.organisation_id})
    by_them = ActionRole.objects.filter(action=OuterRef("pk"), role__in=PILOTING)
    followed_there = Action.nodes.through.objects.filter(action=OuterRef("pk"), node__indicators__isnull=False)
    found = actions.order_by("position", "pk").annotate(
        piloted=Exists(by_them),
        followed=Exists(Indicator.actions.through.objects.filter(action=OuterRef("pk"))) | Exists(followed_there),
        is_mine=Exists(by_them.filter(organisation__in=organisations)),
    )
    return found.values(*FIELDS, "calendar", "start", "end", "piloted", "followed", "is_mine")


def _row(facts: dict, state: StatusState | None, today: date) -> Row:
    has = {
        "pilot": facts["piloted"],
        "calendar": bool(facts["calendar"] or facts["start"] or facts["end"]),
        "indicator": facts["followed"],
    }
    dates = {name: facts[name] for name in ("start", "end", "calendar")}
    return Row(
        *(facts[name] for name in FIELDS),
        has=frozenset(name for name, there in has.items() if there),
        is_piloted=facts["is_mine"],
        lateness=lateness_of(**dates, state=state, today=today),
    )


def _settled(found: list[dict], statements: Statements) -> dict[int, StatusState | None]:
    """The state of each action: its own, else what its sub-actions make of it."""
    parts: dict[int, list[dict]] = {}
    for facts in found:
        parts.setdefault(facts["parent"], []).append(facts)

    def state(facts: dict) -> StatusState | None:
        own = statements.states.get(facts["lineage"])
        if own is not None or facts["pk"] not in parts:
            return own
        return derived_state([state(part) for part in parts[facts["pk"]]], statements.scale)

    return {facts["pk"]: state(facts) for facts in found}


def _tell_gaps(rows: list[Row]) -> None:
    """What each fiche lacks, its sub-actions counted with it."""
    held: dict[int, set[str]] = {row.pk: set(row.has) for row in rows}
    for row in rows:
        if row.parent in held:
            held[row.parent] |= row.has
    for row in rows:
        if row.parent not in held:
            row.gaps = tuple(gap for gap in GAPS if gap not in held[row.pk])
