"""The page of acronyms."""

import pytest
from django.urls import reverse

from faubourg.contracts.tests.factories import ListedOrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(lead_client, contract):
    ListedOrganisationFactory(contract=contract, key="org-ccv", name="Centre des cultures vivantes", aliases=["CCV"])

    def _shown(query=""):
        answer = lead_client.get(reverse("actors:acronyms", args=["essai"]) + query)
        return [acronym.short for acronym in answer.context["acronyms"]]

    return _shown


def test_the_contract_s_own_stand_among_those_of_the_field(shown):
    found = shown()
    assert {"CCV", "QPV", "CLSPD", "TFPB"} <= set(found)
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=ccv", ["CCV"]),
        ("?q=cultures vivantes", ["CCV"]),
        ("?origine=contrat", ["CCV"]),
        ("?q=fonciere baties", ["TFPB"]),
        ("?q=zzzz", []),
    ],
)
def test_they_are_found_by_letters_or_words(shown, query, expected):
    assert shown(query) == expected


def test_an_own_acronym_leads_to_its_sheet(lead_client, shown):
    text = lead_client.get(reverse("actors:acronyms", args=["essai"])).content.decode()
    assert reverse("actors:organisation", args=["essai", "org-ccv"]) in text
