"""The « socle »: the general commitments that every signatory takes, and what became of them each year."""

from django.conf import settings
from django.db import models

from faubourg.contracts.models import Contract, Lineage, ListedOrganisation, ScopedQuerySet
from faubourg.followup.choices import Compliance


class CoreCommitment(models.Model):
    """An action of the plan that every signatory has taken upon itself."""

    contract_path = "contract"
    hangs_on = ("lineage",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="core_commitments")
    lineage = models.OneToOneField(
        Lineage, verbose_name="engagement", on_delete=models.CASCADE, related_name="core_commitment"
    )
    position = models.PositiveIntegerField("rang", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "engagement général"
        verbose_name_plural = "engagements généraux"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        action = self.lineage.actions.order_by("-version__number").first()
        return f"engagement général {action.code or action.key}" if action else "engagement général"


class CommitmentYear(models.Model):
    """What a signatory says of one general commitment for one year; no row: nothing was said."""

    contract_path = "commitment__contract"
    hangs_on = ("commitment",)

    commitment = models.ForeignKey(CoreCommitment, on_delete=models.CASCADE, related_name="years")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="signataire", on_delete=models.PROTECT, related_name="commitment_years"
    )
    year = models.PositiveSmallIntegerField("année")
    outcome = models.CharField("engagement", max_length=10, choices=Compliance.choices)
    proof = models.TextField("preuve", blank=True, help_text="Le document, le chiffre ou le fait qui le montre.")
    interpretation = models.TextField("interprétation", help_text="Ce que cela dit, ce qui a changé, ce qui a manqué.")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="écrit par", null=True, on_delete=models.SET_NULL, related_name="+",
        editable=False,
    )  # fmt: skip
    written_at = models.DateTimeField("écrit le", editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "engagement général d’une année"
        verbose_name_plural = "engagements généraux par année"
        ordering = ["commitment", "-year", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "organisation", "year"], name="commitment_year_unique")
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year} : {self.get_outcome_display()}"
