"""An evaluation of the contract: its period, its team, its steps, its state, and what all of its rows share."""

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Contract, ScopedQuerySet
from faubourg.contracts.models.contract import validate_key
from faubourg.core.records import PartialDateField, Record
from faubourg.evaluation.choices import EvaluationState
from faubourg.followup.models import Campaign


class Part(Record):
    """A row of an evaluation, known in its contract by its key."""

    contract_path = "contract"
    #: The lookup from the row to its evaluation.
    evaluation_path = "evaluation"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    key = models.CharField("clé", max_length=80, validators=[validate_key])

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["contract", "position", "pk"]

    @property
    def own_evaluation(self) -> "Evaluation | None":
        """The evaluation to which the row belongs; None for a workshop held outside any."""
        found = self
        for name in self.evaluation_path.split("__"):
            found = getattr(found, name)
            if found is None:
                return None
        return found


class Evaluation(Part):
    """An evaluation of the contract over some years. `scale`: the words of its judgements, from best to worst."""

    evaluation_path = ""

    title = models.CharField("titre", max_length=300)
    start = PartialDateField("début de la période évaluée")
    end = PartialDateField("fin de la période évaluée")
    team = models.JSONField(
        "équipe d’évaluation", default=list, blank=True, help_text="Organismes et fonctions, sans nom de personne."
    )
    audience = models.JSONField("destinataires", default=list, blank=True)
    scale = models.JSONField("échelle de jugement", default=list, blank=True, help_text="Du meilleur au moins bon.")
    method = models.TextField("méthode", blank=True)
    distinct_participants = models.PositiveIntegerField(
        "personnes distinctes, tous ateliers confondus", null=True, blank=True,
        help_text="Vide : non connu. Ne se déduit jamais de la somme des ateliers.",
    )  # fmt: skip
    campaign = models.ForeignKey(
        Campaign, verbose_name="campagne de suivi", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="evaluations", help_text="Celle dont les bilans et les valeurs servent de preuves.",
    )  # fmt: skip
    state = models.CharField("état", max_length=12, choices=EvaluationState.choices, default=EvaluationState.DRAFT)

    class Meta(Part.Meta):
        verbose_name = "évaluation"
        verbose_name_plural = "évaluations"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="evaluation_key_unique")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evaluation:workspace", args=[self.contract.key, self.key])

    @property
    def own_evaluation(self) -> "Evaluation":
        """Itself."""
        return self

    @property
    def is_draft(self) -> bool:
        """Whether only those who write it read it."""
        return self.state == EvaluationState.DRAFT

    @property
    def is_closed(self) -> bool:
        """Whether its texts no longer change; its recommendations are still followed."""
        return self.state == EvaluationState.CLOSED


class EvaluationStep(Record):
    """A step of an evaluation, and when it is due and done."""

    contract_path = "evaluation__contract"

    evaluation = models.ForeignKey(
        Evaluation, verbose_name="évaluation", on_delete=models.CASCADE, related_name="steps"
    )
    label = models.CharField("étape", max_length=300)
    due = PartialDateField("prévue")
    done = PartialDateField("faite")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "étape d’une évaluation"
        verbose_name_plural = "étapes d’évaluation"
        ordering = ["evaluation", "position", "pk"]

    def __str__(self) -> str:
        return self.label
