"""From the prescription to the entry."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, Opinion, PrescriptionState, Validator
from faubourg.pathways.models.agents import Agent, Structure
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.participant import Participant
from faubourg.pathways.models.reach import FACTS, FileRow


class Prescription(FileRow):
    """A partner sends a person (lines 125 and 171). `state` is worked out from the other columns at each write.

    `is_brsa` is what was said that day: it decides whether the Bureau Insertion validates too.
    """

    readers = FACTS | {AgentRole.PRESCRIBER, AgentRole.VALIDATOR}
    personal = ("note", "prescribed_by")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="prescriptions")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="prescriptions")
    prescriber = models.ForeignKey(Term, verbose_name="prescripteur", on_delete=models.PROTECT, related_name="+")
    prescribed_by = models.CharField("personne qui prescrit", max_length=200, blank=True)
    date = models.DateField("date")
    reason = models.ForeignKey(
        Term, verbose_name="motif", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField("précisions", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")
    is_brsa = models.BooleanField("bénéficiaire du RSA", null=True, blank=True, help_text="Vide : non renseigné.")
    state = models.CharField(
        "état", max_length=20, choices=PrescriptionState.choices, default=PrescriptionState.TO_CHECK, editable=False
    )
    eligible = models.BooleanField("éligible", null=True, blank=True)
    checked_on = models.DateField("éligibilité vérifiée le", null=True, blank=True)
    refusal_reason = models.ForeignKey(
        Term, verbose_name="motif du refus", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    structure = models.ForeignKey(
        Structure, verbose_name="orientée vers", null=True, blank=True, on_delete=models.PROTECT,
        related_name="prescriptions",
    )  # fmt: skip
    referent = models.ForeignKey(
        Agent, verbose_name="référent·e pressenti·e", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    oriented_on = models.DateField("orientée le", null=True, blank=True)
    admitted_on = models.DateField("entrée validée par la cellule le", null=True, blank=True)
    closed_on = models.DateField("close le", null=True, blank=True)
    loss_reason = models.ForeignKey(
        Term, verbose_name="motif de la perte", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "prescription"
        verbose_name_plural = "prescriptions"
        ordering = ["contract_id", "-date", "-pk"]
        indexes = [
            models.Index(fields=["contract", "state"], name="prescription_state"),
            models.Index(fields=["contract", "date"], name="prescription_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PrescriptionState.LOST) | Q(loss_reason__isnull=False),
                name="prescription_lost_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=PrescriptionState.INELIGIBLE) | Q(refusal_reason__isnull=False),
                name="prescription_ineligible_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(oriented_on=None) | Q(structure__isnull=False), name="prescription_oriented_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return f"Prescription {self.pk}"

    @classmethod
    def validated_by(cls, validator: str) -> Q:
        """The prescriptions that a validator is asked about: once eligible, and for the Bureau Insertion a BRSA's."""
        asked = Q(eligible=True)
        return asked & Q(is_brsa=True) if validator == Validator.INSERTION_OFFICE else asked

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """A prescriber sees the prescriptions made for them and not those of another for the same person."""
        here = Q(contract=agent.contract_id)
        if agent.role == AgentRole.PRESCRIBER:
            return here & Q(prescriber=agent.prescriber_id) if agent.prescriber_id else None
        if agent.role == AgentRole.VALIDATOR:
            return here & cls.validated_by(agent.validates) if agent.validates else None
        return super().seen_by(agent)


class Validation(FileRow):
    """What a validator says of a prescription, by their account or as the coordinatrice recorded it (who, when)."""

    contract_path = "prescription__contract"
    participant_path = "prescription__participant"
    personal = ("said_by",)

    prescription = models.ForeignKey(Prescription, on_delete=models.CASCADE, related_name="validations")
    validator = models.CharField("validation de", max_length=20, choices=Validator.choices)
    opinion = models.CharField("avis", max_length=10, choices=Opinion.choices)
    on = models.DateField("donné le")
    said_by = models.CharField("donné par", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="saisi par", on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField("saisi le")

    class Meta:
        verbose_name = "validation de prescription"
        verbose_name_plural = "validations de prescriptions"
        ordering = ["prescription_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["prescription", "validator"], name="validation_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.get_validator_display()}, {self.get_opinion_display()}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """As the prescription that it is about."""
        rows = Prescription.seen_by(agent)
        return None if rows is None else Q(prescription__in=Prescription.objects.filter(rows).order_by().values("pk"))
