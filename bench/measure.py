"""Times of one client, and what a measure says beside its bar."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

WARM_UP = 5
REQUESTS = 30


@dataclass(frozen=True)
class Figure:
    """One line of the table, in `unit`.

    `cpu` is the median of the work itself (`worked`): on a busy machine it tells more than the time that passed.
    `floor` is the least that the same work can cost here.
    """

    name: str
    volume: str
    p50: float | None = None
    p95: float | None = None
    cpu: float | None = None
    unit: str = "ms"
    queries: int | None = None
    floor: float | None = None
    bar: float | None = None
    query_bar: int | None = None
    note: str = ""
    problem: str = ""

    @property
    def is_missed(self) -> bool:
        """Whether the bar, or the budget of queries, is passed."""
        over_time = self.p50 is not None and self.bar is not None and self.p50 > self.bar
        return over_time or (self.queries is not None and self.query_bar is not None and self.queries > self.query_bar)

    @property
    def verdict(self) -> str:
        """One word for the last column."""
        if self.p50 is None:
            return "erreur"
        return "ÉCART" if self.is_missed else "ok" if self.bar is not None else "—"


@dataclass(frozen=True)
class Times:
    """Seconds of repeated work: those that passed, and those really worked."""

    seconds: list[float]
    worked: list[float]

    @classmethod
    def of(cls, work: Callable[[], Any], count: int) -> "Times":
        """`count` runs, one after the other."""
        runs = [timed(work) for _ in range(count)]
        return cls([seconds for seconds, _ in runs], [worked for _, worked in runs])

    @property
    def cpu(self) -> float:
        """The median of the seconds really worked."""
        return median(self.worked)

    @property
    def p50(self) -> float:
        """The median."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """The 95th percentile; the longest, when there are few."""
        return quantiles(self.seconds, n=20)[-1] if len(self.seconds) >= 20 else max(self.seconds)


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds that passed in one run, and those really worked."""
    start, before = time.perf_counter(), worked()
    work()
    return time.perf_counter() - start, worked() - before


def worked() -> float:
    """Seconds of processor so far: this process's and, on the same Linux machine, those of PostgreSQL's that serves it.

    A client waits for its server: together they are the least that a request can take.
    """
    if connection.vendor != "postgresql" or connection.connection is None:
        return time.process_time()
    scheduled = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    served = int(scheduled.read_text().split()[0]) / 1e9 if scheduled.exists() else 0
    return time.process_time() + served


def repeated(work: Callable[[], Any], count: int) -> Times:
    """Times of `count` warm runs."""
    for _ in range(min(WARM_UP, count)):
        work()
    return Times.of(work, count)


def queries_of(work: Callable[[], Any]) -> int:
    """How many statements one run sends."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def problem_of(error: Exception) -> str:
    """One line on what stopped a measure."""
    return " ".join(f"{type(error).__name__} : {error}".split())[:300]


def get(client: Client, url: str) -> Callable[[], bytes]:
    """A request to repeat. Raises `AssertionError` unless the page answers 200."""

    def request() -> bytes:
        response = client.get(url)
        if response.status_code != 200:
            raise AssertionError(f"{url} a répondu {response.status_code}")
        return response.content

    return request
