"""Actions: fiches, sub-actions, engagements, actions and expected project types are one thing with a kind."""

from django.db import models
from django.urls import reverse

from faubourg.actions.choices import ActionKind, CommitmentLevel, Wording
from faubourg.contracts.choices import LegalObjective
from faubourg.contracts.models import (
    Contract,
    Lineage,
    ListedOrganisation,
    ListedTerritory,
    Node,
    ScopedQuerySet,
    Tag,
    Version,
)
from faubourg.contracts.models.contract import validate_key
from faubourg.core.records import PartialDateField, Record


class Public(models.Model):
    """A public that actions aim at, in the document's words."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="publics")
    label = models.TextField("public")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "public"
        verbose_name_plural = "publics"
        ordering = ["contract", "label", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "label"], name="public_label_unique")]

    def __str__(self) -> str:
        return self.label


class ActionQuerySet(ScopedQuerySet):
    """Reads of actions."""

    def typed(self):
        """The actions that carry a commitment type (C, M, R, A)."""
        return self.exclude(commitment_type="")


class Action(Record):
    """A promise of the plan. One row, whatever the number of views that show it (DESIGN rule 5)."""

    contract_path = "version__contract"
    hangs_on = ("lineage",)

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="actions")
    lineage = models.ForeignKey(Lineage, on_delete=models.PROTECT, related_name="actions", editable=False)
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    code = models.CharField("code", max_length=40, blank=True)
    title = models.TextField("intitulé")
    subtitle = models.CharField("sous-titre", max_length=300, blank=True)
    kind = models.CharField("nature", max_length=20, choices=ActionKind.choices)
    parent = models.ForeignKey(
        "self", verbose_name="fait partie de", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    nodes = models.ManyToManyField(Node, verbose_name="place dans l’arbre", blank=True, related_name="actions")
    commitment_type = models.CharField("type d’engagement", max_length=3, blank=True)
    commitment_level = models.CharField(
        "portée dans le contrat", max_length=20, choices=CommitmentLevel.choices, blank=True
    )
    nature = models.CharField("mise en œuvre, réflexion ou étude", max_length=60, blank=True)
    objectives = models.JSONField("objectifs", default=list, blank=True)
    effects = models.JSONField("effets attendus", default=list, blank=True)
    publics = models.ManyToManyField(Public, verbose_name="publics", blank=True, related_name="actions")
    territories = models.ManyToManyField(
        ListedTerritory, verbose_name="territoires", blank=True, related_name="actions"
    )
    calendar = models.TextField("calendrier imprimé", blank=True)
    start = PartialDateField("début")
    end = PartialDateField("fin")
    condition = models.TextField("condition", blank=True, help_text="« sous réserve de… »")
    text = models.TextField("texte complet", blank=True)
    summary = models.TextField("résumé", blank=True)
    title_variants = models.JSONField("autres intitulés imprimés", default=list, blank=True)
    wording = models.CharField("force des mots", max_length=12, choices=Wording.choices, blank=True)
    wording_quote = models.CharField("mots du document", max_length=300, blank=True)
    scale = models.CharField("échelle d’application", max_length=120, blank=True)
    participation = models.CharField("degré de participation", max_length=120, blank=True)
    no_pilot_reason = models.TextField("pourquoi sans pilote", blank=True)
    no_indicator_reason = models.TextField("pourquoi sans indicateur", blank=True)
    also_under = models.JSONField("figure aussi dans", default=list, blank=True)
    sheet = models.ForeignKey(
        ListedOrganisation, verbose_name="page d’acteur", null=True, blank=True, on_delete=models.PROTECT,
        related_name="sheet_actions",
    )  # fmt: skip
    in_toolbox = models.BooleanField("dans la boîte à outils", null=True, blank=True)
    in_thematic_part = models.BooleanField("dans la partie thématique", null=True, blank=True)
    transversal = models.BooleanField("transversale", null=True, blank=True)
    shared_with = models.ManyToManyField(
        "self", verbose_name="partagé avec", symmetrical=False, blank=True, related_name="shared_by"
    )
    shared_elsewhere = models.JSONField(
        "aussi dans un autre contrat", default=list, blank=True,
        help_text="Ce qu’un fichier en dit : clé du contrat, barre oblique, clé de son action.",
    )  # fmt: skip
    tags = models.ManyToManyField(Tag, verbose_name="étiquettes", blank=True, related_name="actions")
    line_end = models.PositiveIntegerField("dernière ligne de la source", null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "action"
        verbose_name_plural = "actions"
        ordering = ["version", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="action_key_unique")]
        indexes = [models.Index(fields=["version", "commitment_type"], name="action_commitment_type")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("fiche:detail", args=[self.version.contract.key, self.key])


class ActionLegalObjective(models.Model):
    """One of the ten objectives of the law of 2014 to which an action is tied."""

    contract_path = "action__version__contract"
    hangs_on = ("action",)

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="legal_objectives")
    number = models.PositiveSmallIntegerField("objectif", choices=LegalObjective.choices)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "objectif légal"
        verbose_name_plural = "objectifs légaux"
        ordering = ["action", "number"]
        constraints = [models.UniqueConstraint(fields=["action", "number"], name="action_legal_objective_unique")]

    def __str__(self) -> str:
        return self.get_number_display()
