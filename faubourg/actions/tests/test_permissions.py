"""Who may do what: everything, what an organisation and its services carry, the fiches that a person pilots."""

import pytest

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import Action
from faubourg.actions.permissions import actions_within, can_on_action
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    MembershipFactory,
)


@pytest.fixture
def caf(contract):
    return ListedOrganisationFactory(contract=contract, key="caf", name="CAF")


@pytest.fixture
def carried(contract, caf):
    """An action where a service of the CAF is a partner."""
    service = ListedOrganisationFactory(contract=contract, key="caf-logement", parent=caf)
    return ActionRoleFactory(
        action=ActionFactory(contract=contract), organisation=service, role=RoleKind.PARTNER
    ).action


@pytest.fixture
def piloted(contract, caf):
    return ActionRoleFactory(action=ActionFactory(contract=contract), organisation=caf, role=RoleKind.PILOT).action


@pytest.fixture
def other(contract):
    return ActionFactory(contract=contract)


def editable(member) -> set[Action]:
    found = actions_within(member.user, Verb.EDIT_ACTIONS, member.contract.current_version, contract=member.contract)
    return set(found)


def test_a_referent_edits_what_their_organisation_and_its_services_carry(contract, caf, carried, piloted, other):
    part = ActionFactory(contract=contract, parent=piloted)
    referent = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=caf)
    assert editable(referent) == {carried, piloted, part}
    assert not can_on_action(referent.user, Verb.EDIT_ACTIONS, other)


def test_a_pilot_edits_the_fiches_that_their_organisation_pilots(contract, caf, carried, piloted):
    assert editable(MembershipFactory(contract=contract, role=Role.PILOT, organisation=caf)) == {piloted}


def test_a_pilot_with_fiches_of_their_own_edits_those_only(contract, caf, piloted, other):
    pilot = MembershipFactory(contract=contract, role=Role.PILOT, organisation=caf)
    pilot.lineages.add(other.lineage)
    assert editable(pilot) == {other}


def test_two_roles_add_up(contract, caf, carried, piloted, other):
    pilot = MembershipFactory(contract=contract, role=Role.PILOT, organisation=None)
    pilot.lineages.add(other.lineage)
    MembershipFactory(contract=contract, user=pilot.user, role=Role.REFERENT, organisation=caf)
    assert editable(pilot) == {carried, piloted, other}


def test_a_role_without_organisation_reaches_nothing(contract, carried, piloted):
    assert editable(MembershipFactory(contract=contract, role=Role.REFERENT)) == set()


def test_rights_stop_at_the_contract(contract, caf, piloted):
    elsewhere = ActionFactory(contract=ContractFactory())
    lead = MembershipFactory(contract=contract, role=Role.PROJECT_LEAD)
    assert can_on_action(lead.user, Verb.EDIT_ACTIONS, piloted)
    assert not can_on_action(lead.user, Verb.EDIT_ACTIONS, elsewhere)


def test_a_closed_account_may_do_nothing(contract, piloted):
    lead = MembershipFactory(contract=contract, role=Role.PROJECT_LEAD)
    lead.user.is_active = False
    lead.user.save()
    assert not can_on_action(lead.user, Verb.READ, piloted)
    assert not can(lead.user, Verb.READ, contract)
