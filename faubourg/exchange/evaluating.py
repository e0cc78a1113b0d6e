"""From a recommendation or a proposal to a fiche of its own, in the version of the plan that is in preparation."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from faubourg.actions.models import Action
from faubourg.amendments.queries import version_in_progress
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Version
from faubourg.evaluation.models import Proposal, Recommendation
from faubourg.evaluation.operations import carry, tie_proposal
from faubourg.exchange.rows_editing import add_record
from faubourg.exchange.schema.plan import ACTIONS

NO_DRAFT = "Aucune version du plan n’est en préparation : ouvrez d’abord un avenant, ou reprenez une action qui existe."


def draft_for(contract: Contract) -> Version | None:
    """The version in which a new fiche may be opened: the avenant in preparation, or a plan not adopted yet."""
    found = version_in_progress(contract)
    if found is not None:
        return found if found.state == VersionState.DRAFT else None
    current = contract.current_version
    return current if current is not None and current.state == VersionState.DRAFT else None


def on_draft(contract: Contract, version: Version) -> Contract:
    """The contract speaking of `version`, apart from the one that the page shows."""
    found = Contract.objects.select_related("current_version").get(pk=contract.pk)
    if found.current_version_id != version.pk:
        found.work_on(version)
    return found


@transaction.atomic
def open_fiche(
    *, contract: Contract, row: Recommendation | Proposal, values: dict[str, Any], user, at: datetime
) -> Action:
    """Add a fiche that says `values` to the version in preparation, and tie the recommendation or proposal to it.

    Raises `PermissionDenied`, `ValidationError`, and `IntakeError` with a problem a field; nothing is then written.
    """
    version = draft_for(contract)
    if version is None:
        raise ValidationError(NO_DRAFT)
    action = add_record(contract=on_draft(contract, version), section=ACTIONS, values=values, user=user, at=at)
    if isinstance(row, Recommendation):
        carry(recommendation=row, lineage=action.lineage, by=user, at=at)
    else:
        tie_proposal(proposal=row, lineage=action.lineage, by=user, at=at)
    return action
