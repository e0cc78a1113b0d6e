"""What people rule about values: contested figures, and from which count of persons a value is shown."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from faubourg.contracts.models import Contract, Lineage, ListedOrganisation, ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.indicators.choices import DEFAULT_THRESHOLD, ContestState
from faubourg.indicators.models.definitions import Observation


class Contest(models.Model):
    """Another figure that a partner proposes for a value, with source and method; both stay until someone rules."""

    contract_path = "contract"
    hangs_on = ("lineage",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="contests")
    lineage = models.ForeignKey(Lineage, verbose_name="indicateur", on_delete=models.PROTECT, related_name="contests")
    observation = models.ForeignKey(
        Observation, verbose_name="valeur contestée", null=True, on_delete=models.SET_NULL, related_name="contests"
    )
    period = models.CharField("période", max_length=80)
    breakdown = FaithfulJSONField("ventilation", default=dict, blank=True)
    contested = models.CharField("valeur contestée", max_length=300)
    proposed = models.CharField("valeur proposée", max_length=300)
    source = models.CharField("source", max_length=300)
    method = models.TextField("méthode", help_text="Comment ce chiffre est compté, et ce qu’il laisse de côté.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="proposée par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        ListedOrganisation,
        verbose_name="pour",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="contests",
    )
    opened_at = models.DateTimeField("le")
    state = models.CharField("état", max_length=12, choices=ContestState.choices, default=ContestState.OPEN)
    reason = models.TextField("motif", blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="tranchée par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    ruled_at = models.DateTimeField("tranchée le", null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "valeur contestée"
        verbose_name_plural = "valeurs contestées"
        ordering = ["contract", "-opened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.contested} → {self.proposed}"


class MaskingRule(models.Model):
    """From which count of persons a contract shows values to those who may not read small numbers; 0 masks nothing."""

    contract_path = "contract"

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="masking_rule")
    threshold = models.PositiveSmallIntegerField(
        "seuil",
        default=DEFAULT_THRESHOLD,
        validators=[MaxValueValidator(100)],
        help_text="Les nombres de personnes de 1 au seuil moins un sont masqués ; 0 ne masque rien.",
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "seuil des petits nombres"
        verbose_name_plural = "seuils des petits nombres"
        ordering = ["contract"]

    def __str__(self) -> str:
        return f"seuil {self.threshold}"
