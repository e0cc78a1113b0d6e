"""The page of figures: the filters of the address make the cut, whatever is written there."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.tests.factories import ContractFactory
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db


def test_the_figures_follow_the_filters(client):
    contract = ContractFactory()
    lead = AgentFactory(contract=contract)
    for sex, year in (("F", 1990), ("F", 1960), ("H", 1990)):
        person = ParticipantFactory(contract=contract, sex=sex, birth_date=date(year, 5, 17))
        PathwayFactory(contract=contract, participant=person, entered_on=date(2024, 3, 4))
    client.force_login(lead.user)
    address = reverse("plie:numbers", args=[contract.key])
    year = str(timezone.localdate().year)

    def people(**filters):
        return client.get(address, filters | {"annee": year}).context["people"]

    assert people() == 3
    assert people(sexe="F") == 2
    assert people(sexe="F", age="55-plus") == 1
    assert people(structure="zz", referent="-1", qpv="x", brsa="peut-être") == 3
    assert client.get(address, {"annee": "12"}).context["asked"]["annee"] == year
