"""Two hundred pairs of people save the same part at the same instant: no update is lost, and the loser is told.

The controls take a guard off and must see updates lost: without them, a test that never collides would pass too.
"""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from django.db import connection
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Contract
from faubourg.exchange import editing
from faubourg.exchange.editing import RecordChangedError, change_record, digest_of, record_of
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = 200
CONTROLS = 10
TOLD, SAVED = "told", "saved"


@pytest.fixture
def action(contract, lead):
    return ActionFactory(contract=contract, calendar="départ")


@contextmanager
def seen_by_threads(tmp_path, monkeypatch):
    """A database that several connections can hold: on SQLite, a file copied from the one of the tests in memory."""
    if connection.vendor == "sqlite":
        path = tmp_path / "pairs.sqlite3"
        copy = sqlite3.connect(path)
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", str(path))
    yield


def together(*jobs: Callable[[], None]) -> None:
    """Run the jobs at once, each in its thread with its connection; an error of one is the test's."""
    errors: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def save_in_pairs(action, user, pairs: int) -> list[tuple[dict[str, str], str]]:
    """For each pair: what became of each one's save, and the value that stays."""
    start, end = threading.Barrier(2, timeout=30), threading.Barrier(2, timeout=30)
    outcomes: list[dict[str, str]] = [{} for _ in range(pairs)]
    stays: list[str] = [""] * pairs

    def person(name: str) -> None:
        contract = Contract.objects.select_related("current_version").get(pk=action.version.contract_id)
        row = ACTIONS.rows(contract).get(pk=action.pk)
        for pair in range(pairs):
            row.refresh_from_db()
            shown = digest_of(record_of(contract=contract, section=ACTIONS, row=row))
            start.wait()
            try:
                change_record(
                    contract=contract,
                    section=ACTIONS,
                    row=row,
                    values={"calendar": f"{name} {pair}"},
                    digest=shown,
                    user=user,
                    at=timezone.now(),
                )
                outcomes[pair][name] = SAVED
            except RecordChangedError as error:
                assert error.current["calendar"] != f"{name} {pair}"
                outcomes[pair][name] = TOLD
            end.wait()
            if name == "une":
                row.refresh_from_db()
                stays[pair] = row.calendar
            start.wait()

    together(lambda: person("une"), lambda: person("autre"))
    return list(zip(outcomes, stays, strict=True))


def lost(found: list[tuple[dict[str, str], str]]) -> int:
    """How many saves were accepted, then overwritten without a word."""
    return sum(list(outcome.values()).count(SAVED) - 1 for outcome, _ in found)


def test_of_two_people_who_save_at_once_one_passes_and_the_other_is_told(contract, lead, action, tmp_path, monkeypatch):
    with seen_by_threads(tmp_path, monkeypatch):
        found = save_in_pairs(action, lead, PAIRS)
        told: list[int] = []
        together(lambda: told.append(Entry.objects.filter(verb="ligne modifiée").count()))
    assert len(found) == PAIRS
    for pair, (outcome, stays) in enumerate(found):
        assert sorted(outcome.values()) == [SAVED, TOLD]
        winner = next(name for name, what in outcome.items() if what == SAVED)
        assert stays == f"{winner} {pair}"
    assert lost(found) == 0
    assert told == [PAIRS]


def test_control_without_the_check_of_what_was_shown_updates_are_lost(contract, lead, action, tmp_path, monkeypatch):
    with seen_by_threads(tmp_path, monkeypatch):
        monkeypatch.setattr(editing, "digest_of", lambda record: digest)
        digest = "always the same"
        monkeypatch.setattr("faubourg.exchange.tests.test_pairs.digest_of", lambda record: digest)
        found = save_in_pairs(action, lead, CONTROLS)
    assert lost(found) == CONTROLS


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite’s immediate transactions are themselves the lock")
def test_control_without_the_lock_updates_are_lost(contract, lead, action, tmp_path, monkeypatch):
    met, put = threading.Barrier(2, timeout=30), editing.put_record

    def put_together(*args, **facts) -> None:
        # Both have passed the check before either writes: what the lock forbids.
        met.wait()
        put(*args, **facts)

    monkeypatch.setattr(editing, "hold", lambda contract: None)
    monkeypatch.setattr(editing, "put_record", put_together)
    found = save_in_pairs(action, lead, CONTROLS)
    assert lost(found) == CONTROLS
