"""What frames actions: clauses of the cahier des charges, cross-references, national measures."""

from django.db import models

from faubourg.actions.models.action import Action
from faubourg.contracts.models import Contract, Node, ScopedQuerySet, Version
from faubourg.contracts.models.contract import validate_key
from faubourg.core.records import Record


class Clause(Record):
    """A line of the cahier des charges of an objective (Alès has seven kinds)."""

    contract_path = "node__version__contract"
    hangs_on = ("node",)

    node = models.ForeignKey(Node, verbose_name="objectif", on_delete=models.CASCADE, related_name="clauses")
    kind = models.CharField("nature", max_length=80)
    text = models.TextField("texte")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "clause"
        verbose_name_plural = "cahier des charges"
        ordering = ["node__version", "position", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class NationalMeasure(Record):
    """A national measure that the contract takes up, plainly or adapted."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="national_measures")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    code = models.CharField("code", max_length=40, blank=True)
    title = models.TextField("intitulé")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "mesure nationale"
        verbose_name_plural = "mesures nationales"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="national_measure_key_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip()


class CrossReference(Record):
    """A reference from one place of the plan to another, or to something kept elsewhere (`target_key`)."""

    contract_path = "version__contract"
    hangs_on = ("from_action", "from_node")

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="cross_references")
    from_action = models.ForeignKey(
        Action, verbose_name="depuis l’action", null=True, blank=True, on_delete=models.CASCADE,
        related_name="references_out",
    )  # fmt: skip
    from_node = models.ForeignKey(
        Node, verbose_name="depuis l’élément", null=True, blank=True, on_delete=models.CASCADE,
        related_name="references_out",
    )  # fmt: skip
    to_action = models.ForeignKey(
        Action, verbose_name="vers l’action", null=True, blank=True, on_delete=models.CASCADE,
        related_name="references_in",
    )  # fmt: skip
    to_node = models.ForeignKey(
        Node, verbose_name="vers l’élément", null=True, blank=True, on_delete=models.CASCADE,
        related_name="references_in",
    )  # fmt: skip
    to_measure = models.ForeignKey(
        NationalMeasure, verbose_name="vers la mesure nationale", null=True, blank=True, on_delete=models.CASCADE,
        related_name="references_in",
    )  # fmt: skip
    source_key = models.CharField("depuis (hors du plan)", max_length=120, blank=True)
    target_key = models.CharField("vers (hors du plan)", max_length=120, blank=True)
    kind = models.CharField("nature", max_length=120, blank=True)
    printed = models.CharField("imprimé", max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "renvoi"
        verbose_name_plural = "renvois"
        ordering = ["version", "position", "pk"]

    def __str__(self) -> str:
        return self.printed or self.kind

    @property
    def source(self):
        """The action or node that refers, or the key of something kept elsewhere."""
        return self.from_action or self.from_node or self.source_key

    @property
    def target(self):
        """The action, node or national measure referred to, or the key of something kept elsewhere."""
        return self.to_action or self.to_node or self.to_measure or self.target_key
