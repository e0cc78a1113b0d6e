"""Indicators of a shared action shown in the other contract too: entered once, read there."""

from django.db import models

from faubourg.actions.models import SharedAction
from faubourg.contracts.models import Lineage, ScopedQuerySet


class SharedIndicator(models.Model):
    """An indicator of one contract that the fiche of the other one shows; its values stay where they are entered."""

    contract_path = "lineage__contract"
    hangs_on = ("lineage",)

    link = models.ForeignKey(
        SharedAction, verbose_name="action partagée", on_delete=models.CASCADE, related_name="indicators"
    )
    lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur", on_delete=models.CASCADE, related_name="shared_indicators"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "indicateur montré dans deux contrats"
        verbose_name_plural = "indicateurs montrés dans deux contrats"
        ordering = ["link", "pk"]
        constraints = [models.UniqueConstraint(fields=["link", "lineage"], name="shared_indicator_unique")]

    def __str__(self) -> str:
        return str(self.lineage_id)
