"""Strictness of all tests, and the fixtures that they share."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

LOOPBACK = ("127.", "::1", "localhost")
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
WATCHED = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def _refuse_outside(event: str, arguments: tuple) -> None:
    """Raise on every connection or name look-up that would leave the machine (unix sockets and loopback pass)."""
    if event not in WATCHED:
        return
    address = arguments[1] if event in ("socket.connect", "socket.sendto") else arguments[0]
    host = address[0] if isinstance(address, tuple) else address if event.startswith("socket.get") else None
    if host and not str(host).startswith(LOOPBACK):
        raise RuntimeError(f"a test tried to reach {host}: nothing leaves the machine")


sys.addaudithook(_refuse_outside)

# A verdict does not depend on luck: the same examples at every run. `--hypothesis-profile=default` looks for others.
settings.register_profile("same", derandomize=True)
settings.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run a browser test again when it ran out of time: two browsers, two databases and two cores may starve one.

    What need not run on each engine is marked, for `make test`: tests that ask for no database, and the tables of
    rights, whose cells are the same on both.
    """
    for item in items:
        if "tests/access" in item.path.as_posix():
            item.add_marker("rights")
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2, only_rerun=["TimeoutError"]))
        elif not item.get_closest_marker("django_db") and DATABASE_FIXTURES.isdisjoint(item.fixturenames):
            item.add_marker("no_database")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The database of the run, quick to empty. On SQLite that is row by row: the journal must let it."""
    from django.db import connection

    from faubourg.core.emptying import empty_held_tables
    from faubourg.journal.guards import let_empty

    with django_db_blocker.unblock():
        let_empty(connection)
        empty_held_tables(connection)


@pytest.fixture(scope="module", autouse=True)
def swept_database(django_db_blocker) -> Iterator[None]:
    """After a module whose tests had the database of the run, what they left in its files is taken out."""
    yield
    from django.db import connection

    if connection.connection and connection.settings_dict["NAME"].startswith("test_"):
        from faubourg.core.emptying import sweep

        with django_db_blocker.unblock():
            sweep(connection)


@pytest.fixture(scope="session")
def shared_data() -> Callable[[str], Path]:
    """`shared_data("data/x.yaml")` is that file of ../shared; skips where it is absent."""
    from faubourg.core.testing import shared_path

    return shared_path


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """One Chromium for the whole run."""
    from faubourg.core.testing import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def page(browser, live_server) -> Iterator:
    """A page of the live server: `page.goto(live_server.url + "/…")`, or paths alone with `open_as`."""
    from faubourg.core.testing import open_page

    with open_page(browser) as opened:
        yield opened


@pytest.fixture
def open_as(page, live_server) -> Callable:
    """`open_as(user, "/address")` signs `user` in and returns the page at that address of the live server."""
    from faubourg.core.testing import sign_in

    def _open(user, path: str):
        sign_in(page.context, live_server.url, user)
        page.goto(live_server.url + path)
        return page

    return _open
