"""Reviews of actions as the document's evaluation gives them, and what became of each action since.

Both hang on lineages, so that they follow the action and the element into the next version of the plan.
"""

from django.db import models

from faubourg.actions.choices import ContinuityKind
from faubourg.contracts.models import (
    Contract,
    Lineage,
    ListedOrganisation,
    ScopedQuerySet,
    StatusState,
)
from faubourg.contracts.models.contract import validate_key
from faubourg.core.records import Record


class Review(Record):
    """The judgement of a campaign on one action, on the contract's scale. `counts_as` 0: merged with the row above."""

    contract_path = "contract"
    hangs_on = ("lineage", "node_lineage")

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="reviews")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    campaign = models.CharField("campagne", max_length=80, blank=True)
    code = models.CharField("code", max_length=40, blank=True)
    label = models.TextField("libellé")
    lineage = models.ForeignKey(
        Lineage, verbose_name="action", null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    action_confidence = models.CharField("confiance dans le rapprochement", max_length=200, blank=True)
    node_lineage = models.ForeignKey(
        Lineage, verbose_name="élément de l’arbre", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="node_reviews",
    )  # fmt: skip
    objective_lineage = models.ForeignKey(
        Lineage, verbose_name="objectif", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="objective_reviews",
    )  # fmt: skip
    pilots = models.ManyToManyField(ListedOrganisation, verbose_name="pilotes", blank=True, related_name="reviews")
    status = models.ForeignKey(
        StatusState, verbose_name="état", null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    counts_as = models.PositiveSmallIntegerField("compte pour", null=True, blank=True)
    comment = models.TextField("commentaire", blank=True)
    source_number = models.PositiveIntegerField("numéro de la fiche d’alors", null=True, blank=True)
    source_title = models.TextField("titre de la fiche d’alors", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "bilan"
        verbose_name_plural = "bilans"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="review_key_unique")]

    def __str__(self) -> str:
        return self.label


class Continuity(Record):
    """What became of a reviewed action in the next plan: continued, split, merged, dropped; or a new one."""

    contract_path = "contract"
    hangs_on = ("lineage",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="continuities")
    review = models.ForeignKey(
        Review, verbose_name="depuis le bilan", null=True, blank=True, on_delete=models.CASCADE,
        related_name="continuities",
    )  # fmt: skip
    lineage = models.ForeignKey(
        Lineage, verbose_name="vers l’action", null=True, blank=True, on_delete=models.CASCADE,
        related_name="continuities",
    )  # fmt: skip
    kind = models.CharField("devenir", max_length=12, choices=ContinuityKind.choices)
    renumbered = models.BooleanField("renumérotée", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "continuité"
        verbose_name_plural = "continuités"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
