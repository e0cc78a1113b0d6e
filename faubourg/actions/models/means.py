"""Means: droit commun apart from crédits spécifiques, in money or in kind; not given is never 0 €."""

from django.db import models

from faubourg.actions.choices import MeansKind
from faubourg.actions.models.action import Action
from faubourg.actions.models.schemes import ListedScheme
from faubourg.contracts.models import ListedOrganisation, ScopedQuerySet
from faubourg.core.records import Record


class Means(Record):
    """What an organisation puts into an action. An amount shared by several actions counts once (DESIGN rule 2)."""

    contract_path = "action__version__contract"
    hangs_on = ("action",)

    action = models.ForeignKey(Action, verbose_name="action", on_delete=models.CASCADE, related_name="means")
    kind = models.CharField("origine", max_length=20, choices=MeansKind.choices)
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="apporté par", null=True, blank=True, on_delete=models.PROTECT,
        related_name="means",
    )  # fmt: skip
    text = models.TextField("texte", blank=True)
    nature = models.CharField("nature", max_length=60, blank=True)
    quantity = models.DecimalField("quantité", max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    amount = models.DecimalField("montant (€)", max_digits=18, decimal_places=2, null=True, blank=True)
    amount_period = models.CharField("période du montant", max_length=60, blank=True)
    share_pct = models.DecimalField("part (%)", max_digits=9, decimal_places=4, null=True, blank=True)
    frame = models.CharField("cadre", max_length=120, blank=True)
    condition = models.CharField("condition", max_length=300, blank=True)
    funders = models.ManyToManyField(
        ListedOrganisation, verbose_name="financeurs", blank=True, related_name="funded_means"
    )
    shared_with = models.ManyToManyField(Action, verbose_name="partagé avec", blank=True, related_name="shared_means")
    scheme = models.ForeignKey(
        ListedScheme, verbose_name="dispositif", null=True, blank=True, on_delete=models.PROTECT, related_name="means"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "moyen"
        verbose_name_plural = "moyens"
        ordering = ["action__version", "position", "pk"]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()
