"""The message that carries a personal link."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from faubourg.followup.operations.links import Made
from faubourg.mailing.operations import queue
from faubourg.ui.typography import nbsp

JOB = "campaign-link"


def send_link(made: Made, *, at: datetime) -> None:
    """Queue the message; its link is erased from the outbox once it has left. The caller holds the transaction."""
    link, campaign = made.link, made.link.request.campaign
    context = {
        "campaign": nbsp(campaign.title),
        "contract": nbsp(campaign.contract.name),
        "organisation": nbsp(link.request.organisation.name),
        "deadline": campaign.deadline,
        "message": campaign.message,
        "expires_at": link.expires_at,
        "lines": link.request.lines.count(),
        "sender": str(link.created_by),
        "action_url": settings.INSTANCE_URL + reverse("followup:link", args=[made.token]),
        "action_label": "Répondre",
    }
    facts = {"recipient": link.email, "job": JOB, "period": str(link.pk), "template": "mail/campaign_link"}
    queue(**facts, context=context, at=at, is_personal=True)
