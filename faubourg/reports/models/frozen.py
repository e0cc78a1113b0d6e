"""What a frozen report keeps: its figures as data, its files as they were."""

from uuid import uuid4

from django.db import models

from faubourg.contracts.models import ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.reports.choices import Content
from faubourg.reports.models.annual import AnnualReport


def frozen_path(kept: "ReportFile", filename: str) -> str:
    """Where a kept file lies: a name drawn at random."""
    name = uuid4().hex
    return f"rapports/{name[:2]}/{name}"


class FrozenFigure(models.Model):
    """A figure as it was printed: its value, its date, its source, and what was asked (a query and its parameters)."""

    contract_path = "report__contract"
    hangs_on = ("report",)

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="figures")
    position = models.PositiveIntegerField("rang", default=0)
    content = models.CharField("partie", max_length=20, choices=Content.choices)
    label = models.TextField("libellé")
    words = models.TextField("imprimé", blank=True)
    value = models.DecimalField("valeur", max_digits=24, decimal_places=6, null=True, blank=True)
    dated = models.CharField("daté", max_length=120, blank=True)
    source = models.TextField("source", blank=True)
    query = models.CharField("requête", max_length=40)
    parameters = FaithfulJSONField("paramètres", default=dict)
    subject = models.CharField("ce dont il parle", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre figé"
        verbose_name_plural = "chiffres figés"
        ordering = ["report", "position", "pk"]

    def __str__(self) -> str:
        return self.label


class ReportFile(models.Model):
    """A file of a frozen report (PDF, Word, workbook, data), kept with its hash."""

    contract_path = "report__contract"
    hangs_on = ("report",)

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="files")
    ending = models.CharField("format", max_length=8)
    file = models.FileField("fichier", upload_to=frozen_path, editable=False)
    sha256 = models.CharField("empreinte", max_length=64, editable=False)
    size = models.PositiveIntegerField("taille en octets", editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier du rapport"
        verbose_name_plural = "fichiers du rapport"
        ordering = ["report", "ending"]
        constraints = [models.UniqueConstraint(fields=["report", "ending"], name="report_file_unique")]

    def __str__(self) -> str:
        return f"{self.report} ({self.ending})"
