"""When a person last looked at their work in a contract."""

from django.conf import settings
from django.db import models

from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.scoped import ScopedQuerySet


class LastVisit(models.Model):
    """One row a person and contract. `since` is when the visit before the present one ended; None: there was none."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="last_visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="last_visits")
    seen_at = models.DateTimeField("dernière page vue le")
    since = models.DateTimeField("visite d’avant", null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "dernière visite"
        verbose_name_plural = "dernières visites"
        ordering = ["contract", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "user"], name="last_visit_unique")]

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d}"
