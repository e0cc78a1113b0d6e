"""Every address × every role × GET and POST in a contract where nobody of ours has a role, and with its objects."""

import pytest

from faubourg.contracts.choices import Role
from tests.access.asking import ADDRESSES, address_of, ask
from tests.access.table import TABLE
from tests.access.world import ADMINISTRATOR

pytestmark = pytest.mark.django_db

OF_A_CONTRACT = sorted(name for name, entry in ADDRESSES.items() if "contract_key" in entry.pattern.converters)
#: Samples that are alike in every contract, or that nobody has.
ALIKE = ("", "number", "draft", "matrix", "nobody", "token")
WITH_AN_OBJECT = [name for name in OF_A_CONTRACT if name in TABLE and TABLE[name].sample not in ALIKE]


@pytest.mark.parametrize("name", OF_A_CONTRACT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_contract_does_not_exist(world, name, method):
    rule = TABLE[name]
    url = address_of(name, rule, world.other, world.other)
    expected = {404, 405} if getattr(rule, method) is None else {404}
    for role, client in world.clients.items():
        if role != ADMINISTRATOR:
            status, written = ask(client, method, url, rule)
            assert status in expected, f"{role}: {status} at {url}"
            assert not written


@pytest.mark.parametrize("name", WITH_AN_OBJECT)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_object_of_another_contract_is_not_reached_from_ours(world, name, method):
    rule = TABLE[name]
    url = address_of(name, rule, world.own, world.other)
    status, written = ask(world.clients[Role.PROJECT_LEAD], method, url, rule)
    assert status in ({404, 405} if getattr(rule, method) is None else {404}), f"{status} at {url}"
    assert not written
