"""How the counts of a PLIE meet what is printed and what other frames follow: rules as data, and no person."""

from django.db import models
from django.db.models import Q

from faubourg.contracts.models import Contract, Lineage, ListedOrganisation
from faubourg.pathways.models.reach import ContractQuerySet
from faubourg.pathways.reporting import CountedBy, Measured, ReportSection, ReportTable


class PrintedSeries(models.Model):
    """Which table of the document says the past of a table of the yearly report, and under which words.

    `labels`: word of the printed table → ours, where they differ. `year`: of a table whose columns name no year.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_series")
    report_table = models.CharField("tableau du rapport", max_length=30, choices=ReportTable.choices)
    table = models.CharField("clé du tableau imprimé", max_length=120)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    column = models.CharField("colonne", max_length=120, blank=True, help_text="Vide : toutes.")
    labels = models.JSONField("correspondance des libellés", default=dict, blank=True)
    position = models.PositiveIntegerField("rang", default=0)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "série publiée du rapport du PLIE"
        verbose_name_plural = "séries publiées du rapport du PLIE"
        ordering = ["contract_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "report_table", "table"], name="printed_series_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.get_report_table_display()} : {self.table}"


class PublishedValue(models.Model):
    """A figure of a document that no table of the contract holds: typed from its page, beside ours, never counted."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_published")
    report_table = models.CharField("tableau du rapport", max_length=30, choices=ReportTable.choices)
    label = models.CharField("ligne", max_length=200)
    year = models.PositiveSmallIntegerField("année")
    value = models.CharField("valeur imprimée", max_length=40)
    page = models.CharField("document et page", max_length=200)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "valeur publiée du PLIE"
        verbose_name_plural = "valeurs publiées du PLIE"
        ordering = ["contract", "report_table", "year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "report_table", "label", "year"], name="published_value_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_report_table_display()}, {self.label}, {self.year}"


class ReportText(models.Model):
    """What the coordinatrice writes in a section of the report of a year; it names nobody."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_texts")
    year = models.PositiveSmallIntegerField("année")
    section = models.CharField("partie", max_length=10, choices=ReportSection.choices)
    text = models.TextField("texte")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "texte du rapport du PLIE"
        verbose_name_plural = "textes du rapport du PLIE"
        ordering = ["contract", "-year", "section"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "year", "section"], name="plie_text_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}, {self.year}"


class BridgeRule(models.Model):
    """Which count of the PLIE feeds which indicator, of this contract or of another, by which breakdowns."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_bridges")
    measured = models.CharField("ce qui est compté", max_length=20, choices=Measured.choices)
    by = models.CharField("ventilation", max_length=12, choices=CountedBy.choices, default=CountedBy.WHOLE)
    target = models.ForeignKey(
        Contract, verbose_name="contrat qui reçoit", on_delete=models.PROTECT, related_name="plie_bridges_received"
    )
    lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur nourri", on_delete=models.PROTECT, related_name="plie_bridges"
    )
    producer = models.ForeignKey(
        ListedOrganisation, verbose_name="producteur", null=True, blank=True, on_delete=models.PROTECT,
        related_name="plie_bridges",
    )  # fmt: skip
    start = models.DateField("depuis le")
    end = models.DateField("jusqu’au", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "report vers un indicateur"
        verbose_name_plural = "reports vers des indicateurs"
        ordering = ["contract_id", "pk"]
        constraints = [
            # The producer is part of what a value is; without one, a rule stands alone on its indicator.
            models.UniqueConstraint(
                fields=["lineage", "producer"], condition=Q(end=None, producer__isnull=False), name="bridge_rule_unique"
            ),
            models.UniqueConstraint(
                fields=["lineage"], condition=Q(end=None, producer__isnull=True), name="bridge_rule_without_producer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_measured_display()}, {self.get_by_display()}"


class Carried(models.Model):
    """What the bridge wrote last in a cell: another value found there was typed by somebody, and stays."""

    contract_path = "rule__contract"

    rule = models.ForeignKey(BridgeRule, on_delete=models.CASCADE, related_name="carried")
    year = models.PositiveSmallIntegerField("année")
    place = models.CharField("cellule", max_length=60)
    text = models.CharField("valeur", max_length=20)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "valeur reportée"
        verbose_name_plural = "valeurs reportées"
        ordering = ["rule_id", "year", "pk"]
        constraints = [models.UniqueConstraint(fields=["rule", "year", "place"], name="carried_once_a_cell")]

    def __str__(self) -> str:
        return f"{self.rule}, {self.year}"
