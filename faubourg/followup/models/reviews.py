"""Reviews of actions as the document's evaluation gives them, and what became of each action since.

Both hang on lineages, so that they follow the action and the element into the next version of the plan.
"""

from django.conf import settings
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
from faubourg.core.records import PartialDateField, Record
from faubourg.followup.choices import ReviewState
from faubourg.followup.models.campaigns import Campaign
from faubourg.governance.models import Body


class Review(Record):
    """The judgement of a campaign on one action, on the contract's scale. `counts_as` 0: merged with the row above.

    A review of a document has no `state`. One written in Faubourg belongs to a `round`, and counts once validated.
    """

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
    round = models.ForeignKey(
        Campaign, verbose_name="campagne de suivi", null=True, blank=True, on_delete=models.PROTECT,
        related_name="reviews",
    )  # fmt: skip
    achievements = models.TextField("réalisations", blank=True, help_text="Ce qui a été fait, avec ses chiffres.")
    outlook = models.TextField("perspectives", blank=True, help_text="Ce qui vient ensuite.")
    shortfall = models.TextField(
        "motif de non-réalisation", blank=True, help_text="Pourquoi l’action n’est pas, ou pas toute, réalisée."
    )
    unblocking = models.TextField("condition de déblocage", blank=True)
    body = models.ForeignKey(
        Body, verbose_name="instance qui arbitre", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stated_on = PartialDateField("constaté le")
    state = models.CharField("étape du bilan", max_length=12, choices=ReviewState.choices, blank=True)
    correction = models.TextField("correction demandée", blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="écrit par", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip
    written_at = models.DateTimeField("écrit le", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="décidé par", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("décidé le", null=True, blank=True, editable=False)
    source_number = models.PositiveIntegerField("numéro de la fiche d’alors", null=True, blank=True)
    source_title = models.TextField("titre de la fiche d’alors", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "bilan"
        verbose_name_plural = "bilans"
        ordering = ["contract", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "key"], name="review_key_unique"),
            models.UniqueConstraint(
                fields=["round", "lineage"],
                condition=models.Q(round__isnull=False),
                name="review_one_an_action_and_round",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class HeldCount(Record):
    """A count of reviewed actions that was published without its rows: shown apart, never spread over actions."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="held_counts")
    campaign = models.CharField("campagne", max_length=80)
    objective_lineage = models.ForeignKey(
        Lineage, verbose_name="objectif", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="held_counts",
    )  # fmt: skip
    label = models.CharField("intitulé", max_length=200, blank=True, help_text="Ce qui est compté, sans objectif.")
    status = models.ForeignKey(StatusState, verbose_name="état", on_delete=models.PROTECT, related_name="held_counts")
    count = models.PositiveIntegerField("nombre d’actions")
    source = models.CharField("source", max_length=300, blank=True, help_text="Document et page.")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "compte publié sans lignes"
        verbose_name_plural = "comptes publiés sans lignes"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.count} {self.status}"


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
