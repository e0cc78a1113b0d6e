"""Where the territories of a PLIE lie: outlines of QPV and communes, or their centre alone."""

from django.db import models
from django.db.models import Q

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.models.reach import ContractQuerySet


class Outline(models.Model):
    """A territory on the ground, in degrees (WGS 84): its polygons, where they are given, and its centre.

    `polygons`: lists of rings of [longitude, latitude], the outer ring first; empty: the centre was typed. A QPV has
    one a generation; the outline of a commune has none (`generation` empty).
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_outlines")
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="territoire", on_delete=models.PROTECT, related_name="+"
    )
    generation = models.CharField("génération", max_length=20, blank=True)
    polygons = models.JSONField("contours", default=list, blank=True)
    latitude = models.FloatField("latitude du centre")
    longitude = models.FloatField("longitude du centre")
    determined_on = models.DateField("établi le")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "contour d’un territoire"
        verbose_name_plural = "contours de territoires"
        ordering = ["contract_id", "territory", "generation"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "generation"], name="outline_once_a_generation"),
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180)), name="outline_centre_in_degrees"
            ),
        ]

    def __str__(self) -> str:
        return f"Contour {self.pk}"
