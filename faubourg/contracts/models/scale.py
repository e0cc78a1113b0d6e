"""The scales of a contract: the nature of its promises, and their progress. The two never mix."""

from django.db import models

from faubourg.contracts.choices import CLOSED_MEANINGS, StateMeaning
from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.records import Record


class CommitmentType(models.Model):
    """One letter of the contract's commitment types: the nature of a promise, never its progress."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="commitment_types")
    letter = models.CharField("lettre", max_length=3)
    label = models.CharField("libellé", max_length=60)
    position = models.PositiveIntegerField("rang", default=0)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "type d’engagement"
        verbose_name_plural = "types d’engagement"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "letter"], name="commitment_type_unique")]

    def __str__(self) -> str:
        return f"{self.letter} · {self.label}"


class StatusState(Record):
    """A state of the contract's own progress scale; whether it counts as implemented may be left unsaid.

    `meaning` is what Faubourg can rely on, whatever the label: it says what a statement must come with (a reason, a
    body), and whether an action in this state can be late. Empty: the contract does not say.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="status_scale")
    key = models.CharField("clé", max_length=40)
    label = models.CharField("libellé", max_length=120)
    legend = models.CharField("légende", max_length=200, blank=True)
    counts_as_implemented = models.BooleanField("vaut réalisation", null=True, blank=True)
    meaning = models.CharField(
        "sens", max_length=20, choices=StateMeaning.choices, blank=True, help_text="Vide : le contrat ne le dit pas."
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "état d’avancement"
        verbose_name_plural = "échelle d’avancement"
        ordering = ["contract", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="status_state_unique")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected from an action in this state, so that it can no longer be late."""
        return bool(self.counts_as_implemented) or self.meaning in CLOSED_MEANINGS
