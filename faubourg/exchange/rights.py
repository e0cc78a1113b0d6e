"""Which fields of which row a person may change: the chef·fe de projet all, the others those of what is theirs."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from faubourg.actions.models import Action
from faubourg.actions.permissions import can_on_action
from faubourg.contracts.facts import FOCUS, FOCUS_FACTS
from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can, reach
from faubourg.evaluation.permissions import can_evaluate, can_write
from faubourg.exchange.freezing import can_mend, is_locked
from faubourg.exchange.schema.computed import COMPUTED
from faubourg.exchange.schema.evaluation import EVALUATION_NAMES
from faubourg.exchange.schema.freezing import frozen_fields
from faubourg.exchange.schema.plan import ACTIONS, INDICATORS, MEANS, ROLES, SCHEME_LINKS, VALUES
from faubourg.exchange.schema.section import Section
from faubourg.indicators.models import Indicator
from faubourg.indicators.permissions import can_on_indicator

#: Fields that place a row in the plan or say what it is: they stay with those who hold the whole plan.
STRUCTURE = frozenset(
    {
        "key", "code", "kind", "parent", "nodes", "commitment_type", "commitment_level", "status", "status_inferred",
        "also_under", "sheet", "in_toolbox", "in_thematic_part", "shared_with", "shared_elsewhere", "line",
        "line_start", "line_end", "confidence",
    }
)  # fmt: skip
NOTHING: frozenset[str] = frozenset()
FOCUS_NAMES = frozenset({FOCUS, *(name for names in FOCUS_FACTS.values() for name in names)})


def open_fields(*, user, contract: Contract, section: Section, row: Model) -> frozenset[str]:
    """The names of the fields of `row` that `user` may change; empty when there is none.

    What the state of the version freezes stays open only to those who may correct it.
    """
    found = _held_fields(user=user, contract=contract, section=section, row=row)
    if found and is_locked(contract, section) and not can_mend(user, contract):
        found -= frozenset(frozen_fields(section.name, found))
    return found


def open_facts(*, user, contract: Contract, section: Section, row: Model) -> frozenset[str]:
    """The facts that only the document gives (`Record.extra`) and that `user` may change on `row`: those of a focus.

    Who changes the texts of an action changes them, and adoption freezes them likewise.
    """
    if section is not ACTIONS or "text" not in open_fields(user=user, contract=contract, section=section, row=row):
        return NOTHING
    return FOCUS_NAMES


def _held_fields(*, user, contract: Contract, section: Section, row: Model) -> frozenset[str]:
    every = frozenset(section.by_name)
    if section.name in EVALUATION_NAMES:
        return every if can_write(user, row) else NOTHING
    if _holds(user, contract, section):
        return every
    mine = every - STRUCTURE
    if section is ACTIONS:
        return mine if can_on_action(user, Verb.EDIT_ACTIONS, row, contract=contract) else NOTHING
    if section in (ROLES, MEANS, SCHEME_LINKS):
        theirs = row.action_id and can_on_action(user, Verb.EDIT_ACTIONS, row.action, contract=contract)
        return every - {"action", "node", "line", "confidence"} if theirs else NOTHING
    if section is INDICATORS:
        theirs = can_on_indicator(user, Verb.EDIT_INDICATORS, row, contract=contract)
        return (mine | {"kind"}) - {"measures"} if theirs else NOTHING
    if section is VALUES:
        return every - {"indicator"} if _enters(user, contract, lineage=row.lineage_id) else NOTHING
    return NOTHING


def can_add(*, user, contract: Contract, section: Section, values: Mapping[str, Any]) -> bool:
    """Whether `user` may add to `section` a row that says `values` (fields of the file)."""
    if is_locked(contract, section) and not can_mend(user, contract):
        return False
    if section.name in EVALUATION_NAMES:
        return can_evaluate(user, contract)
    if _holds(user, contract, section):
        return True
    if section is ACTIONS:
        return _holds_action(user, contract, values.get("parent"))
    if section in (ROLES, MEANS, SCHEME_LINKS):
        return not values.get("node") and _holds_action(user, contract, values.get("action"))
    if section is INDICATORS:
        followed = values.get("measures") or []
        return bool(followed) and all(_holds_action(user, contract, key, Verb.EDIT_INDICATORS) for key in followed)
    if section is VALUES:
        return _enters(user, contract, key=values.get("indicator"))
    return False


def can_add_some(*, user, contract: Contract, section: Section) -> bool:
    """Whether a row of `section` may be added outside a fiche: by those who hold the plan, or who enter its values."""
    if section is VALUES and reach(user, Verb.ENTER_VALUES, contract) is not None:
        return True
    return _holds(user, contract, section)


def can_remove(*, user, contract: Contract, section: Section, row: Model) -> bool:
    """Whether `user` may take `row` away: what one may add one may remove, but for actions."""
    if is_locked(contract, section) and not can_mend(user, contract):
        return False
    if section.name in EVALUATION_NAMES:
        return can_write(user, row)
    if _holds(user, contract, section):
        return True
    return section in (ROLES, MEANS, SCHEME_LINKS, VALUES) and bool(
        open_fields(user=user, contract=contract, section=section, row=row)
    )


def _holds(user, contract: Contract, section: Section) -> bool:
    """Whether `user` keeps every row of the section: what is computed belongs to those who define all indicators."""
    if section in COMPUTED:
        return reach(user, Verb.EDIT_INDICATORS, contract) == Reach.ALL
    return can(user, Verb.EDIT_PLAN, contract)


def _holds_action(user, contract: Contract, key: Any, verb: str = Verb.EDIT_ACTIONS) -> bool:
    action = isinstance(key, str) and Action.objects.filter(version=contract.current_version_id, key=key).first()
    return bool(action) and can_on_action(user, verb, action, contract=contract)


def _enters(user, contract: Contract, **which: Any) -> bool:
    found = Indicator.objects.filter(version=contract.current_version_id, **which).first()
    return found is not None and can_on_indicator(user, Verb.ENTER_VALUES, found, contract=contract)
