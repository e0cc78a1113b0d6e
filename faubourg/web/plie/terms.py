"""The nightly passage over the terms of every PLIE: notices, anonymisation by setting, one letter without any name."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from faubourg.mailing.operations import queue
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Protocol
from faubourg.pathways.operations.retention import follow_terms
from faubourg.ui.typography import plural
from faubourg.web.shell import display_name

JOB = "plie-terms"


def follow_every_term(*, now: datetime) -> str:
    """Each PLIE in turn; tells its coordinatrices what began and what was emptied, by count. Says the totals."""
    noticed = emptied = 0
    for protocol in Protocol.objects.select_related("contract").order_by("pk"):
        # What is done at night is told, or is not done.
        with transaction.atomic():
            begun, done = follow_terms(protocol=protocol, at=now)
            if begun or done:
                _tell(protocol, begun, done, now)
        noticed, emptied = noticed + begun, emptied + done
    if not noticed and not emptied:
        return ""
    return f"{plural(noticed, 'avis donné,avis donnés')}, {plural(emptied, 'dossier anonymisé,dossiers anonymisés')}"


def _tell(protocol: Protocol, noticed: int, emptied: int, now: datetime) -> None:
    contract, today = protocol.contract, timezone.localdate(now)
    leads = Agent.objects.of(contract).on(today).filter(role=AgentRole.COORDINATOR, user__is_active=True)
    for agent in leads.select_related("user").order_by("pk"):
        queue(
            recipient=agent.user.email, job=JOB, period=f"{contract.pk} {today.isoformat()}",
            template="mail/plie-terms",
            context={
                "noticed": noticed, "emptied": emptied, "days": protocol.notice_days,
                "alone": protocol.anonymises_alone,
                "contract": display_name(contract), "action_label": "Ouvrir « Conservation »",
                "action_url": settings.INSTANCE_URL + reverse("plie:retention", args=[contract.key]),
            },
            user=agent.user, at=now,
        )  # fmt: skip
