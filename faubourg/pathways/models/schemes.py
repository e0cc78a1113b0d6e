"""Any other dispositif with stages: auto-école, AEE79, ADIE, location (PLIE 2022, lines 428 to 441, 962 to 1024)."""

from django.db import models
from django.db.models import F
from django.urls import reverse

from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.pathways.models.beneficiary import Beneficiary, Circumstances, ordered
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.reach import FACTS, ContractQuerySet, FileRow


class Programme(models.Model):
    """A dispositif through which people pass stage by stage; the first stage is the orientation towards it."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_programmes")
    name = models.CharField("dispositif", max_length=200)
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="porteur", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "dispositif à étapes"
        verbose_name_plural = "dispositifs à étapes"
        ordering = ["contract_id", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "name"], name="programme_name_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plie:scheme", args=[self.contract.key, self.pk])


class Stage(models.Model):
    """One stage of a dispositif, by rank."""

    contract_path = "programme__contract"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="stages")
    rank = models.PositiveSmallIntegerField("rang")
    label = models.CharField("étape", max_length=200)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "étape d’un dispositif"
        verbose_name_plural = "étapes d’un dispositif"
        ordering = ["programme_id", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "label"], name="stage_label_unique"),
            models.UniqueConstraint(fields=["programme", "rank"], name="stage_rank_unique"),
        ]

    def __str__(self) -> str:
        return self.label


class Option(models.Model):
    """What a dispositif lends or proposes, of which a passage takes one: scooter, car… (line 967)."""

    contract_path = "programme__contract"

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="options")
    rank = models.PositiveSmallIntegerField("rang")
    label = models.CharField("formule", max_length=120)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "formule d’un dispositif"
        verbose_name_plural = "formules d’un dispositif"
        ordering = ["programme_id", "rank", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "label"], name="option_label_unique")]

    def __str__(self) -> str:
        return self.label


class OptionStock(models.Model):
    """How many of them there are in a year: the days that they were taken are counted against it."""

    contract_path = "option__programme__contract"

    option = models.ForeignKey(Option, on_delete=models.CASCADE, related_name="stocks")
    year = models.PositiveSmallIntegerField("année")
    units = models.PositiveIntegerField("parc")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "parc d’une formule"
        verbose_name_plural = "parcs des formules"
        ordering = ["option", "year", "pk"]
        constraints = [models.UniqueConstraint(fields=["option", "year"], name="option_stock_once_a_year")]

    def __str__(self) -> str:
        return f"{self.option}, {self.year}"


class Enrolment(Circumstances, FileRow):
    """A person in a dispositif, once or several times."""

    contract_path = "beneficiary__contract"
    participant_path = "beneficiary__participant"
    personal = ("note",)
    readers = FACTS

    beneficiary = models.ForeignKey(
        Beneficiary, verbose_name="personne", on_delete=models.CASCADE, related_name="enrolments"
    )
    programme = models.ForeignKey(
        Programme, verbose_name="dispositif", on_delete=models.PROTECT, related_name="enrolments"
    )
    option = models.ForeignKey(
        Option, verbose_name="formule", null=True, blank=True, on_delete=models.PROTECT, related_name="enrolments"
    )
    prescriber = models.ForeignKey(
        Term, verbose_name="orientée par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start = models.DateField("orientée le")
    end = models.DateField("arrêt le", null=True, blank=True)
    end_reason = models.ForeignKey(
        Term, verbose_name="motif de l’arrêt", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField("note", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")

    class Meta:
        verbose_name = "passage dans un dispositif"
        verbose_name_plural = "passages dans un dispositif"
        ordering = ["-start", "-pk"]
        indexes = [models.Index(fields=["programme", "start"], name="enrolment_start")]
        constraints = [
            *Circumstances.Meta.constraints,
            models.CheckConstraint(condition=ordered("start", "end"), name="enrolment_dates"),
        ]

    def __str__(self) -> str:
        return f"Passage {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("plie:enrolment", args=[self.beneficiary.contract.key, self.pk])


class StageReached(FileRow):
    """The day when a person reached a stage."""

    contract_path = "enrolment__beneficiary__contract"
    participant_path = "enrolment__beneficiary__participant"
    beneficiary_path = "enrolment__beneficiary"
    readers = FACTS

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reached")
    stage = models.ForeignKey(Stage, verbose_name="étape", on_delete=models.PROTECT, related_name="reached")
    on = models.DateField("le")

    class Meta:
        verbose_name = "étape franchie"
        verbose_name_plural = "étapes franchies"
        ordering = ["enrolment_id", F("on").asc(), "pk"]
        indexes = [models.Index(fields=["stage", "on"], name="stage_reached_on")]
        constraints = [models.UniqueConstraint(fields=["enrolment", "stage"], name="stage_reached_once")]

    def __str__(self) -> str:
        return f"{self.enrolment}, étape {self.stage_id}"
