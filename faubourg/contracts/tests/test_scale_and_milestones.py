"""The contract's own scale, and the two approvals of its key milestones."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import ApprovalSide, ApprovalState, Role
from faubourg.contracts.milestones import followed_milestones
from faubourg.contracts.models import Milestone
from faubourg.contracts.operations_milestones import approve, mark_key, withdraw_approval
from faubourg.contracts.operations_scale import add_state, change_state, move_state, remove_state, take_default_scale
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.journal.models import Entry

NOW = timezone.now()
VALUES = {"label": "À l’étude", "legend": "", "meaning": "", "counts_as_implemented": None}

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(contract, lead):
    return take_default_scale(contract=contract, user=lead, at=NOW)


@pytest.fixture
def milestone(contract, lead):
    found = Milestone.objects.create(contract=contract, label="Point d’étape", date="2025")
    mark_key(contract=contract, milestone=found, is_key=True, user=lead, at=NOW)
    return found


@pytest.fixture
def delegate(contract):
    return MembershipFactory(contract=contract, role=Role.STATE_LEAD).user


def followed(contract, today=date(2026, 3, 16)):
    (found,) = followed_milestones(contract, today=today)
    return found


def test_the_default_scale_is_taken_once_by_the_lead(contract, lead, elected, scale):
    assert [state.key for state in contract.status_scale.all()][:2] == ["non_demarree", "en_cours"]
    with pytest.raises(ValidationError):
        take_default_scale(contract=contract, user=lead, at=NOW)
    with pytest.raises(PermissionDenied):
        take_default_scale(contract=contract, user=elected, at=NOW)


def test_states_are_added_renamed_and_ordered(contract, lead, scale):
    added = add_state(contract=contract, values=VALUES, user=lead, at=NOW)
    assert added.key == "a_letude"
    move_state(contract=contract, state=added, step=-1, user=lead, at=NOW)
    assert [state.label for state in contract.status_scale.all()][-2:] == ["À l’étude", "Abandonnée"]
    values = VALUES | {"counts_as_implemented": False, "label": "En réflexion"}
    changes = change_state(contract=contract, state=added, values=values, user=lead, at=NOW)
    assert changes == {"libellé": ["À l’étude", "En réflexion"], "vaut réalisation": ["non dit", "non"]}
    assert Entry.objects.about(added).count() == 3
    with pytest.raises(ValidationError):
        add_state(contract=contract, values=VALUES | {"label": "en cours"}, user=lead, at=NOW)


def test_a_state_in_use_stays(contract, lead, scale):
    ActionStatus.objects.create(lineage=ActionFactory(contract=contract).lineage, state=scale[0])
    with pytest.raises(ValidationError, match="avancement ou bilan le porte"):
        remove_state(contract=contract, state=scale[0], user=lead, at=NOW)
    remove_state(contract=contract, state=scale[1], user=lead, at=NOW)
    assert contract.status_scale.count() == len(scale) - 1


def test_a_key_milestone_needs_the_epci_and_the_state(contract, lead, delegate, milestone):
    assert followed(contract).state == ApprovalState.TO_APPROVE
    assert followed(contract).late == "date passée : 2025 ; à approuver"
    facts = {"contract": contract, "milestone": milestone, "at": NOW}
    approve(side=ApprovalSide.EPCI, user=lead, **facts)
    assert followed(contract).words == "approuvé par l’intercommunalité, attend l’État"
    with pytest.raises(ValidationError, match="déjà approuvé"):
        approve(side=ApprovalSide.EPCI, user=lead, **facts)
    with pytest.raises(PermissionDenied):
        approve(side=ApprovalSide.STATE, user=lead, **facts)
    approve(side=ApprovalSide.STATE, user=delegate, **facts)
    assert (followed(contract).state, followed(contract).late) == (ApprovalState.APPROVED, "")


def test_one_person_does_not_approve_for_both(contract, lead, milestone):
    MembershipFactory(contract=contract, user=lead, role=Role.STATE_LEAD)
    facts = {"contract": contract, "milestone": milestone, "user": lead, "at": NOW}
    approve(side=ApprovalSide.EPCI, **facts)
    with pytest.raises(ValidationError, match="Deux personnes"):
        approve(side=ApprovalSide.STATE, **facts)


def test_an_approval_is_withdrawn_with_a_reason_and_stays_in_sight(contract, lead, milestone):
    facts = {"contract": contract, "milestone": milestone, "side": ApprovalSide.EPCI, "user": lead, "at": NOW}
    approve(**facts)
    with pytest.raises(ValidationError, match="motif"):
        withdraw_approval(reason=" ", **facts)
    with pytest.raises(ValidationError, match="retirez d’abord"):
        mark_key(contract=contract, milestone=milestone, is_key=False, user=lead, at=NOW)
    withdraw_approval(reason="Date changée", **facts)
    found = followed(contract)
    assert (found.state, found.withdrawn[0].withdrawal_reason) == (ApprovalState.TO_APPROVE, "Date changée")
    with pytest.raises(ValidationError, match="Rien à retirer"):
        withdraw_approval(reason="Encore", **facts)
    approve(**facts)


def test_only_a_key_milestone_is_approved_or_late(contract, lead):
    plain = Milestone.objects.create(contract=contract, label="Signature", date="2015")
    assert followed(contract).late == ""
    with pytest.raises(ValidationError):
        approve(contract=contract, milestone=plain, side=ApprovalSide.EPCI, user=lead, at=NOW)
