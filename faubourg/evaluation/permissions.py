"""Who writes an evaluation, and who reads it: a draft is for those who write it, the rest for all of the contract."""

from django.db.models import Q, QuerySet

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can
from faubourg.evaluation.choices import EvaluationState
from faubourg.evaluation.models import Evaluation
from faubourg.evaluation.models.evaluation import Part


def can_evaluate(user, contract: Contract) -> bool:
    """Whether `user` writes the evaluations of `contract`."""
    return can(user, Verb.EVALUATE, contract)


def can_write(user, row: Part) -> bool:
    """Whether `user` may change the texts of `row`: not once its evaluation is closed."""
    evaluation = row.own_evaluation
    return not (evaluation is not None and evaluation.is_closed) and can_evaluate(user, row.contract)


def can_read(user, row: Part) -> bool:
    """Whether `user`, who sees the contract, may read `row`."""
    evaluation = row.own_evaluation
    return evaluation is None or not evaluation.is_draft or can_evaluate(user, row.contract)


def readable(user, contract: Contract, model: type[Part]) -> QuerySet:
    """The rows of `model` that `user`, who sees the contract, may read."""
    rows = model.objects.of(contract)
    if can_evaluate(user, contract):
        return rows
    path = model.evaluation_path
    shown = Q(**{f"{path}__state__in" if path else "state__in": [EvaluationState.SHARED, EvaluationState.CLOSED]})
    # A workshop held outside any evaluation, and its proposals, have no draft to wait for.
    return rows.filter(shown | Q(**{path: None}) if path else shown)


def hides_drafts(user, contract: Contract) -> bool:
    """Whether the contract has an evaluation that `user` may not read."""
    drafts = Evaluation.objects.of(contract).filter(state=EvaluationState.DRAFT)
    return not can_evaluate(user, contract) and drafts.exists()
