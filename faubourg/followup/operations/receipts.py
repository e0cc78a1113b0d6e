"""The receipt of what was sent, by e-mail to whoever sent it."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from faubourg.followup.authors import Author
from faubourg.followup.models import Campaign, CampaignRequest, RequestLine
from faubourg.indicators.models import Indicator
from faubourg.mailing.operations import queue
from faubourg.ui.typography import nbsp

#: Lines that the message names; the others are counted.
NAMED = 60


def send_receipt(
    *,
    request: CampaignRequest,
    campaign: Campaign,
    sent: Sequence[RequestLine],
    left: Sequence[tuple[RequestLine, str]],
    author: Author,
    at: datetime,
) -> None:
    """Queue the receipt: what was received, line by line, and what is still owed."""
    contract = campaign.contract
    lineages = {line.lineage_id for line in sent} | {line.lineage_id for line, _ in left}
    labels = dict(
        Indicator.objects.filter(version=contract.current_version_id, lineage__in=lineages)
        .order_by()
        .values_list("lineage", "label")
    )
    queue(
        recipient=author.link.email if author.link else author.user.email,
        job="receipt",
        period=f"{request.pk}-{at:%Y%m%d%H%M%S%f}",
        template="mail/receipt",
        context={
            "campaign": nbsp(campaign.title),
            "contract": nbsp(contract.name),
            "organisation": nbsp(request.organisation.name),
            "at": at,
            "sent": [_named(line, labels) for line in sent[:NAMED]],
            "more": max(len(sent) - NAMED, 0),
            "count": len(sent),
            "left": len(left),
            # The link itself is a key: the receipt of a partner without account does not carry it.
            "action_url": "" if author.link else settings.INSTANCE_URL + request.get_absolute_url(),
            "action_label": "" if author.link else "Revoir la demande",
        },
        user=author.user,
        at=at,
    )


def _named(line: RequestLine, labels: dict) -> str:
    return nbsp(f"{line.code} ({line.year}) {labels.get(line.lineage_id, '')}".strip()[:200])
