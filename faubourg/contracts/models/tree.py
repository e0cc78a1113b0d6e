"""The plan's tree: typed nodes of any depth, with the contract's own level names."""

from django.db import models
from django.urls import reverse
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeQuerySet

from faubourg.contracts.choices import LegalObjective, LevelFamily
from faubourg.contracts.models.contract import Contract, Lineage, Version, validate_key
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import Record


class Level(models.Model):
    """The name of a level, from the top down. The last ones may name actions, not nodes."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="levels")
    name = models.CharField("nom", max_length=60)
    family = models.CharField("arbre", max_length=12, choices=LevelFamily.choices, default=LevelFamily.MAIN)
    position = models.PositiveIntegerField("rang", default=0)
    is_declared = models.BooleanField("nommé par le document", default=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"
        ordering = ["contract", "family", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "family", "name"], name="level_name_unique")]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A transversal mark or a flag, editable: « hors appel à projets », « égalité femmes-hommes »…"""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="tags")
    key = models.CharField("clé", max_length=80)
    label = models.CharField("libellé", max_length=120)
    position = models.PositiveIntegerField("rang", default=0)
    is_declared = models.BooleanField("expliquée", default=True, help_text="Non : lue sur une ligne, sans libellé.")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "étiquette"
        verbose_name_plural = "étiquettes"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="tag_key_unique")]

    def __str__(self) -> str:
        return self.label


class NodeQuerySet(ScopedQuerySet, TreeQuerySet):
    """Reads of nodes: plainly, or as a tree (`with_tree_fields`)."""


class Node(Record):
    """A pillar, an axis, a finding, an orientation or an objective: whatever the contract calls its levels."""

    contract_path = "version__contract"
    hangs_on = ("lineage",)

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="nodes")
    lineage = models.ForeignKey(Lineage, on_delete=models.PROTECT, related_name="nodes", editable=False)
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    code = models.CharField("code", max_length=40, blank=True)
    level = models.ForeignKey(Level, verbose_name="niveau", on_delete=models.PROTECT, related_name="nodes")
    title = models.TextField("intitulé")
    parent = TreeNodeForeignKey(
        "self", verbose_name="sous", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    title_variants = models.JSONField("autres intitulés imprimés", default=list, blank=True)
    declared_counts = FaithfulJSONField("compteurs imprimés", default=dict, blank=True)
    sdg = FaithfulJSONField("objectifs de développement durable", default=list, blank=True)
    summary = models.TextField("résumé", blank=True)
    theme = models.CharField("thème", max_length=120, blank=True)
    number = models.PositiveIntegerField("numéro imprimé", null=True, blank=True)
    empty_reason = models.TextField("pourquoi rien dessous", blank=True)
    handled_elsewhere = models.CharField("traité ailleurs", max_length=300, blank=True)
    tags = models.ManyToManyField(Tag, verbose_name="étiquettes", blank=True, related_name="nodes")

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = "élément de l’arbre"
        verbose_name_plural = "arbre du plan"
        ordering = ["version", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="node_key_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("plan:node", args=[self.version.contract.key, self.key])


class NodeLegalObjective(models.Model):
    """One of the ten objectives of the law of 2014 to which a node is tied."""

    contract_path = "node__version__contract"
    hangs_on = ("node",)

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="legal_objectives")
    number = models.PositiveSmallIntegerField("objectif", choices=LegalObjective.choices)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "objectif légal"
        verbose_name_plural = "objectifs légaux"
        ordering = ["node", "number"]
        constraints = [models.UniqueConstraint(fields=["node", "number"], name="node_legal_objective_unique")]

    def __str__(self) -> str:
        return self.get_number_display()
