"""What becomes of evaluations, recommendations and proposals; who may, and what is refused."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.evaluation import operations
from faubourg.evaluation.choices import EvaluationState, RecommendationState
from faubourg.evaluation.models import Question, Recommendation, Workshop
from faubourg.evaluation.permissions import can_write, readable
from faubourg.evaluation.queries import attendance, unmatched, workshops_among
from faubourg.evaluation.tests.factories import (
    EvaluationFactory,
    ProposalFactory,
    QuestionFactory,
    RecommendationFactory,
    WorkshopFactory,
)
from faubourg.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def evaluation(contract):
    return EvaluationFactory(contract=contract)


def _facts(user) -> dict:
    return {"by": user, "at": timezone.now()}


def test_a_recommendation_is_carried_by_several_actions_then_closed_and_opened_again(evaluation, lead, contract):
    row = RecommendationFactory(evaluation=evaluation)
    first, second = ActionFactory(contract=contract), ActionFactory(contract=contract)
    for action in (first, second):
        operations.carry(recommendation=row, lineage=action.lineage, **_facts(lead))
    row.refresh_from_db()
    assert row.state == RecommendationState.CARRIED
    assert row.actions.count() == 2
    with pytest.raises(ValidationError, match="déjà rattachée"):
        operations.carry(recommendation=row, lineage=first.lineage, **_facts(lead))
    with pytest.raises(ValidationError, match="pourquoi"):
        operations.close_recommendation(recommendation=row, reason="  ", **_facts(lead))
    operations.close_recommendation(recommendation=row, reason="Sans objet", **_facts(lead))
    with pytest.raises(ValidationError, match="déjà close"):
        operations.close_recommendation(recommendation=row, reason="Encore", **_facts(lead))
    with pytest.raises(ValidationError, match="entre-temps"):
        operations.carry(recommendation=row, lineage=first.lineage, **_facts(lead))
    operations.reopen_recommendation(recommendation=row, **_facts(lead))
    row.refresh_from_db()
    assert (row.state, row.closing_reason, row.actions.count()) == (RecommendationState.OPEN, "", 0)
    assert Entry.objects.about(row).count() == 4


def test_an_action_of_another_contract_is_refused(evaluation, lead):
    with pytest.raises(ValidationError, match="pas de ce contrat"):
        operations.carry(
            recommendation=RecommendationFactory(evaluation=evaluation), lineage=ActionFactory().lineage, **_facts(lead)
        )


@pytest.mark.parametrize(
    ("due", "late"), [("2026", False), ("2025", True), ("2026-10", True), ("2026-11-20", False), ("", False)]
)
def test_late_once_the_due_year_month_or_day_is_over(due, late):
    row = Recommendation(due=due, state=RecommendationState.OPEN)
    assert row.is_late(timezone.datetime(2026, 11, 20).date()) is late
    row.state = RecommendationState.CLOSED
    assert not row.is_late(timezone.datetime(2026, 11, 20).date())


def test_several_proposals_to_one_action_and_one_to_several(contract, lead):
    workshop = WorkshopFactory(contract=contract, participations=20, distinct=None)
    WorkshopFactory(contract=contract)
    one, two, three = (ProposalFactory(workshop=workshop) for _ in range(3))
    first, second = ActionFactory(contract=contract), ActionFactory(contract=contract)
    for proposal, action in ((one, first), (two, first), (two, second)):
        operations.tie_proposal(proposal=proposal, lineage=action.lineage, **_facts(lead))
    assert first.lineage.proposals.count() == 2
    assert two.actions.count() == 2
    rows = list(workshops_among(Workshop.objects.of(contract)))
    assert unmatched(rows) == [three]
    assert (attendance(rows).participations, attendance(rows).unknown) == (20, 1)
    operations.untie_proposal(proposal=two, lineage=first.lineage, **_facts(lead))
    assert list(first.lineage.proposals.all()) == [one]


def test_a_draft_is_for_those_who_write_it_and_a_closed_one_keeps_its_texts(evaluation, lead, elected, contract):
    question = QuestionFactory(evaluation=evaluation)
    outside = WorkshopFactory(contract=contract)
    evaluator = MembershipFactory(contract=contract, role=Role.EVALUATOR).user
    operations.move_evaluation(evaluation=evaluation, state=EvaluationState.DRAFT, **_facts(evaluator))
    assert list(readable(elected, contract, Question)) == []
    assert list(readable(evaluator, contract, Question)) == [question]
    assert list(readable(elected, contract, Workshop)) == [outside]
    with pytest.raises(ValidationError, match="entre-temps"):
        operations.move_evaluation(evaluation=evaluation, state=EvaluationState.CLOSED, **_facts(lead))
    for state in (EvaluationState.SHARED, EvaluationState.CLOSED):
        operations.move_evaluation(evaluation=evaluation, state=state, **_facts(lead))
    question = Question.objects.get(pk=question.pk)
    assert list(readable(elected, contract, Question)) == [question]
    assert not can_write(lead, question)
    with pytest.raises(PermissionDenied, match="évaluation se tient"):
        operations.move_evaluation(evaluation=evaluation, state=EvaluationState.SHARED, **_facts(elected))
