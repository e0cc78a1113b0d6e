"""What applying a proposal writes: one row, by the same door as any other edit."""

from datetime import datetime

from faubourg.actions.models import Action, ActionRole
from faubourg.contracts.models import Contract
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.schema.plan import ACTIONS, ROLES


def share(*, contract: Contract, key: str, other: str, user, at: datetime, reason: str = "") -> None:
    """Say that two actions are one promise shared by two lines. Raises as `apply_edits`."""
    action = _action(contract, key)
    through = Action.shared_with.through.objects.filter(from_action=action).order_by("pk")
    shared = list(through.values_list("to_action__key", flat=True))
    edits = Edits(changed=[(ACTIONS, action, {"shared_with": list(dict.fromkeys([*shared, other]))})])
    apply_edits(contract=contract, edits=edits, user=user, at=at, reason=reason)


def drop_role(*, contract: Contract, pk: int, user, at: datetime, reason: str = "") -> None:
    """Take a role too many away. Raises as `apply_edits`."""
    role = ActionRole.objects.get(pk=pk, version=contract.current_version_id)
    apply_edits(contract=contract, edits=Edits(removed=[(ROLES, role)]), user=user, at=at, reason=reason)


def change_type(*, contract: Contract, key: str, letter: str, user, at: datetime, reason: str = "") -> None:
    """Give an action another type of commitment. Raises as `apply_edits`."""
    edits = Edits(changed=[(ACTIONS, _action(contract, key), {"commitment_type": letter})])
    apply_edits(contract=contract, edits=edits, user=user, at=at, reason=reason)


def _action(contract: Contract, key: str) -> Action:
    return Action.objects.get(version=contract.current_version_id, key=key)
