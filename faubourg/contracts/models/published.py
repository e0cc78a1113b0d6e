"""What the document prints: figures, tables, and the reader's remarks on its contradictions."""

from django.db import models
from django.urls import reverse

from faubourg.contracts.choices import Computable, PublishedOrigin
from faubourg.contracts.models.contract import Contract, validate_key
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import Record


class Published(Record):
    """A figure that the document prints, and its `measure`: what it counts, as data."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="published")
    key = models.CharField("clé", max_length=120, validators=[validate_key])
    label = models.CharField("libellé", max_length=300)
    value = models.DecimalField("valeur", max_digits=20, decimal_places=6, null=True, blank=True)
    printed = models.CharField("imprimé", max_length=200, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    breakdown = FaithfulJSONField("ventilation", default=dict, blank=True)
    origin = models.CharField("origine", max_length=20, choices=PublishedOrigin.choices, blank=True)
    measure = FaithfulJSONField("mesure", default=dict)
    computable = models.CharField("calculable sur", max_length=20, choices=Computable.choices)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre publié"
        verbose_name_plural = "chiffres publiés"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="published_key_unique")]

    def __str__(self) -> str:
        return self.label


class PrintedTable(Record):
    """A table of the document: its columns and rows as printed (`computed`: counted on the rows, not printed)."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="tables")
    key = models.CharField("clé", max_length=120, validators=[validate_key])
    title = models.CharField("titre", max_length=300)
    columns = models.JSONField("colonnes", default=list)
    rows = FaithfulJSONField("lignes", default=list)
    computed = models.BooleanField("compté, non imprimé", null=True, blank=True)
    unit = models.CharField("unité", max_length=40, blank=True)
    year = models.PositiveIntegerField("année", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "tableau du document"
        verbose_name_plural = "tableaux du document"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="printed_table_key_unique")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actors:table", args=[self.contract.key, self.key])


class Anomaly(Record):
    """A contradiction, a misprint or a gap of the document, with its line."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="anomalies")
    text = models.TextField("remarque")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "remarque sur le document"
        verbose_name_plural = "remarques sur le document"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
