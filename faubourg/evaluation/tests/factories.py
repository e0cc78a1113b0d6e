"""Evaluations for tests."""

import factory
from factory.django import DjangoModelFactory

from faubourg.contracts.tests.factories import ContractFactory
from faubourg.evaluation.choices import EvaluationState
from faubourg.evaluation.models import (
    Criterion,
    EmblematicAction,
    Evaluation,
    Evidence,
    Finding,
    Proposal,
    Question,
    Recommendation,
    Workshop,
)


class EvaluationFactory(DjangoModelFactory):
    """A shared evaluation with a scale of two."""

    class Meta:
        model = Evaluation

    contract = factory.SubFactory(ContractFactory)
    key = factory.Sequence(lambda n: f"eval-{n}")
    title = "Évaluation de mi-parcours"
    scale = factory.LazyFunction(lambda: ["atteint", "non atteint"])
    state = EvaluationState.SHARED


class _Part(DjangoModelFactory):
    class Meta:
        abstract = True

    text = "Un texte"


class QuestionFactory(_Part):
    """A question that no decision validated."""

    class Meta:
        model = Question

    evaluation = factory.SubFactory(EvaluationFactory)
    contract = factory.SelfAttribute("evaluation.contract")
    key = factory.Sequence(lambda n: f"quest-{n}")
    text = "Les habitants accèdent-ils mieux aux soins ?"


class CriterionFactory(_Part):
    """A criterion that is not judged."""

    class Meta:
        model = Criterion

    question = factory.SubFactory(QuestionFactory)
    contract = factory.SelfAttribute("question.contract")
    key = factory.Sequence(lambda n: f"crit-{n}")


class EvidenceFactory(DjangoModelFactory):
    """An evidence known by its source only."""

    class Meta:
        model = Evidence

    criterion = factory.SubFactory(CriterionFactory)
    contract = factory.SelfAttribute("criterion.contract")
    key = factory.Sequence(lambda n: f"preuve-{n}")
    kind = "enquete"
    says = "Deux tiers des personnes le disent"
    source = "Enquête"


class FindingFactory(_Part):
    """A finding of a question."""

    class Meta:
        model = Finding

    question = factory.SubFactory(QuestionFactory)
    contract = factory.SelfAttribute("question.contract")
    key = factory.Sequence(lambda n: f"constat-{n}")


class RecommendationFactory(_Part):
    """An open recommendation."""

    class Meta:
        model = Recommendation

    evaluation = factory.SubFactory(EvaluationFactory)
    contract = factory.SelfAttribute("evaluation.contract")
    key = factory.Sequence(lambda n: f"reco-{n}")
    kind = "relance"


class WorkshopFactory(DjangoModelFactory):
    """A workshop whose attendance nobody gave."""

    class Meta:
        model = Workshop

    contract = factory.SubFactory(ContractFactory)
    key = factory.Sequence(lambda n: f"atelier-{n}")
    theme = "Santé"


class ProposalFactory(_Part):
    """A proposal without any follow-up."""

    class Meta:
        model = Proposal

    workshop = factory.SubFactory(WorkshopFactory)
    contract = factory.SelfAttribute("workshop.contract")
    key = factory.Sequence(lambda n: f"prop-{n}")


class EmblematicActionFactory(DjangoModelFactory):
    """A story with its title only."""

    class Meta:
        model = EmblematicAction

    evaluation = factory.SubFactory(EvaluationFactory)
    contract = factory.SelfAttribute("evaluation.contract")
    key = factory.Sequence(lambda n: f"recit-{n}")
    title = "Le jardin partagé"
