"""Means really put into an action, year after year: they hang on its lineage and stay open when the plan is adopted.

Source: issue 4, item 5; the law of 2014, article 6, 3° (human and financial means, droit commun and specific apart).
"""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from faubourg.actions.choices import MeansKind, MeansNature, MeansState
from faubourg.contracts.models import Lineage, ListedOrganisation, ScopedQuerySet
from faubourg.core.records import Record
from faubourg.threads.models import Attachment

#: How the two natures that add up are counted; premises and means in kind say their own unit.
UNITS = {MeansNature.EUROS: "€", MeansNature.STAFF: "ETP"}


class RealMeans(Record):
    """What an organisation put into an action in a year. `quantity` None: not given, which is never 0.

    A means shared by several actions is one row: it counts once, whatever the number of fiches that show it.
    """

    contract_path = "lineage__contract"
    hangs_on = ("lineage",)

    lineage = models.ForeignKey(Lineage, verbose_name="action", on_delete=models.CASCADE, related_name="real_means")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="apporté par", on_delete=models.PROTECT, related_name="real_means"
    )
    year = models.PositiveSmallIntegerField("année")
    kind = models.CharField("origine", max_length=20, choices=MeansKind.choices)
    nature = models.CharField("nature", max_length=10, choices=MeansNature.choices)
    quantity = models.DecimalField(
        "quantité", max_digits=18, decimal_places=6, null=True, blank=True, validators=[MinValueValidator(0)],
        help_text="Vide : non donné. Écrire 0 quand rien n’a été apporté.",
    )  # fmt: skip
    unit = models.CharField("unité", max_length=60, blank=True, help_text="Pour des locaux ou de l’apport en nature.")
    text = models.TextField("ce qui est apporté", blank=True)
    shared_with = models.ManyToManyField(
        Lineage, verbose_name="partagé avec", blank=True, related_name="shared_real_means"
    )
    state = models.CharField("état", max_length=10, choices=MeansState.choices, default=MeansState.DECLARED)
    reason = models.TextField("motif du refus", blank=True)
    proof = models.CharField("pièce qui justifie", max_length=300, blank=True, help_text="Mandat, convention, état…")
    attachment = models.ForeignKey(
        Attachment, verbose_name="pièce jointe", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    declared_at = models.DateTimeField("déclaré le", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="décidé par", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("décidé le", null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "moyen réel"
        verbose_name_plural = "moyens réels"
        ordering = ["lineage__contract", "position", "pk"]
        indexes = [models.Index(fields=["organisation", "year"], name="real_means_giver_year")]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_kind_display()} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("means:means", args=[self.lineage.contract.key, self.pk])

    @property
    def counted_in(self) -> str:
        """The unit in which it is counted: « € », « ETP », or its own."""
        return UNITS.get(self.nature) or self.unit
