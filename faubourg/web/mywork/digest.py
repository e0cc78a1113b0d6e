"""The weekly letter: what campaigns wait for, what changed last week, who asks something. Never twice nor empty."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from faubourg.accounts.models import User
from faubourg.contracts.operations_visits import last_seen
from faubourg.mailing.models import Message
from faubourg.mailing.operations import queue
from faubourg.reports.mywork import Desk, desks_of
from faubourg.reports.mywork.changes import changes_in
from faubourg.reports.mywork.compose import mentions_in, requests_of
from faubourg.reports.mywork.rows import actions_of
from faubourg.reports.wording import dated
from faubourg.ui.typography import nbsp, plural
from faubourg.web.mywork.showing import asked
from faubourg.web.shell import display_name

JOB = "digest"
#: Nobody is written to in the night: what is written before waits for this hour of Monday.
MORNING = time(7)
LINES = 8


@dataclass
class Part:
    """What a letter says of one contract."""

    title: str
    url: str
    changes: list[dict] = field(default_factory=list)
    mentions: list[dict] = field(default_factory=list)
    more: int = 0
    asked: list[dict] = field(default_factory=list)
    owed: int = 0

    @property
    def news(self) -> int:
        """How many new things it tells."""
        return len(self.changes) + len(self.mentions) + self.more


def week_of(now: datetime) -> tuple[str, datetime]:
    """« 2026-W47 » and the Monday on which this week begins, at midnight here."""
    local = timezone.localtime(now)
    monday = local.date() - timedelta(days=local.weekday())
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}", timezone.make_aware(datetime.combine(monday, time()))


def write_digests(*, now: datetime) -> str:
    """Queue the letters of the week that are not written yet; say how many.

    They tell the seven days before Monday, so that a second run of the week finds the same and writes nothing more.
    The outbox keeps one row a recipient, a job and a period: two processes at once cannot write twice.
    """
    period, monday = week_of(now)
    leaves = max(now, timezone.make_aware(datetime.combine(timezone.localtime(monday).date(), MORNING)))
    written = 0
    for user in _readers(period, monday):
        parts = [part for desk in desks_of(user) if (part := _part(user, desk, monday)).news or part.owed]
        if parts:
            queue(
                recipient=user.email,
                job=JOB,
                period=period,
                template="mail/digest",
                context=_context(parts, monday),
                user=user,
                at=leaves,
            )
            written += 1
    return plural(written, "lettre écrite,lettres écrites") if written else ""


def _readers(period: str, monday: datetime) -> QuerySet[User]:
    """Who wants the letter, has a role since before the week, and has not got it."""
    got = Message.objects.filter(job=JOB, period=period).values("recipient")
    open_accounts = User.objects.filter(is_active=True, weekly_digest=True, created_at__lt=monday)
    return open_accounts.filter(memberships__isnull=False).exclude(email__in=got).distinct().order_by("pk")


def _part(user: User, desk: Desk, monday: datetime) -> Part:
    """What campaigns wait for, then what happened from Monday to Monday and that the person has not seen since."""
    contract = desk.contract
    part = Part(nbsp(dated(display_name(contract), contract)), _address("mywork:contract", contract.key))
    requests = requests_of(user, desk)
    part.owed = sum(one.count for one in requests)
    part.asked = [
        {
            "title": _cut(f"{one.request.campaign} : {one.request.organisation}"),
            "facts": asked(one),
            "url": settings.INSTANCE_URL + one.request.get_absolute_url(),
        }
        for one in requests[:LINES]
    ]
    seen = last_seen(user, [contract.pk]).get(contract.pk)
    since = max(monday - timedelta(days=7), seen) if seen else monday - timedelta(days=7)
    if since >= monday:
        return part
    part.mentions = [
        {"title": _cut(one.text), "who": one.author, "url": _address("talk:comment", contract.key, one.pk)}
        for one in mentions_in(user, desk)
        if one.name and since < one.at < monday
    ][:LINES]
    if desk.owes:
        found = changes_in(user, desk, actions_of(user, desk), since=since, until=monday)
        part.changes = [
            {
                "title": _cut(change.label),
                "facts": ", ".join(change.facts[:3]),
                "who": ", ".join(change.people[:2]),
                "url": _fiche(contract.key, change.action),
            }
            for change in found.lines[:LINES]
        ]
        part.more = max(len(found.lines) - LINES, 0)
    return part


def _context(parts: list[Part], monday: datetime) -> dict:
    return {
        "parts": parts,
        "count": sum(part.news for part in parts),
        "owed": sum(part.owed for part in parts),
        "first_day": timezone.localtime(monday - timedelta(days=7)).date(),
        "last_day": timezone.localtime(monday - timedelta(days=1)).date(),
        "action_url": _address("mywork:page"),
        "action_label": "Ouvrir « Mon travail »",
        "settings_url": f"{_address('people:account')}#lettre",
    }


def _fiche(contract: str, key: str) -> str:
    return _address("fiche:detail", contract, key) if key else _address("home:contract", contract)


def _address(name: str, *args: str | int) -> str:
    return settings.INSTANCE_URL + reverse(name, args=args)


def _cut(text: str) -> str:
    return nbsp(Truncator(text).chars(120))
