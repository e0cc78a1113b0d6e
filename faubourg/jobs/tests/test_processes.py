"""Clocks that call at once, or are killed: real processes, on the engine of the run."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from faubourg.jobs import operations, register
from faubourg.jobs.models import STALE_AFTER, JobLock
from faubourg.jobs.operations import tick

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_job")]


def go(*clocks) -> list[str]:
    for clock in clocks:
        clock.stdin.write("go\n")
        clock.stdin.flush()
    return [clock.communicate(timeout=60)[0].replace("\u00a0", " ").strip() for clock in clocks]


def wait_until(condition) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until, "nothing came"
        time.sleep(0.02)


def test_two_clocks_at_once_run_each_job_once(clock, runs):
    said = go(clock("0.5"), clock("0.5"))
    assert sorted(said) == ["Aucune tâche n’est due.", "essai : travail fait"]
    assert runs() == 1


def test_without_the_lock_the_job_would_run_twice(clock, runs):
    go(clock("0.5", "unlocked"), clock("0.5", "unlocked"))
    assert runs() == 2


def test_a_killed_clock_is_taken_over(clock, runs):
    killed = clock("600")
    killed.stdin.write("go\n")
    killed.stdin.flush()
    wait_until(lambda: runs() == 1)
    killed.kill()
    killed.wait()
    ran = []
    register("probe", label="essai", every=timedelta(hours=1), run=ran.append)
    now = timezone.now()
    assert tick(now=now) == []
    tick(now=now + STALE_AFTER)
    assert len(ran) == 1
    assert JobLock.objects.get(name="probe").running_since is None


def test_a_job_that_lasts_gives_signs_of_life(monkeypatch):
    monkeypatch.setattr(operations, "BEAT_SECONDS", 0.05)
    now = timezone.now()

    def last(now):
        wait_until(lambda: JobLock.objects.get(name="a").heartbeat > now)

    register("a", label="a", every=timedelta(hours=1), run=last)
    assert [outcome.succeeded for outcome in tick(now=now)] == [True]
