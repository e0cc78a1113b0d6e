"""A value entered by who produces the indicator, and by nobody else."""

import pytest
from django.urls import reverse

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory


@pytest.fixture
def produced(contract, client):
    """An indicator of the CAF, whose producer is signed in, beside that of somebody else."""
    caf = ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF")
    client.force_login(MembershipFactory(contract=contract, role=Role.PRODUCER, organisation=caf).user)
    IndicatorFactory(contract=contract, key="autre", label="Compté par un autre")
    found = IndicatorFactory(contract=contract, key="familles", label="Familles suivies")
    found.producers.add(caf)
    return found


def add_url(contract, slug: str = "valeurs") -> str:
    return reverse("records:add", args=[contract.key, slug])


def test_a_producer_enters_the_value_that_they_owe(client, contract, produced):
    assert add_url(contract) in client.get(reverse("records:section", args=[contract.key, "valeurs"])).content.decode()
    form = client.get(add_url(contract), {"indicateur": "familles"}).context["form"]
    assert form["indicator"].value() == "familles"
    assert [key for key, _ in form.fields["indicator"].choices if key] == ["familles"]
    typed = {"indicator": "familles", "period": "2025", "value": "200"}
    assert client.post(add_url(contract), typed).status_code == 302
    assert Observation.objects.get(lineage=produced.lineage).value == 200


def test_the_indicator_of_another_is_not_offered_and_not_taken(client, contract, produced):
    form = client.get(add_url(contract), {"indicateur": "autre"}).context["form"]
    assert not form["indicator"].value()
    typed = {"indicator": "autre", "period": "2025", "value": "200"}
    answer = client.post(add_url(contract), typed)
    assert "indicator" in answer.context["form"].errors
    assert not Observation.objects.exists()


def test_the_other_sections_stay_closed_and_an_elue_enters_nothing(client, contract, produced, elected):
    assert client.get(add_url(contract, "actions")).status_code == 403
    client.force_login(elected)
    assert client.get(add_url(contract)).status_code == 403
