"""What a contract computes: computations and their inputs, demographic weights, dated constants, cohorts.

Source: Niort 2024-2030, lines 2185 (weight rule), 2462 (target table), 2531-2540 (frequencies), 3007 (cohorts).
"""

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Contract, Lineage, ListedTerritory, ScopedQuerySet
from faubourg.contracts.models.contract import validate_key
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import PartialDateField, Record
from faubourg.indicators.computed.choices import ComputationKind, InputRole, Where
from faubourg.ui.typography import number

_DIGITS = {"max_digits": 20, "decimal_places": 6}


class DemographicWeight(Record):
    """The share of a population that lives in a territory, in percent: dated, sourced, for one public.

    Weights of the same territory, perimeter and public relay one another: the last one dated counts.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="weights")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="territoire", on_delete=models.PROTECT, related_name="weights"
    )
    within = models.ForeignKey(
        ListedTerritory, verbose_name="dans", on_delete=models.PROTECT, related_name="+", null=True, blank=True,
        help_text="Le périmètre auquel le territoire est rapporté : la commune, l’EPCI…",
    )  # fmt: skip
    public = models.CharField("public", max_length=120, blank=True, help_text="Vide : tous les habitants.")
    value = models.DecimalField("poids (%)", **_DIGITS)
    dated = PartialDateField("daté de")
    source = models.CharField("source", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "poids démographique"
        verbose_name_plural = "poids démographiques"
        ordering = ["contract", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "key"], name="weight_key_unique"),
            models.CheckConstraint(condition=models.Q(value__gte=0, value__lte=100), name="weight_is_a_share"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """« Quartiers dans Niort, 16-17 ans, 2018 : 10 % »."""
        place = f"{self.territory} dans {self.within}" if self.within else str(self.territory)
        said = ", ".join(filter(None, (place, self.public, self.dated)))
        return f"{said} : {number(self.value)} %"

    def get_absolute_url(self) -> str:
        return reverse("computed:references", args=[self.contract.key]) + f"#poids-{self.key}"


class DatedConstant(Record):
    """A number that counts for a time (ETP of a service, inhabitants…). Those of one label relay one another."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="constants")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    label = models.CharField("libellé", max_length=300)
    value = models.DecimalField("valeur", **_DIGITS)
    unit = models.CharField("unité", max_length=60, blank=True)
    start = PartialDateField("valable du")
    end = PartialDateField("valable jusqu’au")
    source = models.CharField("source", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "constante datée"
        verbose_name_plural = "constantes datées"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="constant_key_unique")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("computed:references", args=[self.contract.key]) + f"#constante-{self.key}"


class Computation(Record):
    """An indicator that is computed from others: what it is, never its result."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="computations")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    label = models.CharField("libellé", max_length=300)
    kind = models.CharField("calcul", max_length=20, choices=ComputationKind.choices)
    unit = models.CharField("unité", max_length=60, blank=True)
    decimals = models.PositiveSmallIntegerField(
        "décimales", null=True, blank=True, help_text="Arrondi du résultat ; une décimale si rien n’est dit."
    )
    per = models.DecimalField(
        "pour combien", null=True, blank=True, **_DIGITS, help_text="D’un taux : 1 000 pour « pour 1 000 habitants »."
    )
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="territoire de référence", on_delete=models.PROTECT, related_name="computations",
        null=True, blank=True, help_text="D’un écart : à quoi l’on compare.",
    )  # fmt: skip
    base = models.CharField(
        "période de départ", max_length=80, blank=True, help_text="D’une évolution ; vide : l’année d’avant."
    )
    minimum = models.DecimalField("au moins", null=True, blank=True, **_DIGITS, help_text="D’une fréquence, par an.")
    maximum = models.DecimalField("au plus", null=True, blank=True, **_DIGITS)
    season = models.CharField("saison", max_length=120, blank=True, help_text="Par exemple « hors été ».")
    due = PartialDateField("échéance", help_text="D’un jalon.")
    steps = FaithfulJSONField(
        "barème", default=list, blank=True, help_text="Paires (valeur, cible) : [[40, 8], [50, 9]]."
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "indicateur calculé"
        verbose_name_plural = "indicateurs calculés"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="computation_key_unique")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("computed:detail", args=[self.contract.key, self.key])


class ComputationInput(Record):
    """What a computation reads: an indicator, a figure of territories, a constant, a weight or another computation."""

    contract_path = "computation__contract"
    hangs_on = ("computation",)

    computation = models.ForeignKey(Computation, on_delete=models.CASCADE, related_name="inputs")
    role = models.CharField("rôle", max_length=20, choices=InputRole.choices)
    lineage = models.ForeignKey(
        Lineage,
        verbose_name="indicateur",
        on_delete=models.PROTECT,
        related_name="computed_from",
        null=True,
        blank=True,
    )
    figure = models.CharField("chiffre des territoires", max_length=300, blank=True, help_text="Son libellé exact.")
    constant = models.ForeignKey(
        DatedConstant, verbose_name="constante", on_delete=models.PROTECT, related_name="used_by", null=True, blank=True
    )
    weight = models.ForeignKey(
        DemographicWeight, verbose_name="poids", on_delete=models.PROTECT, related_name="used_by", null=True, blank=True
    )
    source = models.ForeignKey(
        Computation,
        verbose_name="autre calcul",
        on_delete=models.PROTECT,
        related_name="used_by",
        null=True,
        blank=True,
    )
    where = models.CharField("où", max_length=20, choices=Where.choices, blank=True)
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="toujours dans", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    period = models.CharField("toujours de", max_length=80, blank=True, help_text="Une période, si ce n’est la même.")
    breakdown = FaithfulJSONField("ventilation", default=dict, blank=True, help_text="sexe : F")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "entrée d’un calcul"
        verbose_name_plural = "entrées des calculs"
        ordering = ["computation", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_role_display()} de « {self.computation} »"


class Situation(Record):
    """A situation of the contract's own list, in which people of a cohort are found later."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="situations")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    label = models.CharField("libellé", max_length=200)
    positive = models.BooleanField("sortie positive", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "situation"
        verbose_name_plural = "situations"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="situation_key_unique")]

    def __str__(self) -> str:
        return self.label


class Cohort(Record):
    """People who entered together, as a number: their situations are counted later, nobody is named."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="cohorts")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    label = models.CharField("libellé", max_length=300)
    entry = models.CharField("période d’entrée", max_length=80)
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="territoire", on_delete=models.PROTECT, related_name="cohorts", null=True,
        blank=True,
    )  # fmt: skip
    sex = models.CharField("sexe", max_length=2, choices=[("F", "femmes"), ("H", "hommes")], blank=True)
    size = models.PositiveIntegerField("effectif", null=True, blank=True, help_text="Vide : non donné.")
    source = models.CharField("source", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "cohorte"
        verbose_name_plural = "cohortes"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="cohort_key_unique")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("computed:cohort", args=[self.contract.key, self.key])


class CohortCount(Record):
    """How many of a cohort are in a situation so many months after; no number: not given."""

    contract_path = "cohort__contract"
    hangs_on = ("cohort",)

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="counts")
    months = models.PositiveSmallIntegerField("mois après l’entrée")
    situation = models.ForeignKey(
        Situation, verbose_name="situation", on_delete=models.PROTECT, related_name="cohort_counts"
    )
    count = models.PositiveIntegerField("nombre", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "situation d’une cohorte"
        verbose_name_plural = "situations des cohortes"
        ordering = ["cohort", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.cohort}, {self.months} mois : {self.situation}"
