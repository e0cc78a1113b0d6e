"""The address by which a person's own agenda reads the deadlines of a contract."""

from django.conf import settings
from django.db import models

from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.scoped import ScopedQuerySet


class CalendarFeed(models.Model):
    """One address a person and contract. Only the hash of its token is kept: the address is shown once."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="calendar_feeds")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("ouvert le")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "abonnement au calendrier"
        verbose_name_plural = "abonnements au calendrier"
        ordering = ["contract", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "user"], name="calendar_feed_unique")]

    def __str__(self) -> str:
        return "Adresse personnelle du calendrier"
