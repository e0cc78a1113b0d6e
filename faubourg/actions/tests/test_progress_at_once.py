"""Two people at the same moment: both statements are kept, a proposal is answered once, a side approves once."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from faubourg.actions.choices import Decision
from faubourg.actions.models import ActionStatus
from faubourg.actions.operations import decide, state_progress, validate_many
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import ApprovalSide
from faubourg.contracts.models import Milestone, MilestoneApproval
from faubourg.contracts.operations_milestones import approve
from faubourg.contracts.operations_scale import take_default_scale
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.core.workflow import TransitionError

NOW = timezone.now()

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts) -> list[str]:
    """Run the acts in threads that start together; what each was refused for, or nothing."""
    start = Barrier(len(acts))

    def run(act) -> str:
        try:
            start.wait()
            act()
        except (TransitionError, ValidationError) as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def leads(contract, lead):
    return [lead, MembershipFactory(contract=contract).user]


@pytest.fixture
def scale(contract, lead):
    return take_default_scale(contract=contract, user=lead, at=NOW)


@pytest.fixture
def action(contract):
    return ActionFactory(contract=contract)


def test_two_statements_at_once_are_both_kept_and_the_last_counts(contract, leads, action, scale):
    facts = {"contract": contract, "action": action, "stated_on": "2026-01-15", "at": NOW}
    pairs = zip(leads, scale[:2], strict=True)
    refusals = at_once(*(partial(state_progress, user=user, state=state, **facts) for user, state in pairs))
    said = list(ActionStatus.objects.filter(lineage=action.lineage).order_by("pk"))
    assert refusals == ["", ""] and len(said) == 2
    assert ActionStatus.objects.filter(lineage=action.lineage).counting().last() == said[-1]


def test_a_proposal_is_answered_once(contract, leads, action, scale):
    facts = {"lineage": action.lineage, "state": scale[0], "decision": Decision.PROPOSED, "stated_by": leads[0]}
    said = ActionStatus.objects.create(stated_on="2026", created_at=NOW, **facts)
    refusals = at_once(
        partial(decide, contract=contract, status=said, accepted=True, user=leads[0], at=NOW),
        partial(decide, contract=contract, status=said, accepted=False, reason="Non", user=leads[1], at=NOW),
    )
    assert sorted(map(bool, refusals)) == [False, True] and "est déjà" in "".join(refusals)


def test_a_list_validated_twice_counts_each_proposal_once(contract, leads, action, scale):
    facts = {"lineage": action.lineage, "state": scale[0], "decision": Decision.PROPOSED, "stated_by": leads[0]}
    asked = [ActionStatus.objects.create(stated_on="2026", created_at=NOW, **facts).pk for _ in range(5)]
    found = []

    def validate(user):
        found.append(validate_many(contract=contract, statuses=asked, user=user, at=NOW))

    assert at_once(*(partial(validate, user) for user in leads)) == ["", ""]
    assert sorted(found) == [(0, 5), (5, 0)]


def test_one_side_approves_once(contract, leads):
    milestone = Milestone.objects.create(contract=contract, label="Point d’étape", is_key=True)
    facts = {"contract": contract, "milestone": milestone, "side": ApprovalSide.EPCI, "at": NOW}
    refusals = at_once(*(partial(approve, user=user, **facts) for user in leads))
    assert sorted(map(bool, refusals)) == [False, True] and MilestoneApproval.objects.count() == 1
