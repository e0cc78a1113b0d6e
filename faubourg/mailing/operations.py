"""Writing to people: messages are queued with the act that causes them, and sent afterwards."""

import contextlib
import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.html import escape

from faubourg.core.workflow import check_transition
from faubourg.mailing.choices import TRANSITIONS, WAITING, State
from faubourg.mailing.delivery import RefusedError, ServerDownError, deliver
from faubourg.mailing.models import Message
from faubourg.mailing.rendering import render
from faubourg.ui.typography import NBSP, nbsp, plural

logger = logging.getLogger(__name__)

#: How long a message waits after each failure; after the last one it is abandoned. A day covers most outages.
DELAYS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=20))
MAX_ATTEMPTS = len(DELAYS) + 1
#: A passage starts no message after this many seconds, so that it never outlives INTERRUPTED_AFTER.
PASSAGE_SECONDS = 60
INTERRUPTED_AFTER = timedelta(minutes=2)
NO_SERVER = "aucun serveur de messagerie n’est réglé, les messages attendent"
INTERRUPTED = nbsp(
    "L’envoi a été interrompu avant sa fin : le message est peut-être parti. "
    "Renvoyez-le si la personne ne l’a pas reçu."
)
LINK_GONE = "(lien personnel, effacé après l’envoi)"


@dataclass
class Delivery:
    """What a passage did; `problem` is why it stopped early, as a French clause."""

    sent: int = 0
    failed: int = 0
    abandoned: int = 0
    waiting: int = 0
    problem: str = ""

    def __str__(self) -> str:
        parts = [
            plural(self.sent, "message envoyé,messages envoyés"),
            plural(self.failed, "échec,échecs") if self.failed else "",
            plural(self.abandoned, "abandonné,abandonnés") if self.abandoned else "",
            f"{self.waiting}{NBSP}en attente" if self.waiting else "",
            self.problem,
        ]
        return ", ".join(part for part in parts if part)


def queue(
    *,
    recipient: str,
    job: str,
    period: str,
    template: str,
    context: dict,
    user=None,
    at: datetime,
    is_personal: bool = False,
) -> Message:
    """The message of `recipient` for this `job` and `period`: written now, or the one that was written before.

    Nothing leaves before the caller's transaction is committed and `at` has come. See `rendering.render` for the
    templates. `is_personal` says that the `action_url` of the context opens something to whoever has it: it is erased
    from the texts once the message has left. Raises ValidationError on an address that is not one or a subject on
    several lines.
    """
    recipient = recipient.strip().lower()
    try:
        validate_email(recipient)
    except ValidationError as error:
        raise ValidationError(nbsp(f"« {recipient[:80]} » n’est pas une adresse électronique.")) from error
    once = {"recipient": recipient, "job": job, "period": period}
    if written := Message.objects.filter(**once).first():
        return written
    rendered = render(template, context)
    facts = {
        "user": user,
        "subject": rendered.subject,
        "text": rendered.text,
        "html": rendered.html,
        "personal_link": context["action_url"] if is_personal else "",
        "created_at": at,
        "due_at": at,
    }
    return Message.objects.get_or_create(**once, defaults=facts)[0]


def send_due(*, now: datetime, limit: int = 100) -> Delivery:
    """Send at most `limit` of the messages that are due; never twice, even if it is killed half-way.

    A message is claimed in a transaction of its own before it leaves: two passages cannot send it both, and one that
    a crash caught between the claim and its end is abandoned with a sentence, since nobody knows whether it left.
    """
    done = Delivery()
    done.abandoned += _abandon_interrupted(now)
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        done.problem = NO_SERVER
    else:
        _send_each(done, now, limit)
    done.waiting = Message.objects.waiting().count()
    return done


def retry(*, message: Message, at: datetime) -> None:
    """Put an abandoned message back in the queue; the caller has checked the right. TransitionError in other states."""
    labels = dict(State.choices)
    with transaction.atomic():
        fresh = Message.objects.select_for_update().get(pk=message.pk)
        check_transition(TRANSITIONS, fresh.state, State.TO_SEND, labels=labels)
        Message.objects.filter(pk=fresh.pk, state=State.ABANDONED).update(
            state=State.TO_SEND, attempts=0, error="", due_at=at
        )
    message.refresh_from_db()


def _send_each(done: Delivery, now: datetime, limit: int) -> None:
    until = time.monotonic() + PASSAGE_SECONDS
    connection = get_connection()
    for message in Message.objects.due(now)[:limit]:
        if time.monotonic() > until:
            break
        if not _claim(message, now):
            continue
        try:
            deliver(message, connection)
        except ServerDownError as error:
            _release(message)
            done.problem = str(error)
            logger.warning("mail server: %s", error.detail)
            break
        except RefusedError as error:
            _close(connection)
            abandoned = _settle_failure(message, error, now)
            done.abandoned += abandoned
            done.failed += not abandoned
        else:
            _settle(message, state=State.SENT, sent_at=now, error="", **_without_personal_link(message))
            done.sent += 1
    _close(connection)


def _claim(message: Message, now: datetime) -> bool:
    with transaction.atomic(durable=True):
        free = Message.objects.filter(pk=message.pk, state__in=WAITING, claimed_at__isnull=True)
        taken = free.filter(attempts=message.attempts).update(claimed_at=now, attempts=F("attempts") + 1)
    message.attempts += taken
    return bool(taken)


def _release(message: Message) -> None:
    """The server, not the message, failed: the attempt does not count."""
    Message.objects.filter(pk=message.pk).update(claimed_at=None, attempts=F("attempts") - 1)


def _settle(message: Message, **facts) -> None:
    Message.objects.filter(pk=message.pk).update(claimed_at=None, **facts)


def _without_personal_link(message: Message) -> dict[str, str]:
    """The texts as they are kept once sent: who reads the outbox does not enter with the link of somebody else."""
    link = message.personal_link
    # The outbox of the demo is where its links are opened from.
    if not link or settings.DEMO:
        return {}
    html = message.html.replace(f'href="{escape(link)}"', 'href="#"').replace(escape(link), LINK_GONE)
    return {"personal_link": "", "text": message.text.replace(link, LINK_GONE), "html": html}


def _settle_failure(message: Message, error: RefusedError, now: datetime) -> bool:
    """Plan another try, or abandon; say whether it is abandoned. The log names the row, never the person."""
    logger.warning("message %s (%s): %s", message.pk, message.job, error.detail)
    if error.final or message.attempts >= MAX_ATTEMPTS:
        _settle(message, state=State.ABANDONED, error=str(error))
        return True
    _settle(message, state=State.FAILED, error=str(error), due_at=now + DELAYS[message.attempts - 1])
    return False


def _abandon_interrupted(now: datetime) -> int:
    interrupted = Message.objects.waiting().filter(claimed_at__lt=now - INTERRUPTED_AFTER)
    return interrupted.update(state=State.ABANDONED, claimed_at=None, error=INTERRUPTED)


def _close(connection) -> None:
    # A connection in a bad state may fail to say goodbye; the next message opens another.
    with contextlib.suppress(OSError):
        connection.close()
