"""States and kinds of an evaluation and of what it is made of, with their transitions."""

from django.db import models


class EvaluationState(models.TextChoices):
    """How far an evaluation has come: a draft is read by those who write it only."""

    DRAFT = "brouillon", "brouillon"
    SHARED = "partagee", "partagée"
    CLOSED = "close", "close"


EVALUATION_TRANSITIONS = {
    EvaluationState.DRAFT: (EvaluationState.SHARED,),
    EvaluationState.SHARED: (EvaluationState.CLOSED, EvaluationState.DRAFT),
    EvaluationState.CLOSED: (EvaluationState.SHARED,),
}


class EvidenceKind(models.TextChoices):
    """What an evidence is drawn from."""

    OBSERVATION = "indicateur", "valeurs d’un indicateur"
    REVIEW = "bilan", "bilan d’une action"
    PUBLISHED = "chiffre-publie", "chiffre publié ou tableau"
    SURVEY = "enquete", "résultat d’enquête"
    NOTES = "notes", "notes de réunion ou d’atelier"
    OTHER = "autre", "autre document"


class Strength(models.TextChoices):
    """How much weight an evidence bears."""

    STRONG = "forte", "forte"
    MEDIUM = "moyenne", "moyenne"
    WEAK = "faible", "faible"


class RecommendationKind(models.TextChoices):
    """The four types of Niort's introductory note (2015-2022, lines 5096-5100)."""

    RELAUNCH = "relance", "relance"
    CORRECTION = "mesure-corrective", "mesure corrective"
    NEED = "besoin-emergent", "besoin émergent"
    LEAD = "nouvelle-piste", "nouvelle piste"


class Priority(models.TextChoices):
    """How pressing a recommendation is."""

    HIGH = "haute", "haute"
    MEDIUM = "moyenne", "moyenne"
    LOW = "basse", "basse"


class RecommendationState(models.TextChoices):
    """What became of a recommendation."""

    OPEN = "ouverte", "ouverte"
    CARRIED = "reprise", "reprise dans une action"
    CLOSED = "close", "close"


RECOMMENDATION_TRANSITIONS = {
    RecommendationState.OPEN: (RecommendationState.CARRIED, RecommendationState.CLOSED),
    RecommendationState.CARRIED: (RecommendationState.CARRIED, RecommendationState.CLOSED, RecommendationState.OPEN),
    RecommendationState.CLOSED: (RecommendationState.OPEN,),
}


class ProposalState(models.TextChoices):
    """What was decided of a proposal; « devenue une fiche » is read from the actions to which it is tied."""

    MADE = "emise", "émise"
    PENDING = "a-arbitrer", "à arbitrer"
    DROPPED = "ecartee", "écartée"


#: The scale of judgement that a new evaluation proposes.
USUAL_SCALE = ("atteint", "atteint en partie", "non atteint", "non évaluable")
