"""Whatever a filter holds, a page answers: every name that a page reads in its address, with what no base can keep."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.http import QueryDict

from faubourg.contracts.choices import Role
from tests.access.asking import ADDRESSES, address_of
from tests.access.table import TABLE
from tests.access.world import ADMINISTRATOR

pytestmark = pytest.mark.django_db

BAD = {"nul": "a\0b", "long": "é" * 100_000, "number": "9" * 400}
READERS = ("__getitem__", "get", "getlist", "__contains__", "pop")
READ = sorted(name for name, rule in TABLE.items() if rule.get is not None and name in ADDRESSES)


@contextmanager
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names that are read in an address or a form meanwhile."""
    names: set[str] = set()

    def noting(plain):
        def reader(self, key, *args, **kwargs):
            names.add(key)
            return plain(self, key, *args, **kwargs)

        return reader

    with monkeypatch.context() as patched:
        for reader in READERS:
            patched.setattr(QueryDict, reader, noting(getattr(QueryDict, reader)))
        yield names


def ask(client, url: str, query: dict[str, str]) -> int:
    with transaction.atomic():
        status = client.get(url, query).status_code
        transaction.set_rollback(True)
    return status


@pytest.mark.parametrize("name", READ)
def test_no_filter_breaks_a_page(world, monkeypatch, name):
    client = world.clients[Role.PROJECT_LEAD if "contract_key" in ADDRESSES[name].pattern.converters else ADMINISTRATOR]
    url, tried, wrong = address_of(name, TABLE[name], world.own, world.own), set(), []
    client.raise_request_exception = False
    with noted(monkeypatch) as names:
        ask(client, url, {})
        while left := names - tried:
            for parameter in sorted(left):
                tried.add(parameter)
                wrong += [
                    f"{parameter}: {kind}" for kind, value in BAD.items() if ask(client, url, {parameter: value}) >= 500
                ]
    assert not wrong, f"{url}: {wrong}"
