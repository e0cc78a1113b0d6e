"""Bodies of the contract and their meetings."""

from django.db import models

from faubourg.contracts.models import Contract, ListedTerritory, ScopedQuerySet
from faubourg.contracts.models.contract import validate_key
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import PartialDateField, Record


class Body(Record):
    """A body where the contract is decided, prepared or lived: COPIL, working group, conseil citoyen…"""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="bodies")
    key = models.CharField("clé", max_length=120, validators=[validate_key])
    name = models.CharField("nom", max_length=300)
    level = models.CharField("niveau", max_length=80, blank=True)
    status = models.CharField("état", max_length=80, blank=True)
    role = models.JSONField("rôle", default=list, blank=True)
    chair = models.CharField("présidence", max_length=300, blank=True)
    members = models.JSONField("membres", default=list, blank=True)
    frequency = models.CharField("fréquence", max_length=200, blank=True)
    min_per_year = models.PositiveIntegerField("réunions par an, au moins", null=True, blank=True)
    max_per_year = models.PositiveIntegerField("réunions par an, au plus", null=True, blank=True)
    aliases = models.JSONField("autres noms", default=list, blank=True)
    territories = models.ManyToManyField(ListedTerritory, verbose_name="territoires", blank=True, related_name="bodies")
    colleges = FaithfulJSONField("collèges", default=list, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "instance"
        verbose_name_plural = "instances"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="body_key_unique")]

    def __str__(self) -> str:
        return self.name


class Meeting(Record):
    """A meeting of a body, or of several together."""

    contract_path = "contract"
    hangs_on = ("body",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="meetings")
    body = models.ForeignKey(
        Body, verbose_name="instance", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    bodies = models.ManyToManyField(Body, verbose_name="instances réunies", blank=True, related_name="joint_meetings")
    date = PartialDateField("date")
    title = models.CharField("objet", max_length=300, blank=True)
    participants = models.PositiveIntegerField("nombre de personnes présentes", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "réunion"
        verbose_name_plural = "réunions"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.title or str(self.body)
