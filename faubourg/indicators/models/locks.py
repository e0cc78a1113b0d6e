"""Entries that are shut, and why."""

from django.db import models

from faubourg.contracts.models import Contract, Lineage, ListedOrganisation, ScopedQuerySet


class EntryLock(models.Model):
    """Why the values of an indicator for a period cannot be typed any more; the app of `origin` opens and closes it.

    `since`: it shuts from that day on. `producer`: only its values. `spares_lead`: who runs the campaigns still types.
    """

    contract_path = "contract"
    hangs_on = ("lineage",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="entry_locks")
    lineage = models.ForeignKey(Lineage, verbose_name="indicateur", on_delete=models.CASCADE, related_name="locks")
    period = models.CharField("période", max_length=80)
    producer = models.ForeignKey(
        ListedOrganisation, verbose_name="producteur", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    since = models.DateField("à partir du")
    spares_lead = models.BooleanField("sauf la ou le chef·fe de projet", default=False)
    sentence = models.CharField("pourquoi", max_length=300)
    origin = models.CharField("posé par", max_length=80, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "saisie fermée"
        verbose_name_plural = "saisies fermées"
        ordering = ["contract", "period", "pk"]
        indexes = [
            models.Index(fields=["origin"], name="entry_lock_origin"),
            models.Index(fields=["contract", "period"], name="entry_lock_period"),
        ]

    def __str__(self) -> str:
        return self.sentence
