"""The shared diagnosis, the objectives, the steps, and the files that prove."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faubourg.pathways.choices import JobClass, ObjectiveState, ObstacleLevel, StepKind, StepState
from faubourg.pathways.models.lists import JobRule, Term
from faubourg.pathways.models.pathway import Pathway
from faubourg.pathways.models.reach import TEAM, FileRow

FOLDER = "parcours"


def opaque_path(proof: "Proof", filename: str) -> str:
    """Where the file lies: a name drawn at random, so that nothing typed by a person reaches the disk."""
    name = uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}"


class Obstacle(FileRow):
    """A frein seen in the diagnosis; its level changes with time."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    readers = TEAM

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="obstacles")
    kind = models.ForeignKey(Term, verbose_name="frein", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("niveau", choices=ObstacleLevel.choices)
    first_level = models.PositiveSmallIntegerField("niveau au diagnostic", choices=ObstacleLevel.choices)
    priority = models.PositiveSmallIntegerField("priorité", null=True, blank=True)
    seen_on = models.DateField("constaté le")
    changed_on = models.DateField("niveau changé le", null=True, blank=True)

    class Meta:
        verbose_name = "frein"
        verbose_name_plural = "freins"
        ordering = ["pathway_id", "priority", "-level", "pk"]
        constraints = [models.UniqueConstraint(fields=["pathway", "kind"], name="obstacle_once_a_pathway")]

    def __str__(self) -> str:
        return f"Frein {self.pk}"


class Objective(FileRow):
    """What the person and the référent aim at, by rank."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    readers = TEAM
    personal = ("text",)

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="objectives")
    rank = models.PositiveSmallIntegerField("priorité")
    text = models.CharField("objectif", max_length=300)
    state = models.CharField("état", max_length=20, choices=ObjectiveState.choices, default=ObjectiveState.OPEN)
    set_on = models.DateField("fixé le")

    class Meta:
        verbose_name = "objectif du parcours"
        verbose_name_plural = "objectifs du parcours"
        ordering = ["pathway_id", "rank", "pk"]

    def __str__(self) -> str:
        return f"Objectif {self.pk}"


class Step(FileRow):
    """A job, a training or a lifting of freins, dated; steps overlap freely.

    `domain`: the line of the report's table for a training or a lifting (empty: counted in the total only); `means`:
    how a frein is lifted. For a job `contract_type`, hours and months give the class by `rule`; an `override` needs
    its reason. `months` is the duration of the contract, whatever the dates say. `author` wrote the step, or
    reserved it: of a private one nobody else reads more than its kind, state and dates (`permissions.can_read_step`).
    """

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    personal = ("title", "organisation", "override_reason", "note")

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("nature", max_length=12, choices=StepKind.choices)
    title = models.CharField("intitulé", max_length=200, blank=True)
    organisation = models.CharField("employeur ou organisme", max_length=200, blank=True)
    domain = models.ForeignKey(
        Term, verbose_name="domaine", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    means = models.ForeignKey(
        Term, verbose_name="moyen", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    prescriber = models.ForeignKey(
        Term, verbose_name="prescrite par", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField("état", max_length=12, choices=StepState.choices, default=StepState.ONGOING)
    planned_start = models.DateField("début prévu", null=True, blank=True)
    planned_end = models.DateField("fin prévue", null=True, blank=True)
    start = models.DateField("début", null=True, blank=True)
    end = models.DateField("fin", null=True, blank=True)
    is_private = models.BooleanField("contenu réservé au professionnel", default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="écrite par", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", editable=False,
    )  # fmt: skip
    is_qualifying = models.BooleanField("formation qualifiante", null=True, blank=True)
    contract_type = models.ForeignKey(
        Term, verbose_name="type de contrat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    months = models.DecimalField("durée en mois", max_digits=5, decimal_places=1, null=True, blank=True)
    weekly_hours = models.DecimalField("heures par semaine", max_digits=5, decimal_places=2, null=True, blank=True)
    total_hours = models.DecimalField("heures en tout", max_digits=7, decimal_places=2, null=True, blank=True)
    in_siae = models.BooleanField("dans une SIAE", null=True, blank=True)
    job_class = models.CharField("classement", max_length=20, choices=JobClass.choices, blank=True)
    rule = models.ForeignKey(
        JobRule, verbose_name="règle", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    job_row = models.ForeignKey(
        Term, verbose_name="ligne du tableau", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_overridden = models.BooleanField("classé autrement que par la règle", default=False)
    override_reason = models.TextField("motif du classement", blank=True)
    note = models.TextField("note", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")

    class Meta:
        verbose_name = "étape"
        verbose_name_plural = "étapes"
        ordering = ["pathway_id", F("start").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["kind", "start", "end"], name="step_kind_dates")]
        constraints = [
            models.CheckConstraint(condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="step_dates"),
            models.CheckConstraint(condition=Q(kind=StepKind.JOB) | Q(job_class=""), name="step_class_is_a_jobs"),
            models.CheckConstraint(
                condition=Q(is_overridden=False) | ~Q(job_class=""), name="step_override_says_a_class"
            ),
        ]

    def __str__(self) -> str:
        return f"Étape {self.pk}"


class Proof(FileRow):
    """A file of a pathway: CER, contract of employment, KBIS… `name` is what people read; the file's own is opaque."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    readers = TEAM
    personal = ("name", "sha256")

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="proofs")
    step = models.ForeignKey(Step, null=True, blank=True, on_delete=models.SET_NULL, related_name="proofs")
    kind = models.ForeignKey(
        Term, verbose_name="nature", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("nom", max_length=200, blank=True)
    file = models.FileField("fichier", upload_to=opaque_path, blank=True, editable=False)
    mime_type = models.CharField("type", max_length=100, editable=False)
    size = models.PositiveIntegerField("taille en octets", editable=False)
    sha256 = models.CharField("empreinte", max_length=64, blank=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "pièce du dossier"
        verbose_name_plural = "pièces du dossier"
        ordering = ["pathway_id", "at", "pk"]

    def __str__(self) -> str:
        return f"Pièce {self.pk}"
