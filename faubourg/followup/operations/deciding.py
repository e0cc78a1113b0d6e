"""What the chef·fe de projet decides of the lines: validated, to correct; and who answers a request."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.followup.choices import LINE_TRANSITIONS, CampaignState, LineState
from faubourg.followup.models import Campaign, CampaignRequest, RequestLine
from faubourg.followup.operations.locking import hold, relock
from faubourg.followup.operations.refusals import NOT_RUNNING, FollowupError
from faubourg.followup.permissions import can_run
from faubourg.followup.queries import people_of
from faubourg.journal.operations import entry_for, record, record_many


def validate_lines(*, campaign: Campaign, lines: Iterable[int], by: User, at: datetime) -> list[RequestLine]:
    """Validate those of these lines that were sent; the others stay as they are. Raises as `ask_correction`."""
    return _decide(campaign, lines, LineState.VALIDATED, "ligne validée", by, at, reason="")


def ask_correction(
    *, campaign: Campaign, lines: Iterable[int], reason: str, by: User, at: datetime
) -> list[RequestLine]:
    """Send lines back with the reason, even validated ones. Raises PermissionDenied, FollowupError."""
    if not reason.strip():
        raise FollowupError("Dites ce qu’il faut corriger : le motif accompagne la ligne.")
    return _decide(campaign, lines, LineState.TO_CORRECT, "correction demandée", by, at, reason=reason.strip())


@transaction.atomic
def _decide(
    campaign: Campaign, lines: Iterable[int], state: str, verb: str, by: User, at: datetime, *, reason: str
) -> list[RequestLine]:
    contract = campaign.contract
    if not can_run(by, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if row.state != CampaignState.OPEN:
        raise FollowupError(f"La campagne est {row.get_state_display()} : rouvrez-la pour décider de ses lignes.")
    wanted = RequestLine.objects.filter(request__campaign=row, pk__in=list(lines)).select_related("request")
    hold(wanted)
    found = [line for line in wanted.order_by("number", "pk") if state in LINE_TRANSITIONS[line.state]]
    entries = []
    for line in found:
        old = line.get_state_display()
        line.state, line.reason, line.decided_at, line.decided_by = state, reason, at, by
        entries.append(
            entry_for(
                actor=by, verb=verb, scope=contract.scope, target=line, at=at, label=f"{row} : ligne {line.code}",
                changes={"état": [old, line.get_state_display()]}, reason=reason,
            )
        )  # fmt: skip
    if not found:
        raise FollowupError("Aucune de ces lignes n’attend cette décision.")
    RequestLine.objects.bulk_update(found, ["state", "reason", "decided_at", "decided_by"])
    record_many(entries)
    relock(row, found)
    return found


@transaction.atomic
def appoint(*, request: CampaignRequest, referent: User | None, by: User, at: datetime) -> CampaignRequest:
    """Say who answers a request, among those who may for its organisation. Raises PermissionDenied, FollowupError."""
    contract = request.campaign.contract
    if not can_run(by, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = CampaignRequest.objects.select_for_update().get(pk=request.pk)
    if referent is not None and referent not in people_of(contract).get(row.organisation_id, ()):
        raise FollowupError("Cette personne n’a pas de rôle de saisie pour cet organisme : donnez-le-lui d’abord.")
    if row.referent_id != (referent.pk if referent else None):
        changes = {"référent·e": [str(row.referent or ""), str(referent or "")]}
        row.referent = referent
        row.save(update_fields=["referent"])
        record(actor=by, verb="référent·e de la demande", scope=contract.scope, target=row, at=at, changes=changes)
    return row
