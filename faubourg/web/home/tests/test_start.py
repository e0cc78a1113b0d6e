import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    UserFactory,
)


@pytest.fixture
def admin(db):
    return UserFactory(function="Administratrice", is_instance_admin=True)


def start(client) -> str:
    return client.get(reverse("home:start")).content.decode()


def test_my_contracts_with_their_counters_and_no_other(lead_client, contract):
    ContractFactory(title="Contrat d’ailleurs")
    ListedTerritoryFactory(contract=contract)
    for _ in range(3):
        ActionFactory(contract=contract)
    page = start(lead_client)
    assert contract.title in page
    assert contract.get_absolute_url() in page
    assert "Contrat d’ailleurs" not in page
    assert '<td data-l="Actions" class="fb-num">3</td>' in page
    assert '<td data-l="QPV" class="fb-num">1</td>' in page
    assert "chef·fe de projet" in page
    assert "Importer un contrat" not in page


def test_who_has_no_role_is_told_whom_to_ask(client, stranger, contract):
    client.force_login(stranger)
    page = start(client)
    assert "Aucun contrat ne vous est ouvert" in page
    assert stranger.email in page


def test_the_administrator_of_an_empty_instance_is_led_to_the_import(client, admin):
    client.force_login(admin)
    page = start(client)
    assert "Aucun contrat dans cette instance" in page
    assert reverse("transfer:new") in page


def test_the_administrator_sees_every_contract(client, admin, contract):
    client.force_login(admin)
    page = start(client)
    assert contract.title in page
    assert "Importer un contrat" in page
    assert "administration" in page


def test_queries_do_not_grow_with_contracts(lead_client, lead):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            start(lead_client)
        return len(captured)

    few = count()
    for _ in range(12):
        MembershipFactory(user=lead)
    assert count() == few <= 7


def test_a_long_list_has_pages(lead_client, lead):
    for _ in range(51):
        MembershipFactory(user=lead)
    assert "page=2" in start(lead_client)
