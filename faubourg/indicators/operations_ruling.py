"""What is ruled about values: the threshold of small numbers."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.contracts.models import Contract
from faubourg.indicators.choices import DEFAULT_THRESHOLD
from faubourg.indicators.masking import reads_small_numbers
from faubourg.indicators.models import MaskingRule
from faubourg.journal.operations import record


@transaction.atomic
def set_threshold(*, contract: Contract, threshold: int, user, at: datetime) -> MaskingRule:
    """From which count of persons values are shown to everybody; 0 masks nothing.

    Raises `PermissionDenied`; `ValidationError` beyond 100.
    """
    if not reads_small_numbers(user, contract):
        raise PermissionDenied("Le seuil des petits nombres se règle avec la ou le chef·fe de projet.")
    Contract.objects.select_for_update().get(pk=contract.pk)
    rule = MaskingRule.objects.filter(contract=contract).first() or MaskingRule(contract=contract)
    old = rule.threshold if rule.pk else DEFAULT_THRESHOLD
    if rule.pk and old == threshold:
        return rule
    rule.threshold = threshold
    rule.full_clean(exclude=["contract"])
    rule.save()
    record(
        actor=user, verb="seuil des petits nombres fixé", scope=contract.scope, target=rule, at=at,
        label=str(contract), changes={"seuil": [old, threshold]},
    )  # fmt: skip
    return rule
