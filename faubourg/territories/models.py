"""Territories, once in the instance: EPCI, communes, QPV of both generations, and perimeters without code."""

from django.db import models

from faubourg.core.records import PartialDateField


class TerritoryKind(models.TextChoices):
    """The five kinds of the exchange format; what else a perimeter is goes into its nature."""

    EPCI = "EPCI", "EPCI"
    COMMUNE = "commune", "commune"
    QPV = "QPV", "quartier prioritaire (QPV)"
    NEIGHBOURHOOD = "quartier", "quartier"
    OTHER = "autre", "autre périmètre"


class Territory(models.Model):
    """A place of the instance. QPV keep the codes of their two generations (2015, 2024)."""

    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=20, choices=TerritoryKind.choices)
    code = models.CharField("code officiel", max_length=20, blank=True)
    code_previous = models.CharField("ancien code", max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="situé dans", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    merged_into = models.ForeignKey(
        "self", verbose_name="réuni à", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")), name="territory_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def canonical(self) -> "Territory":
        """The territory that stands for this one after merges."""
        found = self
        while found.merged_into_id:
            found = found.merged_into
        return found


class Perimeter(models.Model):
    """The outline of a territory during a time: a series never crosses its change silently (DESIGN rule 7)."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="perimeters")
    generation = models.CharField("génération", max_length=20, help_text="Par exemple 2015 ou 2024.")
    code = models.CharField("code", max_length=20, blank=True)
    starts = PartialDateField("depuis")
    ends = PartialDateField("jusqu’à")
    change = models.CharField("changement", max_length=200, blank=True)
    added_places = models.JSONField("lieux ajoutés", default=list, blank=True)

    class Meta:
        verbose_name = "périmètre daté"
        verbose_name_plural = "périmètres datés"
        ordering = ["territory", "generation", "pk"]
        constraints = [models.UniqueConstraint(fields=["territory", "generation"], name="perimeter_generation_unique")]

    def __str__(self) -> str:
        return f"{self.territory} ({self.generation})"
