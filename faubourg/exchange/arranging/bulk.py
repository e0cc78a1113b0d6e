"""One change made on many actions: seen first with what is refused and why, then written at once."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Action, ActionRole, ActionStatus
from faubourg.actions.operations.progress import NEEDED, state_progress
from faubourg.actions.permissions import actions_within
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, StatusState
from faubourg.contracts.permissions import reach
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.freezing import hold
from faubourg.exchange.schema.plan import ACTIONS, ROLES

NOT_YOURS = "Modifier plusieurs actions demande le droit de tenir des fiches dans ce contrat."
NOT_THIS_ONE = "cette fiche n’est pas à vous : demandez à son pilote ou à la ou au chef·fe de projet"


class What(StrEnum):
    """The changes that can be made on many actions."""

    ADD_PILOT = "ajouter-pilote"
    REPLACE_PILOT = "remplacer-pilote"
    REMOVE_PILOT = "retirer-pilote"
    ADD_TAG = "ajouter-etiquette"
    REMOVE_TAG = "retirer-etiquette"
    CALENDAR = "calendrier"
    START = "debut"
    END = "fin"
    STATUS = "avancement"


PILOTS = (What.ADD_PILOT, What.REPLACE_PILOT, What.REMOVE_PILOT)
TAGS = (What.ADD_TAG, What.REMOVE_TAG)
#: Either lets a person say where an action stands: at once, or as a proposal.
STATING = (Verb.VALIDATE_STATUS, Verb.PROPOSE_STATUS)


@dataclass(frozen=True)
class Change:
    """What is changed, and the value: key of an organisation, of a tag or of a state, words, partial date.

    `words` say the value to a reader; `since` is when a state was found.
    """

    what: What
    value: str
    words: str = ""
    since: str = ""


@dataclass
class Line:
    """An action and what becomes of it: `old` and `new` in words, or why it is left."""

    action: Action
    old: str = ""
    new: str = ""
    reason: str = ""


@dataclass
class BulkPlan:
    """What would be done: `changing`, those that say it `already`, those that are `refused`."""

    edits: Edits = field(default_factory=Edits)
    changing: list[Line] = field(default_factory=list)
    already: list[Line] = field(default_factory=list)
    refused: list[Line] = field(default_factory=list)
    state: StatusState | None = None

    @property
    def digest(self) -> str:
        """A short mark of what is shown, to notice that it changed before it was confirmed."""
        said = [(line.action.pk, line.old, line.new) for line in self.changing]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


class RowsChangedError(Exception):
    """The rows changed since the preview: nothing is written."""

    def __init__(self) -> None:
        super().__init__("Ces fiches ont changé depuis l’aperçu : rien n’a été écrit. Voici l’aperçu à relire.")


def may_open(user, contract: Contract) -> bool:
    """Whether `user` keeps any fiche in this contract."""
    return reach(user, Verb.EDIT_ACTIONS, contract) is not None


def plan_bulk(*, contract: Contract, keys: Collection[str], change: Change, user) -> BulkPlan:
    """What `change` would do on the actions of these keys; a constant number of queries."""
    version = contract.current_version
    actions = list(Action.objects.filter(version=version, key__in=keys).order_by("position", "pk"))
    verbs = STATING if change.what == What.STATUS else (Verb.EDIT_ACTIONS,)
    mine: set[int] = set()
    for verb in verbs:
        mine.update(actions_within(user, verb, version, contract=contract).values_list("pk", flat=True))
    found = BulkPlan()
    found.refused = [Line(action, reason=NOT_THIS_ONE) for action in actions if action.pk not in mine]
    kept = [action for action in actions if action.pk in mine]
    if change.what == What.STATUS:
        _states(found, contract, kept, change)
    elif change.what in PILOTS:
        _pilots(found, kept, change)
    elif change.what in TAGS:
        _tags(found, kept, change)
    else:
        _texts(found, kept, change)
    return found


@transaction.atomic
def apply_bulk(
    *, contract: Contract, keys: Collection[str], change: Change, digest: str, user, at: datetime, reason: str = ""
) -> int:
    """Write what the preview of `digest` showed; return how many actions changed.

    Raises `PermissionDenied`, `RowsChangedError`, and as `apply_edits`; nothing is then written.
    """
    hold(contract)
    if not may_open(user, contract):
        raise PermissionDenied(NOT_YOURS)
    found = plan_bulk(contract=contract, keys=keys, change=change, user=user)
    if found.digest != digest:
        raise RowsChangedError
    for line in found.changing if found.state else ():
        facts = {"state": found.state, "stated_on": change.since, "user": user, "at": at}
        state_progress(contract=contract, action=line.action, **facts)
    if found.edits:
        apply_edits(contract=contract, edits=found.edits, user=user, at=at, reason=reason)
    return len(found.changing)


def states_for_many(contract: Contract) -> QuerySet[StatusState]:
    """The states that can be given to many actions: those that ask each for its own words are left out."""
    return StatusState.objects.of(contract).exclude(meaning__in=NEEDED).order_by("position", "pk")


def _states(found: BulkPlan, contract: Contract, actions: list[Action], change: Change) -> None:
    found.state = states_for_many(contract).get(key=change.value)
    statements = ActionStatus.objects.counting().filter(lineage__in=[action.lineage_id for action in actions])
    last = dict(statements.values_list("lineage", "state__label"))
    for action in actions:
        old = last.get(action.lineage_id, "")
        if old == found.state.label:
            found.already.append(Line(action, old, reason="le dit déjà"))
        else:
            found.changing.append(Line(action, old, found.state.label))


def _pilots(found: BulkPlan, actions: list[Action], change: Change) -> None:
    held: dict[int, list[ActionRole]] = {}
    roles = ActionRole.objects.filter(action__in=actions, role=RoleKind.PILOT).select_related("organisation")
    for role in roles.order_by("position", "pk"):
        held.setdefault(role.action_id, []).append(role)
    for action in actions:
        present = held.get(action.pk, [])
        own = [role for role in present if role.organisation.key == change.value]
        others = [role for role in present if role not in own]
        leaving = {What.REPLACE_PILOT: others, What.REMOVE_PILOT: own}.get(change.what, [])
        joins = change.what != What.REMOVE_PILOT and not own
        line = Line(action, _names(present))
        if not leaving and not joins:
            line.reason = "déjà pilote" if own else "ne la pilote pas"
            found.already.append(line)
            continue
        found.edits.removed += [(ROLES, role) for role in leaving]
        staying = [role.organisation.name for role in present if role not in leaving]
        if joins:
            values = {"action": action.key, "organisation": change.value, "role": RoleKind.PILOT.value}
            found.edits.added.append((ROLES, values))
        line.new = ", ".join([*staying, *([change.words] if joins else [])])
        found.changing.append(line)


def _names(roles: list[ActionRole]) -> str:
    return ", ".join(role.organisation.name for role in roles)


def _tags(found: BulkPlan, actions: list[Action], change: Change) -> None:
    through = Action.tags.through.objects.filter(action__in=actions).order_by("pk")
    worn: dict[int, list[tuple[str, str]]] = {}
    for action, key, label in through.values_list("action_id", "tag__key", "tag__label"):
        worn.setdefault(action, []).append((key, label))
    for action in actions:
        present = worn.get(action.pk, [])
        keys = [key for key, _ in present]
        line = Line(action, ", ".join(label for _, label in present))
        if (change.value in keys) == (change.what == What.ADD_TAG):
            line.reason = "la porte déjà" if change.what == What.ADD_TAG else "ne la porte pas"
            found.already.append(line)
            continue
        kept = [(key, label) for key, label in present if key != change.value]
        added = [(change.value, change.words)] if change.what == What.ADD_TAG else []
        line.new = ", ".join(label for _, label in (*kept, *added))
        found.edits.changed.append((ACTIONS, action, {"flags": [key for key, _ in (*kept, *added)]}))
        found.changing.append(line)


def _texts(found: BulkPlan, actions: list[Action], change: Change) -> None:
    name = {What.CALENDAR: "calendar", What.START: "start", What.END: "end"}[change.what]
    for action in actions:
        old = getattr(action, name)
        if old == change.value:
            found.already.append(Line(action, old, reason="le dit déjà"))
            continue
        value: Any = change.value or None
        if name != "calendar" and change.value.isdigit():
            value = int(change.value)
        found.edits.changed.append((ACTIONS, action, {name: value}))
        found.changing.append(Line(action, old, change.value))
