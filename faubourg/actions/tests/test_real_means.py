"""Real means: who declares, who justifies, what a correction undoes, and what two people on one row are told."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from faubourg.actions.choices import MeansState
from faubourg.actions.models import RealMeans
from faubourg.actions.operations import correct_means, declare_means, judge_means, remove_means
from faubourg.actions.operations.means import digest_of
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, UserFactory
from faubourg.core.workflow import TransitionError
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def caf(contract):
    return ListedOrganisationFactory(contract=contract, key="org-caf", name="CAF")


@pytest.fixture
def referent(contract, caf):
    user = UserFactory()
    MembershipFactory(contract=contract, user=user, role=Role.REFERENT, organisation=caf)
    return user


@pytest.fixture
def action(contract):
    return ActionFactory(contract=contract)


def facts(organisation, **changes):
    said = {"organisation": organisation, "year": 2026, "kind": "droit commun", "nature": "euros"}
    return said | {"quantity": Decimal(5000), "text": "Un poste"} | changes


def declare(contract, action, by, organisation, shared=(), **changes):
    values = facts(organisation, **changes)
    return declare_means(contract=contract, action=action, values=values, shared=shared, by=by, at=NOW)


def test_an_organisation_declares_the_lead_justifies(contract, action, caf, referent, lead):
    row = declare(contract, action, referent, caf)
    with pytest.raises(PermissionDenied):
        judge_means(contract=contract, row=row, state=MeansState.JUSTIFIED, by=referent, at=NOW)
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        judge_means(contract=contract, row=row, state=MeansState.REFUSED, by=lead, at=NOW)
    judge_means(contract=contract, row=row, state=MeansState.JUSTIFIED, by=lead, at=NOW)
    with pytest.raises(TransitionError, match="déjà justifié"):
        judge_means(contract=contract, row=row, state=MeansState.JUSTIFIED, by=lead, at=NOW)
    row.refresh_from_db()
    assert (row.state, row.decided_by) == (MeansState.JUSTIFIED, lead)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["moyen déclaré", "moyen justifié"]


def test_a_correction_is_to_be_justified_again_and_two_people_are_told(contract, action, caf, referent, lead):
    row = declare(contract, action, referent, caf)
    judge_means(contract=contract, row=row, state=MeansState.JUSTIFIED, by=lead, at=NOW)
    row.refresh_from_db()
    seen = digest_of(row)
    change = {"contract": contract, "row": row, "action": action, "shared": None, "by": referent, "at": NOW}
    correct_means(values={"quantity": Decimal(6000)}, seen=seen, **change)
    row.refresh_from_db()
    assert (row.state, row.quantity, row.decided_by) == (MeansState.DECLARED, 6000, None)
    with pytest.raises(ValidationError, match="pendant votre saisie"):
        correct_means(values={"quantity": Decimal(1)}, seen=seen, **change)


def test_nobody_declares_for_another(contract, action, caf, referent, lead):
    other = ListedOrganisationFactory(contract=contract)
    with pytest.raises(PermissionDenied):
        declare(contract, action, referent, other)
    row = declare(contract, action, lead, other)
    with pytest.raises(PermissionDenied):
        remove_means(contract=contract, row=row, by=referent, at=NOW)
    remove_means(contract=contract, row=row, by=lead, at=NOW)
    assert not RealMeans.objects.exists()
    assert Entry.objects.order_by("pk").last().changes["quantité"] == ["5000", ""]


def test_a_shared_amount_is_declared_once(contract, action, caf, lead):
    second = ActionFactory(contract=contract)
    declare(contract, action, lead, caf, shared=[second])
    with pytest.raises(ValidationError, match="compte une fois"):
        declare(contract, second, lead, caf, shared=[action])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"quantity": Decimal("1.234")}, "centime"),
        ({"quantity": Decimal(-1)}, "supérieur"),
        ({"nature": "locaux", "quantity": Decimal(20)}, "en quoi"),
        ({"year": 12}, "année"),
        ({"kind": "mécénat"}, "choix"),
    ],
)
def test_what_cannot_be_is_said(contract, action, caf, lead, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        declare(contract, action, lead, caf, **changes)
    assert not RealMeans.objects.exists()
