"""Registers: lists whose columns the team chooses. One row is one thing, never a person; counts feed indicators."""

from functools import cached_property

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Contract, Lineage, ListedOrganisation, ScopedQuerySet
from faubourg.contracts.models.contract import validate_key
from faubourg.core.fields import FaithfulJSONField
from faubourg.core.records import Record
from faubourg.indicators.models import Observation
from faubourg.registers.choices import GROUPING, Aggregate, ColumnType, looks_personal, part_label


class Register(Record):
    """A list of things of one kind. `states`: mappings with `key`, `label` and whether rows in that state `counts`."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="registers")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    title = models.CharField("titre", max_length=200)
    unit = models.CharField(
        "une ligne est", max_length=80, help_text="« une entreprise », « un poste » : une chose, jamais une personne."
    )
    help_text = models.TextField("aide", blank=True)
    states = FaithfulJSONField("états", default=list, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "registre"
        verbose_name_plural = "registres"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="register_key_unique")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("registers:register", args=[self.contract.key, self.key])

    @cached_property
    def column_list(self) -> list["RegisterColumn"]:
        """Its columns in order, read once."""
        return list(self.columns.order_by("position", "pk"))

    @property
    def state_labels(self) -> dict[str, str]:
        """Key of a state → its label, in order."""
        return {one["key"]: one["label"] for one in self.states}

    @property
    def counting_states(self) -> set[str]:
        """The states in which a row counts; a row without state counts."""
        return {"", *(one["key"] for one in self.states if one.get("counts", True))}


class RegisterColumn(Record):
    """A column: what it is called, what its cells hold."""

    contract_path = "register__contract"
    hangs_on = ("register",)

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="columns")
    key = models.CharField("clé", max_length=80, validators=[validate_key])
    label = models.CharField("intitulé", max_length=120)
    type = models.CharField("type", max_length=20, choices=ColumnType.choices, default=ColumnType.TEXT)
    options = models.JSONField("choix possibles", default=list, blank=True)
    required = models.BooleanField("obligatoire", default=False)
    breaks_down = models.BooleanField(
        "ventile les comptes", default=False, help_text="Les comptes se donnent aussi par valeur de cette colonne."
    )
    help_text = models.CharField("aide", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "colonne de registre"
        verbose_name_plural = "colonnes de registre"
        ordering = ["register", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="register_column_key_unique")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_personal(self) -> bool:
        """Whether its name looks like something of a person."""
        return looks_personal(self.label)

    @property
    def groups(self) -> bool:
        """Whether rows can be counted by its values."""
        return self.type in GROUPING


class RegisterRow(Record):
    """One thing. `values`: key of the column → text, number, partial date, yes or no, or key of the contract's list."""

    contract_path = "register__contract"
    hangs_on = ("register",)

    register = models.ForeignKey(Register, verbose_name="registre", on_delete=models.CASCADE, related_name="rows")
    organisation = models.ForeignKey(
        ListedOrganisation,
        verbose_name="tenue par",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="register_rows",
    )
    state = models.CharField("état", max_length=80, blank=True)
    values = FaithfulJSONField("valeurs", default=dict, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de registre"
        verbose_name_plural = "lignes de registre"
        ordering = ["register", "position", "pk"]

    def __str__(self) -> str:
        try:
            columns = self.register.column_list
        except Register.DoesNotExist:  # both were just removed: the journal names the row last
            columns = []
        said = (self.values.get(column.key) for column in columns if column.type == ColumnType.TEXT)
        return next((str(value) for value in said if value), f"Ligne {self.position + 1}")

    def get_absolute_url(self) -> str:
        return reverse("registers:row", args=[self.register.contract.key, self.register.key, self.pk])


class RegisterCount(models.Model):
    """How rows become values of an indicator: which rows, what is said of them, by which year and which columns."""

    contract_path = "register__contract"
    hangs_on = ("register",)

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="counts")
    lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur", on_delete=models.PROTECT, related_name="register_counts"
    )
    aggregate = models.CharField("compter", max_length=10, choices=Aggregate.choices, default=Aggregate.COUNT)
    column = models.CharField("colonne à additionner", max_length=80, blank=True)
    year_column = models.CharField("année prise dans", max_length=80)
    states = models.JSONField("états comptés", default=list, blank=True)
    where = models.JSONField("lignes gardées", default=dict, blank=True)
    by = models.JSONField("ventilations", default=list, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "compte d’un registre"
        verbose_name_plural = "comptes des registres"
        ordering = ["register", "pk"]

    def __str__(self) -> str:
        return f"{self.get_aggregate_display()}, {self.register}"

    @property
    def columns_used(self) -> set[str]:
        """The keys of the columns without which it cannot be computed."""
        return {key for key in (self.column, self.year_column, *self.where, *self.by) if key}


class Reported(models.Model):
    """A value of an indicator that a count gave, and what it gave: a later change by a person is the difference."""

    contract_path = "count__register__contract"
    hangs_on = ("count",)

    count = models.ForeignKey(RegisterCount, on_delete=models.CASCADE, related_name="reported")
    observation = models.OneToOneField(Observation, on_delete=models.CASCADE, related_name="from_register")
    value = models.DecimalField("valeur reportée", max_digits=20, decimal_places=6, null=True, blank=True)
    at = models.DateTimeField("reportée le")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "valeur reportée d’un registre"
        verbose_name_plural = "valeurs reportées des registres"
        ordering = ["count", "pk"]

    def __str__(self) -> str:
        return f"{self.observation}, {self.count}"

    @property
    def breakdown_label(self) -> str:
        """What the value is of."""
        return part_label(self.observation.breakdown)

    @property
    def is_changed(self) -> bool:
        """Whether somebody changed the value since the register gave it."""
        return self.observation.value != self.value
