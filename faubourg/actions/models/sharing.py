"""One action in two contracts: fiche 3.2 of the PLIE is also a priority of the contrat de ville (report, line 535)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faubourg.contracts.models import Contract, Lineage, ScopedQuerySet


class SharedActionQuerySet(ScopedQuerySet):
    """Reads of actions shared between two contracts."""

    def touching(self, lineage):
        """Those of an action, whichever contract asked."""
        return self.filter(Q(lineage=lineage) | Q(other=lineage))


class SharedAction(models.Model):
    """An action of one contract is the same as an action of another: asked by one, standing once both agree.

    Each keeps its own fiche; what is shared is shown on both, never copied.
    """

    contract_path = "lineage__contract"
    hangs_on = ("lineage",)

    lineage = models.ForeignKey(Lineage, on_delete=models.CASCADE, related_name="shared_from")
    other = models.ForeignKey(Lineage, on_delete=models.CASCADE, related_name="shared_to")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="demandé par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField("demandé le")
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="accepté par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    agreed_at = models.DateTimeField("accepté le", null=True)

    objects = SharedActionQuerySet.as_manager()

    class Meta:
        verbose_name = "action dans deux contrats"
        verbose_name_plural = "actions dans deux contrats"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lineage", "other"], name="shared_action_unique"),
            models.CheckConstraint(condition=~Q(lineage=F("other")), name="shared_action_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.lineage_id} = {self.other_id}"

    @property
    def stands(self) -> bool:
        """Whether both contracts agreed."""
        return self.agreed_at is not None

    def side(self, contract: Contract) -> Lineage | None:
        """The action's lineage in `contract`; None where the link is of other contracts."""
        return next((one for one in (self.lineage, self.other) if one.contract_id == contract.pk), None)

    def beyond(self, contract: Contract) -> Lineage:
        """The lineage in the contract that is not `contract`."""
        return self.other if self.lineage.contract_id == contract.pk else self.lineage
