"""Every address × every role in one's own contract × GET and POST, from the addresses themselves."""

import pytest

from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import ADMINISTRATION, MATRIX, Reach
from tests.access.asking import ADDRESSES, address_of, ask
from tests.access.rules import ADMINISTRATORS, LEADS, SIGNED_IN, Rule
from tests.access.table import TABLE
from tests.access.world import ADMINISTRATOR

pytestmark = pytest.mark.django_db

SHOWN = {200, 302}
#: What a page whose view does not look at the method may answer to a POST: it is shown again and nothing is written.
UNANSWERED = {200, 302, 403, 404, 405}


def _lets_through(rule: Rule, wanted: str, role: str) -> bool:
    if wanted == SIGNED_IN:
        return True
    if role == ADMINISTRATOR:
        return wanted in (ADMINISTRATORS, LEADS) or wanted in ADMINISTRATION
    if wanted in (ADMINISTRATORS, LEADS):
        return wanted == LEADS and role == Role.PROJECT_LEAD
    reach = MATRIX[role].get(wanted)
    return reach == Reach.ALL or (rule.theirs and reach is not None and reach >= rule.least)


def test_every_address_has_its_row():
    assert sorted(TABLE) == sorted(ADDRESSES), "complete tests/access/table.py: who reads and who writes there?"


def test_every_role_is_in_the_matrix():
    assert set(MATRIX) == set(Role)


@pytest.mark.parametrize("name", sorted(ADDRESSES))
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_let_through(world, name, method):
    rule = TABLE[name]
    wanted, wrong = getattr(rule, method), []
    url = address_of(name, rule, world.own, world.own)
    for role, client in world.clients.items():
        status, written = ask(client, method, url, rule)
        if wanted is None:
            right = status in UNANSWERED and not written
        elif _lets_through(rule, wanted, role):
            # An object that nobody has (a key of the second factor, an upload of another session) is not found.
            right = status in SHOWN or (status == 404 and rule.sample in ("nobody", "message"))
        else:
            right = status in (403, 404) and not written
        if not right:
            wrong.append(f"{role}: {status}, {written} written")
    assert not wrong, f"{method} {url}: {wrong}"
