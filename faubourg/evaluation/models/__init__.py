"""The models of the app."""

from faubourg.evaluation.models.chain import Criterion, Evidence, Finding, Question
from faubourg.evaluation.models.evaluation import Evaluation, EvaluationStep
from faubourg.evaluation.models.recommendations import Recommendation
from faubourg.evaluation.models.workshops import EmblematicAction, Proposal, Workshop

__all__ = [
    "Criterion",
    "EmblematicAction",
    "Evaluation",
    "EvaluationStep",
    "Evidence",
    "Finding",
    "Proposal",
    "Question",
    "Recommendation",
    "Workshop",
]
