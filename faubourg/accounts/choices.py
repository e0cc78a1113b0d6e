"""States of an invitation."""

from django.db import models


class InvitationState(models.TextChoices):
    """Where an invitation stands."""

    WAITING = "en-attente", "en attente"
    ACCEPTED = "acceptee", "acceptée"
    EXPIRED = "expiree", "expirée"
    REVOKED = "retiree", "retirée"
