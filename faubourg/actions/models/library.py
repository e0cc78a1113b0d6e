"""What the people of the instance keep to write plans with: model actions, and proposals that they put aside."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from faubourg.actions.choices import ActionKind
from faubourg.contracts.models import Contract, Lineage, ScopedQuerySet


class ActionTemplateQuerySet(models.QuerySet):
    """Reads of model actions."""

    def for_user(self, user):
        """The person's own, and those shared with the instance; nothing for an unknown or closed account."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(owner=user) | Q(is_shared=True))


class ActionTemplate(models.Model):
    """A model action, kept apart from every contract: it names no organisation and no territory.

    `clauses` holds {kind, text}; `roles` {role, words} where `words` say the usual organisation; `indicators` {label,
    kind, unit}.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="gardé par", on_delete=models.CASCADE, related_name="action_templates",
        editable=False,
    )  # fmt: skip
    is_shared = models.BooleanField(
        "partagé", default=False, help_text="Toutes les personnes de l’instance le voient et peuvent s’en servir."
    )
    title = models.TextField("intitulé")
    kind = models.CharField("nature", max_length=20, choices=ActionKind.choices, default=ActionKind.ACTION)
    summary = models.TextField("résumé", blank=True)
    objectives = models.JSONField("objectifs", default=list, blank=True)
    calendar = models.TextField("calendrier", blank=True)
    clauses = models.JSONField("clauses", default=list, blank=True)
    roles = models.JSONField("rôles habituels", default=list, blank=True)
    indicators = models.JSONField("indicateurs", default=list, blank=True)
    kept_at = models.DateTimeField("gardé le", editable=False)

    objects = ActionTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle d’action"
        verbose_name_plural = "modèles d’action"
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def address_in(self, contract: Contract) -> str:
        """Where the model is read, from within a contract."""
        return reverse("arrange:template", args=[contract.key, self.pk])


class DismissedProposal(models.Model):
    """A proposal that somebody put aside: it is made no more until it is taken back.

    `lineage` is the action that it is about; `mark` tells it from the others of its kind (what it would change).
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="dismissed_proposals")
    lineage = models.ForeignKey(Lineage, on_delete=models.CASCADE, related_name="dismissed_proposals")
    kind = models.CharField("nature", max_length=40)
    mark = models.CharField("marque", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField("écartée le")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition écartée"
        verbose_name_plural = "propositions écartées"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "lineage", "kind", "mark"], name="dismissed_proposal_unique")
        ]

    def __str__(self) -> str:
        return f"{self.kind} : {self.mark}"
