"""Campaigns: a collection of values, every year or over several, from those who produce them."""

from datetime import date

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Contract, Lineage, ListedOrganisation, ScopedQuerySet
from faubourg.contracts.models.contract import validate_key
from faubourg.core.fields import FaithfulJSONField
from faubourg.followup.choices import CampaignKind, CampaignState


class Campaign(models.Model):
    """Years, scope and dates. Empty `nodes`: the whole plan; empty `organisations`: all that produce an indicator."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="campaigns")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    kind = models.CharField("nature", max_length=12, choices=CampaignKind.choices, default=CampaignKind.YEARLY)
    title = models.CharField("intitulé", max_length=200)
    first_year = models.PositiveSmallIntegerField("première année")
    last_year = models.PositiveSmallIntegerField("dernière année")
    nodes = models.ManyToManyField(Lineage, verbose_name="éléments du plan", blank=True, related_name="campaigns")
    organisations = models.ManyToManyField(
        ListedOrganisation, verbose_name="organismes interrogés", blank=True, related_name="campaigns"
    )
    opens_on = models.DateField("ouverture prévue", null=True, blank=True)
    deadline = models.DateField(
        "date limite", null=True, blank=True, help_text="Dernier jour pour répondre. Ensuite, la saisie est fermée."
    )
    freezes_on = models.DateField(
        "gel prévu", null=True, blank=True, help_text="Jour où les valeurs cessent de changer."
    )
    state = models.CharField(
        "état", max_length=12, choices=CampaignState.choices, default=CampaignState.PREPARED, editable=False
    )
    message = models.TextField("mot aux référent·es", blank=True)
    team = models.TextField("équipe", blank=True, help_text="Qui mène l’évaluation.")
    steps = FaithfulJSONField("étapes", default=list, blank=True)
    audience = models.TextField("à qui elle s’adresse", blank=True)
    codes_given = models.PositiveIntegerField("codes donnés", default=0, editable=False)
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("close le", null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField("figée le", null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "campagne"
        verbose_name_plural = "campagnes"
        ordering = ["contract", "-last_year", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "key"], name="campaign_key_unique"),
            models.UniqueConstraint(
                fields=["contract", "first_year"],
                condition=models.Q(kind=CampaignKind.YEARLY, state=CampaignState.OPEN),
                name="campaign_one_open_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")), name="campaign_years_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("followup:campaign", args=[self.contract.key, self.key])

    @property
    def years(self) -> list[int]:
        """The years asked for."""
        return list(range(self.first_year, self.last_year + 1))

    @property
    def period(self) -> str:
        """« 2025 », or « 2021-2024 »."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}-{self.last_year}"

    @property
    def is_open(self) -> bool:
        """Whether answers are asked."""
        return self.state == CampaignState.OPEN

    def is_past(self, today: date) -> bool:
        """Whether the last day to answer has passed."""
        return self.deadline is not None and today > self.deadline
