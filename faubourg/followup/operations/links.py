"""Personal links: made for one request and one address, revoked, opened. Screens are made elsewhere."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import transaction

from faubourg.accounts.models import User
from faubourg.accounts.queries import hash_of
from faubourg.followup.choices import CampaignState, LinkState
from faubourg.followup.models import CampaignRequest, PersonalLink
from faubourg.followup.operations.refusals import NOT_RUNNING, FollowupError
from faubourg.followup.permissions import can_run
from faubourg.journal.operations import record
from faubourg.ui.typography import day

LIFE = timedelta(days=45)
UNKNOWN = "Ce lien ne mène à rien : vérifiez qu’il est entier, ou demandez-en un autre à la ou au chef·fe de projet."
SENTENCES = {
    LinkState.EXPIRED: "Ce lien a expiré : demandez-en un autre à la ou au chef·fe de projet.",
    LinkState.REVOKED: "Ce lien a été retiré : demandez-en un autre à la ou au chef·fe de projet.",
}


@dataclass(frozen=True)
class Made:
    """A link just made, and its token: only the hash is kept."""

    link: PersonalLink
    token: str


@transaction.atomic
def make_link(
    *, request: CampaignRequest, email: str, by: User, at: datetime, expires_at: datetime | None = None
) -> Made:
    """A link to answer `request`; it lives 45 days unless `expires_at` is given. The message is the caller's.

    The former links of the same address for this request are revoked. Raises PermissionDenied, FollowupError,
    ValidationError on an address that is not one.
    """
    campaign = request.campaign
    contract = campaign.contract
    if not can_run(by, contract):
        raise PermissionDenied(NOT_RUNNING)
    if campaign.state != CampaignState.OPEN:
        raise FollowupError("La campagne n’est pas ouverte : un lien n’y servirait à rien.")
    email = User.objects.normalize_email(email)
    validate_email(email)
    expires_at = expires_at or at + LIFE
    if expires_at <= at:
        raise FollowupError(f"Le lien serait expiré dès son envoi ({day(expires_at)}).")
    request.links.filter(email=email, revoked_at=None).update(revoked_at=at)
    token = secrets.token_urlsafe(32)
    link = PersonalLink.objects.create(
        request=request, email=email, token_hash=hash_of(token), created_at=at, created_by=by, expires_at=expires_at
    )
    changes = {"valable jusqu’au": ["", day(expires_at)]}
    record(actor=by, verb="lien personnel envoyé", scope=contract.scope, target=link, at=at, changes=changes)
    return Made(link, token)


@transaction.atomic
def revoke_link(*, link: PersonalLink, by: User, at: datetime) -> PersonalLink:
    """Make the link useless. Raises PermissionDenied, FollowupError when it was already."""
    contract = link.request.campaign.contract
    if not can_run(by, contract):
        raise PermissionDenied(NOT_RUNNING)
    row = PersonalLink.objects.select_for_update().get(pk=link.pk)
    if row.revoked_at:
        raise FollowupError("Ce lien a déjà été retiré.")
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    record(actor=by, verb="lien personnel retiré", scope=contract.scope, target=row, at=at)
    return row


def open_link(*, token: str, at: datetime) -> PersonalLink:
    """The link of this token, its use noted; `link.request` is all that it opens. Raises FollowupError: why not."""
    found = PersonalLink.objects.select_related(
        "request__campaign__contract__current_version", "request__organisation"
    ).filter(token_hash=hash_of(token))
    link = found.first()
    if link is None:
        raise FollowupError(UNKNOWN)
    if (state := link.state(at)) in SENTENCES:
        raise FollowupError(SENTENCES[state])
    PersonalLink.objects.filter(pk=link.pk).update(last_used_at=at)
    link.last_used_at = at
    return link
