"""Which indicators of a shared action the other contract shows."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.actions.models import SharedAction
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.indicators.models import Indicator, SharedIndicator
from faubourg.journal.operations import entry_for, record_many


@transaction.atomic
def choose_shared_indicators(
    *, contract: Contract, link: SharedAction, indicators: Collection[Indicator], user, at: datetime
) -> None:
    """Show these indicators of `contract` in the other one, and no other of its own.

    Raises `PermissionDenied`; `ValidationError` as long as the other contract did not agree.
    """
    if link.side(contract) is None or not can_edit_contract(user, contract):
        raise PermissionDenied("Montrer un indicateur dans un autre contrat demande le droit de tenir le plan.")
    if not link.stands:
        raise ValidationError("L’autre contrat n’a pas encore accepté ce partage.")
    if any(one.version_id != contract.current_version_id for one in indicators):
        raise ValidationError("Un de ces indicateurs n’est pas de ce contrat.")
    wanted = {one.lineage_id: one for one in indicators}
    there = {row.lineage_id: row for row in SharedIndicator.objects.of(contract).filter(link=link)}
    named = {one.lineage_id: one for one in Indicator.objects.of(contract).filter(lineage__in=there)} | wanted
    gone, new = there.keys() - wanted.keys(), wanted.keys() - there.keys()
    SharedIndicator.objects.filter(pk__in=[there[one].pk for one in gone]).delete()
    SharedIndicator.objects.bulk_create(SharedIndicator(link=link, lineage_id=one) for one in wanted if one in new)
    verbs = dict.fromkeys(new, "indicateur montré dans un autre contrat")
    verbs |= dict.fromkeys(gone, "indicateur retiré d’un autre contrat")
    record_many(
        entry_for(actor=user, verb=verb, scope=contract.scope, target=named[one], at=at)
        for one, verb in verbs.items()
        if one in named
    )
