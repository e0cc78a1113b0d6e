"""The mid-term evaluation: findings, recommendations, and each printed figure beside ours."""

from datetime import date

import pytest

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Published, StatusState
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.evaluation.choices import EvaluationState
from faubourg.evaluation.tests.factories import (
    EvaluationFactory,
    FindingFactory,
    QuestionFactory,
    RecommendationFactory,
)
from faubourg.followup.models import Review
from faubourg.reports.documents.midterm import build

pytestmark = pytest.mark.django_db


def test_findings_are_those_of_shared_evaluations_and_each_gap_is_said(contract):
    node = NodeFactory(contract=contract, key="p1", title="Emploi")
    ActionFactory(contract=contract, key="a1", nodes=[node])
    state = StatusState.objects.create(contract=contract, key="faite", label="Faite", counts_as_implemented=True)
    Review.objects.create(
        contract=contract, key="b1", label="Bilan", campaign="2016-2019", status=state, objective_lineage=node.lineage
    )
    for shared in (EvaluationState.SHARED, EvaluationState.DRAFT):
        evaluation = EvaluationFactory(contract=contract, state=shared)
        FindingFactory(question=QuestionFactory(evaluation=evaluation), text=f"Constat {shared}")
        RecommendationFactory(evaluation=evaluation, text=f"Conseil {shared}")
    Published.objects.create(
        contract=contract, key="p", label="Actions du plan", value=3, line=12, unit="actions",
        measure={"basis": "lignes", "of": "actions"},
    )  # fmt: skip
    printed = str(build(contract, printed_on=date(2026, 3, 2)).blocks).replace("\\xa0", " ")
    assert "Constat partagee" in printed and "Conseil partagee" in printed
    assert "brouillon" not in printed
    assert "('Actions du plan', '3 actions', '1 actions', '−2', 'écart à expliquer', '12')" in printed
