"""A report of one contract and year: its texts, and what its communes received."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Contract, ListedTerritory, ScopedQuerySet
from faubourg.reports.choices import FROZEN, Content, Stage


class AnnualReport(models.Model):
    """One edition of the annual report. What is frozen is corrected by a new edition, with its reason.

    `revision` goes up at each change of what is printed, so that freezing knows whether it composed the last words.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="annual_reports")
    year = models.PositiveSmallIntegerField("année")
    edition = models.PositiveSmallIntegerField("édition", default=1)
    reason = models.TextField("motif de la nouvelle édition", blank=True)
    stage = models.CharField("étape", max_length=20, choices=Stage.choices, default=Stage.DRAFT)
    due = models.DateField("avis attendus jusqu’au", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    frozen_at = models.DateTimeField("figé le", null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "rapport annuel"
        verbose_name_plural = "rapports annuels"
        ordering = ["contract", "-year", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "year", "edition"], name="annual_report_edition_unique"),
            models.CheckConstraint(condition=models.Q(year__range=(2015, 2100)), name="annual_report_year_plausible"),
        ]

    def __str__(self) -> str:
        words = f"Rapport annuel {self.year}"
        return words if self.edition == 1 else f"{words}, édition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("publications:report", args=[self.contract.key, self.pk])

    @property
    def is_frozen(self) -> bool:
        """Whether nothing of it changes any more."""
        return self.stage in FROZEN

    @property
    def debate_due(self) -> date:
        """When it has to be presented: before the end of the second quarter that follows the year (CGCT L. 1111-2)."""
        return date(self.year + 1, 6, 30)

    def is_late(self, today: date) -> bool:
        """Whether that day passed before its debate."""
        return today > self.debate_due and self.stage not in (Stage.DEBATED, Stage.PUBLIC)


class ReportText(models.Model):
    """What the editor writes in one of the seven contents; figures come from records."""

    contract_path = "report__contract"
    hangs_on = ("report",)

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="texts")
    content = models.CharField("partie", max_length=20, choices=Content.choices)
    text = models.TextField("texte", blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="écrit par", null=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField("écrit le", null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "texte du rapport"
        verbose_name_plural = "textes du rapport"
        ordering = ["report", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "content"], name="report_text_unique")]

    def __str__(self) -> str:
        return self.get_content_display()


class ReportDsu(models.Model):
    """What is said of one commune: whether it received the DSU for the year, how much, and what it did with it."""

    contract_path = "report__contract"
    hangs_on = ("report",)

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="dsu")
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="commune", on_delete=models.PROTECT, related_name="dsu_lines"
    )
    received = models.BooleanField("a reçu la DSU", null=True, blank=True)
    amount = models.DecimalField("montant de la DSU (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    actions = models.TextField("actions de développement social urbain", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "DSU d’une commune"
        verbose_name_plural = "DSU des communes"
        ordering = ["report", "territory__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "territory"], name="report_dsu_unique"),
            models.CheckConstraint(
                condition=models.Q(amount=None) | models.Q(amount__gte=0), name="report_dsu_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"DSU : {self.territory}"
