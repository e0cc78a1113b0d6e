"""An action under condition, its pilot, and the default scale."""

import pytest
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.operations_scale import take_default_scale
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory


@pytest.fixture
def scale(contract, lead):
    """The default scale of the contract, by key."""
    return {state.key: state for state in take_default_scale(contract=contract, user=lead, at=timezone.now())}


@pytest.fixture
def action(contract):
    """A fiche under condition."""
    return ActionFactory(
        contract=contract, key="f1", code="1", kind="fiche", title="Ouvrir un lieu", condition="Sous réserve de fonds"
    )


@pytest.fixture
def pilot(contract, action):
    """The pilote of the action."""
    organisation = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    ActionRoleFactory(action=action, organisation=organisation)
    return MembershipFactory(contract=contract, role=Role.PILOT, organisation=organisation).user
