"""What has to be done again and again, as the apps declare it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Job:
    """A periodic job. `run(now)` does what is due at `now`; what it returns is printed, None for nothing to say."""

    name: str
    label: str
    every: timedelta
    run: Callable[[datetime], object]

    @property
    def slack(self) -> timedelta:
        """How early it may run: a clock that calls every five minutes never comes at the very second."""
        return min(self.every / 10, timedelta(minutes=1))


_JOBS: dict[str, Job] = {}


def register(name: str, *, label: str, every: timedelta, run: Callable[[datetime], object]) -> None:
    """Declare a job. `label` is French, in lower case; `run` must bear being killed and started again.

    Raises ImproperlyConfigured when another job has this name.
    """
    if name in _JOBS:
        raise ImproperlyConfigured(f"two jobs are called {name}")
    _JOBS[name] = Job(name, label, every, run)


def registered() -> tuple[Job, ...]:
    """The jobs, in the order of their declaration."""
    return tuple(_JOBS.values())
