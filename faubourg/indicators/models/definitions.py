"""Indicators, their targets and values, and the figures of territories."""

from django.db import models
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.contracts.models import (
    Contract,
    Lineage,
    ListedOrganisation,
    ListedTerritory,
    Node,
    ScopedQuerySet,
    Version,
)
from faubourg.contracts.models.contract import validate_key
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import PartialDateField, Record
from faubourg.indicators.choices import (
    Adding,
    DefinitionState,
    IndicatorKind,
    IndicatorNature,
    Qualifier,
    ValueForm,
)

#: Units that say no more than the value.
COUNTING_UNITS = frozenset({"nombre", "nb", "effectif"})


class Indicator(Record):
    """What will be counted or told, on which actions or nodes, by whom, how often."""

    contract_path = "version__contract"
    hangs_on = ("lineage",)

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="indicators")
    lineage = models.ForeignKey(Lineage, on_delete=models.PROTECT, related_name="indicators", editable=False)
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    label = models.TextField("libellé")
    kind = models.CharField("nature", max_length=20, choices=IndicatorKind.choices)
    nature = models.CharField("réalisation ou résultat", max_length=20, choices=IndicatorNature.choices, blank=True)
    form = models.CharField("forme de la valeur", max_length=20, choices=ValueForm.choices, blank=True)
    steps = models.JSONField(
        "degrés de l’échelle",
        default=list,
        blank=True,
        help_text="Du plus bas au plus haut, pour une échelle.",
    )
    categories = models.JSONField(
        "catégories", default=list, blank=True, help_text="Les valeurs possibles d’une typologie."
    )
    definition_state = models.CharField("définition", max_length=20, choices=DefinitionState.choices, blank=True)
    measure_type = models.CharField("type de mesure", max_length=80, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    frequency = models.CharField("fréquence", max_length=60, blank=True)
    producers = models.ManyToManyField(
        ListedOrganisation, verbose_name="producteurs", blank=True, related_name="produced_indicators"
    )
    actions = models.ManyToManyField(Action, verbose_name="actions suivies", blank=True, related_name="indicators")
    nodes = models.ManyToManyField(Node, verbose_name="éléments suivis", blank=True, related_name="indicators")
    breakdowns = models.JSONField("ventilations demandées", default=list, blank=True)
    direction = models.CharField("sens attendu", max_length=40, blank=True)
    baseline = models.CharField("valeur de départ", max_length=120, blank=True)
    adding = models.CharField("comment les valeurs s’ajoutent", max_length=12, choices=Adding.choices, blank=True)
    counts_persons = models.BooleanField(
        "compte des personnes",
        null=True,
        blank=True,
        help_text="Ses petits nombres sont alors masqués. Non dit : déduit de l’unité et du libellé.",
    )
    requires_interpretation = models.BooleanField(
        "interprétation obligatoire", null=True, blank=True, help_text="Pour les indicateurs du socle, chaque année."
    )
    reference_producer = models.ForeignKey(
        ListedOrganisation,
        verbose_name="producteur de référence",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Celui dont la valeur vaut, quand plusieurs en donnent une.",
    )
    target = models.TextField("cible imprimée", blank=True)
    method = models.TextField("source, méthode et limites", blank=True)
    formula = models.TextField("formule", blank=True)
    evidence = models.JSONField("pièces attendues", default=list, blank=True)
    due = models.CharField("échéance", max_length=60, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "indicateur"
        verbose_name_plural = "indicateurs"
        ordering = ["version", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="indicator_key_unique")]

    def __str__(self) -> str:
        return self.label

    @property
    def spoken_unit(self) -> str:
        """What follows a value: nothing for « nombre », which only says that it is one."""
        return "" if self.unit.strip().casefold() in COUNTING_UNITS else self.unit

    def get_absolute_url(self) -> str:
        if action := self.actions.first():
            return f"{action.get_absolute_url()}#{self.key}"
        if node := self.nodes.first():
            return node.get_absolute_url()
        return reverse("records:edit", args=[self.version.contract.key, "indicateurs", self.pk])


class Target(Record):
    """A target of an indicator: a number, a range or words, for a period, a due date or under a condition."""

    contract_path = "indicator__version__contract"
    hangs_on = ("indicator",)

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    period = models.CharField("période", max_length=80, blank=True)
    due = models.CharField("échéance", max_length=80, blank=True)
    condition = models.CharField("condition", max_length=200, blank=True)
    value = models.DecimalField("valeur", max_digits=18, decimal_places=6, null=True, blank=True)
    minimum = models.DecimalField("au moins", max_digits=18, decimal_places=6, null=True, blank=True)
    maximum = models.DecimalField("au plus", max_digits=18, decimal_places=6, null=True, blank=True)
    words = models.TextField("en mots", blank=True)
    unit = models.CharField("unité", max_length=80, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "cible"
        verbose_name_plural = "cibles"
        ordering = ["indicator", "position", "pk"]

    def __str__(self) -> str:
        return self.words or str(self.value)


class Observation(Record):
    """A value of an indicator for a period and one category; it hangs on the lineage and outlives versions."""

    contract_path = "contract"
    hangs_on = ("lineage",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="observations")
    lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur", on_delete=models.PROTECT, related_name="observations"
    )
    producer = models.ForeignKey(
        ListedOrganisation,
        verbose_name="producteur",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="observations",
        help_text="Quand plusieurs organismes donnent chacun leur valeur. Vide : le producteur de l’indicateur.",
    )
    period = models.CharField("période", max_length=80)
    value = models.DecimalField("valeur", max_digits=20, decimal_places=6, null=True, blank=True)
    words = models.JSONField("valeur en mots", default=list, blank=True)
    dated = PartialDateField("daté du", help_text="La date d’un oui, d’un jalon ou d’un document remis.")
    minimum = models.DecimalField("au moins", max_digits=20, decimal_places=6, null=True, blank=True)
    maximum = models.DecimalField("au plus", max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField("numérateur", max_digits=20, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField("dénominateur", max_digits=20, decimal_places=6, null=True, blank=True)
    printed = models.CharField("imprimé", max_length=300, blank=True)
    qualifier = models.CharField("exactitude", max_length=12, choices=Qualifier.choices, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    breakdown = FaithfulJSONField("ventilation", default=dict, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "valeur"
        verbose_name_plural = "valeurs"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.printed or str(self.value)


class ValueNote(Record):
    """What is said of an indicator's values of one period: where they come from, and what they mean."""

    contract_path = "contract"
    hangs_on = ("lineage",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="value_notes")
    lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur", on_delete=models.PROTECT, related_name="value_notes"
    )
    period = models.CharField("période", max_length=80)
    source = models.CharField("source", max_length=300, blank=True)
    comment = models.TextField("commentaire", blank=True)
    interpretation = models.TextField("interprétation", blank=True, help_text="Ce que dit ce chiffre, ce qui a changé.")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "interprétation"
        verbose_name_plural = "interprétations"
        ordering = ["contract", "period", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["lineage", "period"], name="value_note_unique")]

    def __str__(self) -> str:
        return self.interpretation or self.comment or self.source


class Figure(Record):
    """A figure of a territory (population, income…), with its year, its source and its printed text."""

    contract_path = "contract"
    hangs_on = ("territory",)

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="figures")
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="territoire", on_delete=models.PROTECT, related_name="figures"
    )
    territories = models.ManyToManyField(
        ListedTerritory, verbose_name="territoires réunis", blank=True, related_name="joint_figures"
    )
    label = models.CharField("libellé", max_length=300)
    year = models.PositiveIntegerField("année", null=True, blank=True)
    period = models.CharField("période", max_length=80, blank=True)
    value = models.DecimalField("valeur", max_digits=20, decimal_places=6, null=True, blank=True)
    minimum = models.DecimalField("au moins", max_digits=20, decimal_places=6, null=True, blank=True)
    maximum = models.DecimalField("au plus", max_digits=20, decimal_places=6, null=True, blank=True)
    unit = models.CharField("unité", max_length=60, blank=True)
    printed = models.CharField("imprimé", max_length=300, blank=True)
    kind = models.CharField("nature", max_length=60, blank=True)
    source = models.CharField("source", max_length=300, blank=True)
    gap_points = models.DecimalField("écart (points)", max_digits=12, decimal_places=4, null=True, blank=True)
    gap_to = models.ForeignKey(
        ListedTerritory, verbose_name="écart à", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "chiffre de territoire"
        verbose_name_plural = "chiffres des territoires"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.label} ({self.territory})"
