"""The minutes of a session: their versions, and the message that tells each prescriber that their part is there."""

from datetime import datetime

from django.conf import settings
from django.db.models import Max

from faubourg.accounts.models import User
from faubourg.mailing.operations import queue
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Minutes, Session
from faubourg.pathways.operations.tracing import day_of
from faubourg.pathways.queries.minutes import prescribers_of
from faubourg.ui.typography import nbsp


def issue(*, session: Session, by: User, at: datetime) -> Minutes:
    """Write the version that the closing of a session makes, and tell the prescribers who have a part in it."""
    last = session.issues.aggregate(last=Max("version"))["last"] or 0
    reason = session.reopening_reason if last else ""
    row = Minutes.objects.create(session=session, version=last + 1, issued_at=at, issued_by=by, reason=reason)
    _tell(row, at)
    return row


def _tell(row: Minutes, at: datetime) -> None:
    """One message an account and a version; it names no person, the page that it opens asks to sign in."""
    session = row.session
    agents = Agent.objects.of(session.contract).on(day_of(at)).filter(role=AgentRole.PRESCRIBER, user__is_active=True)
    agents = agents.filter(prescriber__in=[one.pk for one in prescribers_of(session)])
    for user in User.objects.filter(pk__in=agents.order_by().values("user")).order_by("pk"):
        queue(
            recipient=user.email,
            job="plie-minutes",
            period=f"{session.pk}-{row.version}",
            template="mail/plie_minutes",
            context={
                "contract": nbsp(session.contract.name),
                "day": session.date,
                "is_new": row.version == 1,
                "action_url": settings.INSTANCE_URL + row.get_absolute_url(),
                "action_label": "Lire ma partie",
            },
            user=user,
            at=at,
        )
