"""Periodic jobs: each at its time, each alone, each reported."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from faubourg.jobs import register
from faubourg.jobs.models import STALE_AFTER, JobLock
from faubourg.jobs.operations import tick
from faubourg.jobs.queries import standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_job")]

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def declare(name, run=lambda now: None, every=HOUR):
    register(name, label=f"tâche {name}", every=every, run=run)


def names(outcomes) -> list[str]:
    return [outcome.job.name for outcome in outcomes]


def test_a_job_runs_when_it_is_due_and_not_before():
    declare("a")
    declare("b", every=timedelta(days=1))
    assert names(tick(now=NOW)) == ["a", "b"]
    assert names(tick(now=NOW)) == []
    assert names(tick(now=NOW + timedelta(minutes=30))) == []
    assert names(tick(now=NOW + HOUR)) == ["a"]
    assert names(tick(now=NOW + timedelta(days=1))) == ["a", "b"]


def test_a_clock_that_comes_some_seconds_early_does_not_skip_a_turn():
    declare("a", every=timedelta(minutes=5))
    assert names(tick(now=NOW + timedelta(seconds=3))) == ["a"]
    assert names(tick(now=NOW + timedelta(minutes=5))) == ["a"]
    assert names(tick(now=NOW + timedelta(minutes=9))) == []


def test_the_job_receives_the_clock():
    seen = []
    declare("a", run=seen.append)
    tick(now=NOW)
    assert seen == [NOW]


def test_a_failure_is_told_in_french_and_stops_nobody(caplog):
    quoted = "secrete@exemple.fr"

    def fail(now):
        raise ValueError(quoted)

    declare("a", run=fail)
    declare("b")
    failed, done = tick(now=NOW)
    assert (failed.succeeded, done.succeeded) == (False, True)
    assert failed.sentence.startswith("La tâche «\u00a0tâche a\u00a0» s’est arrêtée sur une erreur (ValueError).")
    lock = JobLock.objects.get(name="a")
    assert (lock.error, lock.running_since, lock.last_success) == (failed.sentence, None, None)
    # The log says where, never what: errors quote the values of rows.
    assert "in fail" in caplog.text
    assert quoted not in caplog.text + failed.sentence


def test_a_success_wipes_the_error_out():
    errors = [ValueError()]

    def fail_once(now):
        if errors:
            raise errors.pop()

    declare("a", run=fail_once)
    tick(now=NOW)
    tick(now=NOW + HOUR)
    lock = JobLock.objects.get(name="a")
    assert (lock.error, lock.last_success) == ("", NOW + HOUR)


def test_a_job_in_progress_is_left_alone_and_taken_over_when_it_gives_no_sign_of_life():
    declare("a")
    JobLock.objects.create(name="a", last_run=NOW, running_since=NOW, heartbeat=NOW)
    assert names(tick(now=NOW + STALE_AFTER)) == []
    assert names(tick(now=NOW + STALE_AFTER + timedelta(seconds=1))) == ["a"]


def test_a_job_that_lasts_is_not_taken_over_as_long_as_it_gives_signs_of_life():
    declare("a")
    JobLock.objects.create(name="a", last_run=NOW, running_since=NOW, heartbeat=NOW + 5 * HOUR)
    assert names(tick(now=NOW + 5 * HOUR)) == []


def test_a_holder_that_was_taken_over_does_not_free_the_lock_of_the_next():
    later = NOW + HOUR

    def taken_over(now):
        JobLock.objects.filter(name="a").update(running_since=later, heartbeat=later)

    declare("a", run=taken_over)
    tick(now=NOW)
    assert JobLock.objects.get(name="a").running_since == later


def test_two_jobs_cannot_bear_one_name():
    declare("a")
    with pytest.raises(ImproperlyConfigured):
        declare("a")


def test_the_command_reports_one_line_a_job():
    declare("a", run=lambda now: "3 messages envoyés")
    declare("b")
    report = StringIO()
    call_command("tick", stdout=report)
    assert report.getvalue().replace("\u00a0", " ") == "tâche a : 3 messages envoyés\ntâche b : fait\n"
    report = StringIO()
    call_command("tick", stdout=report)
    assert report.getvalue() == "Aucune tâche n’est due.\n"


def test_the_command_fails_when_a_job_does():
    def fail(now):
        raise ValueError

    declare("a", run=fail)
    declare("b")
    report = StringIO()
    with pytest.raises(CommandError, match=r"1.tâche a échoué"):
        call_command("tick", stdout=report)
    assert "tâche b\u00a0: fait" in report.getvalue()


def test_standings_tell_what_is_late(django_assert_num_queries):
    declare("a")
    declare("b")
    assert [standing.is_late(NOW) for standing in standings()] == [True, True]
    tick(now=NOW)
    with django_assert_num_queries(1):
        found = standings()
    assert [standing.is_late(NOW + HOUR) for standing in found] == [False, False]
    assert [standing.is_late(NOW + 3 * HOUR) for standing in found] == [True, True]
    JobLock.objects.filter(name="a").update(running_since=NOW, heartbeat=NOW)
    assert [standing.is_late(NOW + 2 * STALE_AFTER) for standing in standings()] == [True, False]
