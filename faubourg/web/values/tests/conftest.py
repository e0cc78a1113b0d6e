"""A contract with two neighbourhoods and three indicators, one of them counted by sex and neighbourhood."""

from datetime import UTC, datetime

import pytest

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    NodeFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """The pages believe that it is 3 March 2026: the last complete year is 2025."""
    moment = datetime(2026, 3, 3, 9, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


@pytest.fixture
def quarters(contract):
    """Two priority neighbourhoods."""
    contract.start, contract.end = "2024", "2030"
    contract.save()
    return [
        ListedTerritoryFactory(contract=contract, key=key, name=name) for key, name in (("cb", "Clou"), ("tc", "Tour"))
    ]


@pytest.fixture
def caf(contract):
    """An organisation that produces."""
    return ListedOrganisationFactory(contract=contract, key="caf", name="CAF")


@pytest.fixture
def young(contract, quarters, caf):
    """Counted by neighbourhood and sex, produced by the CAF."""
    node = NodeFactory(contract=contract, key="p1", title="Jeunesse")
    action = ActionFactory(contract=contract, key="f1", nodes=[node])
    found = IndicatorFactory(
        contract=contract, key="jeunes", label="Jeunes en vacances", breakdowns=["QPV", "sexe"], actions=[action]
    )
    found.producers.set([caf])
    return found


@pytest.fixture
def plain(contract, quarters):
    """Counted as a whole."""
    return IndicatorFactory(contract=contract, key="ateliers", label="Ateliers")


@pytest.fixture
def rate(contract, quarters):
    """A percentage."""
    return IndicatorFactory(contract=contract, key="taux", label="Taux de couverture", unit="%")


@pytest.fixture
def producer(contract, caf):
    """Who fills what the CAF produces."""
    return MembershipFactory(contract=contract, role=Role.PRODUCER, organisation=caf).user
