"""A contract with a neighbourhood, an indicator counted there and for the whole, a weight and a parity."""

import pytest

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.indicators.computed.models import Computation, ComputationInput, DemographicWeight
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory


@pytest.fixture
def quarter(contract):
    """A priority neighbourhood."""
    return ListedTerritoryFactory(contract=contract, key="clou", name="Clou Bouchet")


@pytest.fixture
def people(contract, quarter):
    """72 people of the neighbourhood of 1,000."""
    found = IndicatorFactory(contract=contract, key="benef", label="Bénéficiaires", unit="personnes")
    facts = {"contract": contract, "lineage": found.lineage}
    for year, here in (("2023", 72), ("2024", 120)):
        Observation.objects.create(period=year, value=1000, **facts)
        Observation.objects.create(period=year, value=here, breakdown={"territoire": "Clou Bouchet"}, **facts)
    return found


@pytest.fixture
def weight(contract, quarter):
    """11 % of the inhabitants."""
    return DemographicWeight.objects.create(contract=contract, key="pd", territory=quarter, value=11, dated="2018")


@pytest.fixture
def parity(contract, people, weight):
    """The share of the neighbourhood against its weight."""
    made = Computation.objects.create(contract=contract, key="parite", label="Parité du service", kind="parite")
    inputs = (
        {"role": "numerateur", "lineage": people.lineage},
        {"role": "denominateur", "lineage": people.lineage, "where": "ensemble"},
        {"role": "poids", "weight": weight},
    )
    for position, facts in enumerate(inputs):
        ComputationInput.objects.create(computation=made, position=position, **facts)
    return made
