"""Running the periodic jobs: each once, whoever calls and how many call at once."""

import logging
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from faubourg.jobs.models import JobLock
from faubourg.jobs.registry import Job, registered
from faubourg.ui.typography import nbsp

logger = logging.getLogger(__name__)

BEAT_SECONDS = 15


@dataclass(frozen=True)
class Outcome:
    """What became of a job that this passage ran; `sentence` is French."""

    job: Job
    succeeded: bool
    sentence: str


def tick(*, now: datetime) -> list[Outcome]:
    """Run every job that is due at `now` and that no other passage holds; one that fails does not stop the next."""
    jobs = registered()
    JobLock.objects.bulk_create([JobLock(name=job.name) for job in jobs], ignore_conflicts=True)
    return [_run(job, now) for job in jobs if _take(job, now)]


def _take(job: Job, now: datetime) -> bool:
    """One conditional UPDATE: of two passages, the second finds the row taken and changes nothing."""
    due = JobLock.objects.filter(name=job.name).available(now=now, ran_before=now - job.every + job.slack)
    return bool(due.update(running_since=now, heartbeat=now, last_run=now))


def _run(job: Job, now: datetime) -> Outcome:
    try:
        with _beating(job.name, now):
            said = job.run(now)
    except Exception as error:
        _log(job, error)
        outcome = Outcome(
            job,
            False,
            nbsp(
                f"La tâche « {job.label} » s’est arrêtée sur une erreur ({type(error).__name__}). "
                "Elle sera reprise à son prochain passage ; le journal du serveur dit où."
            ),
        )
    else:
        outcome = Outcome(job, True, "" if said is None else str(said))
    if not connection.in_atomic_block:
        # A job may have lost its connection: the next one, and the lock, need a good one.
        connection.close_if_unusable_or_obsolete()
    _let_go(outcome, now)
    return outcome


def _let_go(outcome: Outcome, now: datetime) -> None:
    """Free the lock, unless another passage took it over in the meantime."""
    facts = {"last_success": now, "error": ""} if outcome.succeeded else {"error": outcome.sentence}
    mine = JobLock.objects.filter(name=outcome.job.name, running_since=now)
    mine.update(running_since=None, heartbeat=None, **facts)


def _log(job: Job, error: Exception) -> None:
    # The places and the kind of error only: messages of databases quote the values of rows, hence persons.
    places = "".join(traceback.format_tb(error.__traceback__))
    logger.error("job %s failed: %s\n%s", job.name, type(error).__name__, places)


@contextmanager
def _beating(name: str, since: datetime) -> Iterator[None]:
    """Give a sign of life from a thread of its own, so that a job need not know that it is watched."""
    over = threading.Event()
    beat = threading.Thread(target=_beat, args=(name, since, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(name: str, since: datetime, over: threading.Event) -> None:
    while not over.wait(BEAT_SECONDS):
        try:
            JobLock.objects.filter(name=name, running_since=since).update(heartbeat=timezone.now())
        except DatabaseError as error:
            # Busy for the length of a write (SQLite): nobody can take the job over in the meantime either.
            logger.warning("job %s: no sign of life, %s", name, type(error).__name__)
    connection.close()
