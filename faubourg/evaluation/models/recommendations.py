"""What the evaluation recommends, to whom, for when, and what became of it."""

from datetime import date

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Lineage, ListedOrganisation
from faubourg.core.records import PartialDateField
from faubourg.evaluation.choices import Priority, RecommendationKind, RecommendationState
from faubourg.evaluation.models.chain import Finding
from faubourg.evaluation.models.evaluation import Evaluation, Part
from faubourg.followup.models import Review


class Recommendation(Part):
    """A typed recommendation: open until it is carried into an action or closed with a reason."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name="évaluation", on_delete=models.PROTECT, related_name="recommendations"
    )
    text = models.TextField("recommandation")
    kind = models.CharField("type", max_length=20, choices=RecommendationKind.choices)
    findings = models.ManyToManyField(
        Finding, verbose_name="tirée des constats", blank=True, related_name="recommendations"
    )
    reviews = models.ManyToManyField(
        Review, verbose_name="tirée des bilans", blank=True, related_name="recommendations"
    )
    addressee = models.ForeignKey(
        ListedOrganisation, verbose_name="destinataire", null=True, blank=True, on_delete=models.PROTECT,
        related_name="recommendations",
    )  # fmt: skip
    priority = models.CharField("priorité", max_length=10, choices=Priority.choices, blank=True)
    due = PartialDateField("échéance")
    state = models.CharField(
        "état", max_length=12, choices=RecommendationState.choices, default=RecommendationState.OPEN
    )
    closing_reason = models.TextField("motif de clôture", blank=True)
    actions = models.ManyToManyField(
        Lineage, verbose_name="reprise dans les actions", blank=True, related_name="recommendations"
    )

    class Meta(Part.Meta):
        verbose_name = "recommandation"
        verbose_name_plural = "recommandations"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="recommendation_key_unique")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("evaluation:recommendation", args=[self.contract.key, self.key])

    def is_late(self, today: date) -> bool:
        """Whether it is still open once its due year, month or day is over."""
        return (
            self.state == RecommendationState.OPEN and bool(self.due) and self.due < today.isoformat()[: len(self.due)]
        )
