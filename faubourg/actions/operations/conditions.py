"""What became of the condition of an action: raised, not raised, pending again."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from faubourg.actions.choices import ConditionOutcome
from faubourg.actions.models import Action, ConditionFinding
from faubourg.actions.permissions import can_follow_condition
from faubourg.contracts.models import Contract
from faubourg.core.periods import first_day
from faubourg.journal.operations import record


@transaction.atomic
def find_condition(
    *, contract: Contract, action: Action, outcome: str, found_on: str, comment: str = "", user, at: datetime
) -> ConditionFinding:
    """Say what became of the condition of `action` on a day; the last one counts.

    Raises `PermissionDenied`, and `ValidationError` with one sentence a field.
    """
    if not can_follow_condition(user, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas dire ce que devient la condition de cette action.")
    day = first_day(found_on)
    if not action.condition:
        raise ValidationError({"outcome": "Cette action n’a pas de condition."})
    if outcome not in ConditionOutcome.values:
        raise ValidationError({"outcome": "Choisissez ce que devient la condition."})
    if day is None or day > timezone.localdate(at):
        raise ValidationError({"found_on": "Écrivez une date qui existe et qui n’est pas à venir."})
    if outcome == ConditionOutcome.NOT_RAISED and not comment.strip():
        raise ValidationError({"comment": "Dites pourquoi la condition n’est pas levée."})
    before = action.lineage.condition_findings.order_by("found_on", "pk").last()
    finding = ConditionFinding(
        lineage=action.lineage,
        outcome=outcome,
        found_on=found_on,
        comment=comment.strip(),
        found_by=user,
        created_at=at,
    )
    finding.full_clean(exclude=["lineage", "found_by"])
    finding.save()
    old = before.get_outcome_display() if before else ConditionOutcome.PENDING.label
    record(
        actor=user,
        verb="condition suivie",
        scope=contract.scope,
        target=action,
        at=at,
        changes={"condition": [old, finding.get_outcome_display()]},
        reason=finding.comment,
    )
    return finding
