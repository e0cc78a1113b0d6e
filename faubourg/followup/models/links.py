"""Personal links: a partner without account answers their own request, and nothing else."""

from datetime import datetime

from django.conf import settings
from django.db import models

from faubourg.contracts.models import ScopedQuerySet
from faubourg.followup.choices import LinkState
from faubourg.followup.models.requests import CampaignRequest


class PersonalLink(models.Model):
    """A link sent to an address for one request; only the hash of its token is kept."""

    contract_path = "request__campaign__contract"
    hangs_on = ("request",)

    request = models.ForeignKey(CampaignRequest, on_delete=models.CASCADE, related_name="links")
    email = models.EmailField("adresse électronique")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("envoyé le")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="envoyé par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    expires_at = models.DateTimeField("valable jusqu’au")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    last_used_at = models.DateTimeField("dernier usage", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"lien personnel, {self.request.organisation}"

    def state(self, now: datetime) -> LinkState:
        """What the link is worth at `now`."""
        if self.revoked_at:
            return LinkState.REVOKED
        return LinkState.EXPIRED if self.expires_at <= now else LinkState.GOOD
