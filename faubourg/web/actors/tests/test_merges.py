"""The merge screen."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, MembershipFactory

pytestmark = pytest.mark.django_db
ADDRESS = reverse("actors:merges")


@pytest.fixture
def pair(contract, lead):
    """Two contracts of the lead that list one body under two rows; a third contract, not theirs, lists it too."""
    neighbour = ContractFactory(title="Contrat voisin")
    MembershipFactory(contract=neighbour, user=lead)
    ListedOrganisationFactory(contract=ContractFactory(title="Contrat caché"), name="Mission locale du Sud")
    facts = {"name": "Mission locale du Sud"}
    return [ListedOrganisationFactory(contract=found, **facts).organisation for found in (contract, neighbour)]


def proposed(client, query=""):
    answer = client.get(ADDRESS + query)
    return [{side.pk for side in shown.sides} for shown in answer.context["pairs"]]


def decide(client, act, kept, other="", kind="organisation"):
    facts = {"act": act, "kind": kind, "kept": kept, "other": other, "retour": "genre=organisation"}
    return client.post(reverse("actors:decide"), facts, follow=True)


def test_only_rows_of_contracts_that_one_sees_are_proposed(lead_client, pair):
    assert proposed(lead_client) == [{row.pk for row in pair}]
    text = lead_client.get(ADDRESS).content.decode()
    assert "même nom" in text
    assert "Contrat voisin" in text
    assert "Contrat caché" not in text


def test_nothing_merges_by_itself(lead_client, pair):
    lead_client.get(ADDRESS)
    for row in pair:
        row.refresh_from_db()
        assert row.merged_into is None


def test_a_person_merges_then_undoes(lead_client, pair):
    kept, absorbed = pair
    answer = decide(lead_client, "merge", kept.pk, absorbed.pk)
    assert "Réunies sous «\u00a0Mission locale du Sud\u00a0»" in answer.content.decode()
    assert proposed(lead_client) == []
    assert [one.pk for one in lead_client.get(ADDRESS).context["done"]] == [absorbed.pk]
    decide(lead_client, "unmerge", absorbed.pk)
    assert proposed(lead_client) == [{kept.pk, absorbed.pk}]


def test_a_pair_set_apart_is_remembered_until_taken_back(lead_client, pair):
    decide(lead_client, "dismiss", *(row.pk for row in pair))
    assert proposed(lead_client) == []
    (apart,) = lead_client.get(ADDRESS).context["apart"]
    decide(lead_client, "restore", apart.pk)
    assert len(proposed(lead_client)) == 1


def test_merging_twice_is_refused_with_a_sentence(lead_client, pair):
    kept, absorbed = pair
    decide(lead_client, "merge", kept.pk, absorbed.pk)
    answer = decide(lead_client, "merge", absorbed.pk, kept.pk)
    assert "déjà la même ligne" in answer.content.decode()


@pytest.mark.parametrize(
    "facts", [{}, {"act": "merge", "kept": "x"}, {"act": "merge", "kind": "organisation", "kept": 1}]
)
def test_a_request_that_lacks_something_gets_a_sentence(lead_client, facts):
    answer = lead_client.post(reverse("actors:decide"), facts, follow=True)
    assert "La demande est incomplète" in answer.content.decode()


def test_two_rows_can_be_compared_by_hand(lead_client, contract, pair):
    odd = ListedOrganisationFactory(contract=contract, name="Piscine").organisation
    answer = lead_client.get(f"{ADDRESS}?a={pair[0].pk}&b={odd.pk}")
    assert {side.name for side in answer.context["by_hand"]["pair"].sides} == {"Mission locale du Sud", "Piscine"}
    assert "Rien ne les rapproche" in answer.content.decode()
    for query in (f"?a={odd.pk}&b={odd.pk}", f"?a={odd.pk}&b=999999", "?a=abc&b=²"):
        assert lead_client.get(ADDRESS + query).context["by_hand"]["pair"] is None


@pytest.mark.parametrize("who", ["elected", "stranger"])
def test_others_are_refused(client, request, who, pair):
    client.force_login(request.getfixturevalue(who))
    assert client.get(ADDRESS).status_code == 403
    assert decide(client, "merge", pair[0].pk, pair[1].pk).status_code == 403


def test_reading_never_decides(lead_client, pair):
    assert lead_client.get(reverse("actors:decide")).status_code == 405


@pytest.mark.parametrize("kind", ["organisation", "territoire", "dispositif"])
def test_each_kind_has_its_page(lead_client, pair, kind):
    assert lead_client.get(f"{ADDRESS}?genre={kind}").context["kind"] == kind


def test_queries_do_not_grow_with_rows(lead_client, contract, lead, pair):
    neighbour = ContractFactory()
    MembershipFactory(contract=neighbour, user=lead)

    def queries():
        with CaptureQueriesContext(connection) as found:
            lead_client.get(ADDRESS)
        return len(found)

    few = queries()
    for number in range(30):
        for found in (contract, neighbour):
            ListedOrganisationFactory(contract=found, name=f"Maison numéro {number}")
    assert queries() == few


@pytest.mark.shared
def test_the_caf_of_two_departments_is_only_to_check(import_shared, lead_client):
    for key in ("niort-2024-2030", "niort-2015-2022", "ales-2015-2020"):
        import_shared(key)
    levels = {}
    for page in range(1, 12):
        for shown in lead_client.get(f"{ADDRESS}?page={page}").context["pairs"]:
            keys = {(listing.contract.key[:5], listing.key) for side in shown.sides for listing in side.listings}
            if {key for _, key in keys} == {"org-caf"}:
                levels.setdefault(frozenset(place for place, _ in keys), set()).add(shown.proposal.level.name)
    assert levels == {frozenset({"niort"}): {"PROBABLE"}, frozenset({"niort", "ales-"}): {"CHECK"}}
