"""Kinds and states of campaigns and of their lines, with the transitions that are allowed."""

from django.db import models


class CampaignKind(models.TextChoices):
    """What a campaign is for."""

    YEARLY = "suivi", "suivi annuel"
    EVALUATION = "evaluation", "évaluation sur plusieurs années"


class CampaignState(models.TextChoices):
    """How far a campaign has come."""

    PREPARED = "preparation", "en préparation"
    OPEN = "ouverte", "ouverte"
    CLOSED = "close", "close"
    FROZEN = "figee", "figée"


#: From each state of a campaign, those that may follow.
CAMPAIGN_TRANSITIONS = {
    CampaignState.PREPARED: (CampaignState.OPEN,),
    CampaignState.OPEN: (CampaignState.CLOSED, CampaignState.FROZEN),
    CampaignState.CLOSED: (CampaignState.OPEN, CampaignState.FROZEN),
    CampaignState.FROZEN: (CampaignState.OPEN,),
}


class LineState(models.TextChoices):
    """How far the answer to a line has come; the state of a request follows from its lines."""

    TO_FILL = "a-saisir", "à saisir"
    SUBMITTED = "transmis", "transmis"
    TO_CORRECT = "a-corriger", "à corriger"
    VALIDATED = "valide", "validé"
    UNAVAILABLE = "indisponible", "indisponible"


LINE_TRANSITIONS = {
    LineState.TO_FILL: (LineState.SUBMITTED, LineState.UNAVAILABLE),
    LineState.SUBMITTED: (LineState.TO_FILL, LineState.TO_CORRECT, LineState.VALIDATED),
    LineState.TO_CORRECT: (LineState.SUBMITTED, LineState.UNAVAILABLE),
    LineState.VALIDATED: (LineState.TO_CORRECT,),
    LineState.UNAVAILABLE: (LineState.TO_FILL, LineState.TO_CORRECT),
}
#: What the producer still owes; the others are answered.
OWED = (LineState.TO_FILL, LineState.TO_CORRECT)


class Renewal(models.TextChoices):
    """What the producer says of the indicator beside last year."""

    RENEWED = "reconduit", "reconduit"
    CHANGED = "modifie", "modifié"
    STOPPED = "arrete", "arrêté"


class LinkState(models.TextChoices):
    """What has become of a personal link."""

    GOOD = "valable", "valable"
    EXPIRED = "expire", "expiré"
    REVOKED = "retire", "retiré"


class ReviewState(models.TextChoices):
    """How far a review written in Faubourg has come; those of a document have none."""

    DRAFT = "brouillon", "brouillon"
    SUBMITTED = "transmis", "transmis"
    TO_CORRECT = "a-corriger", "à corriger"
    VALIDATED = "valide", "validé"


REVIEW_TRANSITIONS = {
    ReviewState.DRAFT: (ReviewState.DRAFT, ReviewState.SUBMITTED),
    ReviewState.SUBMITTED: (ReviewState.TO_CORRECT, ReviewState.VALIDATED, ReviewState.SUBMITTED),
    ReviewState.TO_CORRECT: (ReviewState.TO_CORRECT, ReviewState.SUBMITTED),
    ReviewState.VALIDATED: (ReviewState.TO_CORRECT,),
}


class Compliance(models.TextChoices):
    """What became of a general commitment in a year."""

    KEPT = "tenu", "tenu"
    PARTLY = "partiel", "tenu en partie"
    NOT_KEPT = "non-tenu", "non tenu"
