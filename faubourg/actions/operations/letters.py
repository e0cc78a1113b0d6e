"""What changes many actions at once: write and journal, in the caller's transaction."""

from datetime import datetime

from faubourg.actions.models import Action
from faubourg.contracts.models import Contract
from faubourg.journal.operations import entry_for, record_many


def rename_letter(*, contract: Contract, old: str, new: str, user, at: datetime) -> int:
    """Put the letter `new` on the actions of every version that bear `old`; return how many. Two writes.

    The caller holds the lock of the contract, has checked the right, and has renamed the commitment type itself:
    types belong to the contract, so that a letter means the same in all its versions.
    """
    worn = Action.objects.filter(version__contract=contract, commitment_type=old).order_by("pk")
    entries = [
        entry_for(
            actor=user,
            verb="type d’engagement renommé",
            scope=contract.scope,
            target=action,
            at=at,
            changes={"type d’engagement": [old, new]},
        )
        for action in worn
    ]
    worn.order_by().update(commitment_type=new)
    return record_many(entries)
