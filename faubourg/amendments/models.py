"""What ties the versions of a plan together, and the mends of an adopted one."""

from django.db import models

from faubourg.actions.choices import ContinuityKind
from faubourg.contracts.models import Lineage, ScopedQuerySet, Version
from faubourg.journal.models import Entry


class Succession(models.Model):
    """An action of `version` that comes from one of the version before, where their lineage does not say it.

    A split action has several targets, a merged one several sources. Without `target` the source was dropped, without
    `source` the target is new: said so, not deduced.
    """

    contract_path = "version__contract"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="successions")
    source = models.ForeignKey(
        Lineage, verbose_name="vient de", null=True, blank=True, on_delete=models.CASCADE, related_name="successors"
    )
    target = models.ForeignKey(
        Lineage, verbose_name="devient", null=True, blank=True, on_delete=models.CASCADE, related_name="predecessors"
    )
    kind = models.CharField("devenir", max_length=12, choices=ContinuityKind.choices)
    renumbered = models.BooleanField("renumérotée", null=True, blank=True)
    note = models.TextField("note", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "filiation"
        verbose_name_plural = "filiations"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "source", "target"], name="succession_unique"),
            models.CheckConstraint(condition=~models.Q(source=None, target=None), name="succession_of_something"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Correction(models.Model):
    """A slip of an adopted version that was mended: the journal's entry holds what, who, when and why."""

    contract_path = "version__contract"

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="corrections")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "correction matérielle"
        verbose_name_plural = "corrections matérielles"
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return self.entry.label
