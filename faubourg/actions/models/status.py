"""What hangs on the lineage of an action as it goes: its progress, and what became of its condition."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models

from faubourg.actions.choices import ConditionOutcome, Decision
from faubourg.contracts.models import Lineage, ScopedQuerySet, StatusState
from faubourg.core.records import PartialDateField
from faubourg.governance.models import Body

#: Characters of a comment, a reason or an expected proof.
MAX_WORDS = 5000


def _person(label: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


def _words(label: str, help_text: str = "") -> models.TextField:
    return models.TextField(label, blank=True, help_text=help_text, validators=[MaxLengthValidator(MAX_WORDS)])


class ActionStatusQuerySet(ScopedQuerySet):
    """Reads of statements of progress."""

    def counting(self):
        """Those that count, the last one last: validated, by their date then in the order in which they came."""
        return self.filter(decision=Decision.VALIDATED).order_by("stated_on", "pk")


class ActionStatus(models.Model):
    """A dated statement of progress of a lineage, on the contract's own scale.

    The last validated one counts (DESIGN rule 15). What a document says has neither author nor `created_at`, and is
    older than any dated statement.
    """

    contract_path = "lineage__contract"
    hangs_on = ("lineage",)

    lineage = models.ForeignKey(Lineage, on_delete=models.CASCADE, related_name="statuses")
    state = models.ForeignKey(StatusState, verbose_name="état", on_delete=models.PROTECT, related_name="statuses")
    stated_on = PartialDateField("constaté le")
    inferred = models.BooleanField("déduit", default=False)
    confidence = models.CharField("confiance", max_length=20, blank=True)
    decision = models.CharField("décision", max_length=10, choices=Decision.choices, default=Decision.VALIDATED)
    stated_by = _person("dit par")
    created_at = models.DateTimeField("écrit le", null=True, blank=True)
    comment = _words("commentaire ou motif")
    unblocking = _words("condition de déblocage", "Ce qui doit arriver pour que l’action reprenne.")
    body = models.ForeignKey(
        Body,
        verbose_name="instance qui arbitre",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="awaited_statuses",
    )
    expected_proof = _words("preuve attendue", "Le document ou le fait qui le montrera : compte rendu, convention…")
    decided_by = _person("décidé par")
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decision_reason = _words("motif de la décision")

    objects = ActionStatusQuerySet.as_manager()

    class Meta:
        verbose_name = "avancement"
        verbose_name_plural = "avancements"
        ordering = ["lineage", "pk"]

    def __str__(self) -> str:
        return str(self.state)

    @property
    def is_of_document(self) -> bool:
        """Whether it came with a file, said by nobody in Faubourg."""
        return self.stated_by_id is None and self.created_at is None


class ConditionFinding(models.Model):
    """What became of the condition of a lineage on a day; the last one counts. None yet: pending."""

    contract_path = "lineage__contract"
    hangs_on = ("lineage",)

    lineage = models.ForeignKey(Lineage, on_delete=models.CASCADE, related_name="condition_findings")
    outcome = models.CharField("la condition est", max_length=12, choices=ConditionOutcome.choices)
    found_on = PartialDateField("constaté le")
    comment = _words("commentaire")
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="dit par", on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("écrit le")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "suite donnée à une condition"
        verbose_name_plural = "suites données aux conditions"
        ordering = ["lineage", "found_on", "pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()
