"""Where every action of a version stands, in eight queries whatever their number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from faubourg.actions.choices import ConditionOutcome, Decision
from faubourg.actions.models import Action, ActionRole, ActionStatus, ConditionFinding
from faubourg.actions.permissions import PILOTING
from faubourg.actions.progress.deriving import derived_state, derived_words
from faubourg.actions.progress.lateness import Lateness, lateness_of
from faubourg.contracts.models import Contract, ListedOrganisation, Node, StatusState

ACTION_FIELDS = (
    "pk", "lineage_id", "key", "code", "title", "kind", "parent_id", "commitment_type", "condition", "start", "end",
    "calendar",
)  # fmt: skip


@dataclass(slots=True)
class Followed:
    """An action as it goes. `deduced` says in words where the state comes from when nobody stated it."""

    pk: int
    lineage: object
    key: str
    code: str
    title: str
    kind: str
    parent: int | None
    letter: str
    condition: str
    start: str
    end: str
    calendar: str
    state: StatusState | None = None
    deduced: str = ""
    said: ActionStatus | None = None
    proposals: list[ActionStatus] = field(default_factory=list)
    late: Lateness | None = None
    finding: ConditionFinding | None = None
    pilots: list[int] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    parts: list["Followed"] = field(default_factory=list)

    @property
    def outcome(self) -> str:
        """What became of the condition, pending as long as nobody said; empty without a condition."""
        if not self.condition:
            return ""
        return self.finding.outcome if self.finding else ConditionOutcome.PENDING

    @property
    def outcome_label(self) -> str:
        """The same in words."""
        return ConditionOutcome(self.outcome).label if self.condition else ""


@dataclass
class Following:
    """The actions of a version in document order, the scale, and what filters name."""

    contract: Contract
    scale: list[StatusState]
    actions: dict[int, Followed]
    nodes: dict[int, Node]
    organisations: dict[int, ListedOrganisation]

    @property
    def tops(self) -> list[Followed]:
        """The actions that are part of no other."""
        return [action for action in self.actions.values() if action.parent not in self.actions]

    def above(self, node: int) -> list[int]:
        """A node and those above it, up to the first level."""
        found: list[int] = []
        while node in self.nodes and node not in found:
            found.append(node)
            node = self.nodes[node].parent_id
        return found


def follow(contract: Contract, *, today: date) -> Following:
    """Every action of the contract's version with its state, its delay on `today`, its pilots and places."""
    version, scale = contract.current_version, list(contract.status_scale.all())
    if version is None:
        return Following(contract, scale, {}, {}, {})
    rows = Action.objects.filter(version=version).order_by("position", "pk").values_list(*ACTION_FIELDS)
    nodes = {node.pk: node for node in Node.objects.filter(version=version).order_by("position", "pk")}
    named = ListedOrganisation.objects.filter(contract=contract).order_by("position", "pk")
    found = Following(contract, scale, _nested(rows), nodes, {one.pk: one for one in named})
    _read_said(found, {"lineage__contract": contract})
    _read_places(found)
    _conclude(found, today)
    return found


def follow_one(action: Action, *, contract: Contract, today: date) -> Following:
    """The same of one action and its sub-actions, without places: four queries."""
    mine = Q(pk=action.pk) | Q(parent=action.pk) | Q(parent__parent=action.pk)
    rows = Action.objects.filter(mine).order_by("position", "pk").values_list(*ACTION_FIELDS)
    found = Following(contract, list(contract.status_scale.all()), _nested(rows), {}, {})
    _read_said(found, {"lineage__in": [row.lineage for row in found.actions.values()]})
    _conclude(found, today)
    return found


def _nested(rows: Iterable[tuple]) -> dict[int, Followed]:
    actions = {row[0]: Followed(*row) for row in rows}
    for action in actions.values():
        if action.parent in actions:
            actions[action.parent].parts.append(action)
    return actions


def _conclude(found: Following, today: date) -> None:
    """What follows from what was read: derived states, then delays."""
    for action in found.tops:
        _settle(action, found.scale)
    for action in found.actions.values():
        facts = {"start": action.start, "end": action.end, "calendar": action.calendar}
        action.late = lateness_of(**facts, state=action.state, today=today)


def _by_lineage(found: Following) -> dict[object, list[Followed]]:
    by_lineage: dict[object, list[Followed]] = defaultdict(list)
    for action in found.actions.values():
        by_lineage[action.lineage].append(action)
    return by_lineage


def _read_said(found: Following, of: dict) -> None:
    """Statements and findings of the lineages that `of` filters."""
    by_lineage, scale = _by_lineage(found), {state.pk: state for state in found.scale}
    rows = ActionStatus.objects.filter(**of, decision__in=(Decision.VALIDATED, Decision.PROPOSED))
    for said in rows.select_related("body", "stated_by").order_by("stated_on", "pk"):
        said.state = scale[said.state_id]
        for action in by_lineage.get(said.lineage_id, ()):
            if said.decision == Decision.PROPOSED:
                action.proposals.append(said)
            else:
                action.said, action.state = said, said.state
                action.deduced = "déduit" if said.inferred else ""
    findings = ConditionFinding.objects.filter(**of).select_related("found_by")
    for finding in findings.order_by("found_on", "pk"):
        for action in by_lineage.get(finding.lineage_id, ()):
            action.finding = finding


def _read_places(found: Following) -> None:
    version = found.contract.current_version
    led = ActionRole.objects.filter(version=version, action__isnull=False, role__in=PILOTING)
    for action, organisation in led.order_by("position", "pk").values_list("action_id", "organisation_id"):
        if organisation not in found.actions[action].pilots:
            found.actions[action].pilots.append(organisation)
    places = Action.nodes.through.objects.filter(action__version=version).order_by("pk")
    for action, node in places.values_list("action_id", "node_id"):
        found.actions[action].nodes.append(node)


def _settle(action: Followed, scale: list[StatusState]) -> None:
    """Give states and pilots from the sub-actions up to what has none of its own."""
    for part in action.parts:
        _settle(part, scale)
    if not action.parts:
        return
    if action.said is None:
        action.state = derived_state([part.state for part in action.parts], scale)
        action.deduced = derived_words(len(action.parts)) if action.state else ""
    if not action.pilots:
        action.pilots = list(dict.fromkeys(pk for part in action.parts for pk in part.pilots))
