"""How the periodic jobs stand, for the page of the instance."""

from dataclasses import dataclass
from datetime import datetime

from faubourg.jobs.models import STALE_AFTER, JobLock
from faubourg.jobs.registry import Job, registered


@dataclass(frozen=True)
class Standing:
    """A job and its lock; None as long as it never ran."""

    job: Job
    lock: JobLock | None

    def is_late(self, now: datetime) -> bool:
        """Whether it missed a whole turn: the clock that calls `tick` has stopped, or its holder was killed."""
        if self.lock is None or self.lock.last_run is None:
            return True
        if self.lock.running_since is not None:
            return self.lock.heartbeat < now - STALE_AFTER
        return self.lock.last_run < now - 2 * self.job.every - STALE_AFTER


def standings() -> list[Standing]:
    """Every declared job, in the order of declaration; one query."""
    locks = {lock.name: lock for lock in JobLock.objects.all()}
    return [Standing(job, locks.get(job.name)) for job in registered()]
