"""The cellule de suivi: a session, who came, the cases on its agenda, what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, CaseKind, SessionState, Verdict
from faubourg.pathways.models.agents import Agent
from faubourg.pathways.models.leaving import Exit
from faubourg.pathways.models.participant import Participant
from faubourg.pathways.models.pathway import Pathway, Watch
from faubourg.pathways.models.prescription import Prescription
from faubourg.pathways.models.reach import FACTS, ContractQuerySet, FileRow
from faubourg.pathways.models.support import Support


class Session(models.Model):
    """A meeting of the cellule. Closed, it decides nothing more unless reopened with a reason.

    Cancelled, it was not held: `minutes` tells why, and its day may be taken by another. Its texts name nobody of the
    agenda, are printed in the whole minutes alone, and are emptied with the first file of the agenda that is.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_sessions")
    date = models.DateField("date")
    state = models.CharField("état", max_length=10, choices=SessionState.choices, default=SessionState.PREPARED)
    quorum = models.PositiveSmallIntegerField("quorum", default=0, help_text="0 : pas de quorum.")
    opened_at = models.DateTimeField("ouverte le", null=True, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    reopening_reason = models.TextField("motif de la réouverture", blank=True)
    minutes = models.TextField("observations générales", blank=True, help_text="Sans aucun nom de participant.")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "cellule de suivi"
        verbose_name_plural = "cellules de suivi"
        ordering = ["contract_id", "-date", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "date"], condition=~Q(state=SessionState.CANCELLED), name="session_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"Cellule du {self.date:%d/%m/%Y}"


class Minutes(models.Model):
    """A version of the minutes of a session: issued when it closes, replaced when it is reopened.

    The document is printed from the decisions, which no longer change once the session is closed: nothing about a
    person is kept here. `reason` is that of the reopening that made this version.
    """

    contract_path = "session__contract"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="issues")
    version = models.PositiveSmallIntegerField("version", default=1)
    issued_at = models.DateTimeField("établi le")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="établi par", on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField("motif de la réouverture", blank=True)
    replaced_at = models.DateTimeField("remplacé le", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"
        ordering = ["session_id", "version"]
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="minutes_version_once")]

    def __str__(self) -> str:
        return f"Compte rendu, version {self.version}"

    def get_absolute_url(self) -> str:
        """Where a prescriber finds their part."""
        return f"{reverse('plie:prescriptions', args=[self.session.contract.key])}#comptes-rendus"


class SessionMember(models.Model):
    """Somebody expected at a session: a person of the PLIE, or a guest by their function."""

    contract_path = "session__contract"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="members")
    agent = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    function = models.CharField("fonction ou organisme", max_length=200, blank=True)
    votes = models.BooleanField("compte pour le quorum", default=True)
    is_present = models.BooleanField("présent·e", default=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "membre de la séance"
        verbose_name_plural = "membres de la séance"
        ordering = ["session_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "agent"], condition=Q(agent__isnull=False), name="session_member_once"
            ),
            models.CheckConstraint(
                condition=Q(agent__isnull=False) | ~Q(function=""), name="session_member_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.agent) if self.agent_id else self.function


class Case(FileRow):
    """What a session is asked about a person, and what it decided."""

    contract_path = "session__contract"
    readers = FACTS
    personal = ("proposal", "remark", "derogation")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="cases")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField("objet", max_length=20, choices=CaseKind.choices)
    position = models.PositiveIntegerField("rang", default=0)
    prescription = models.ForeignKey(
        Prescription, null=True, blank=True, on_delete=models.CASCADE, related_name="cases"
    )
    pathway = models.ForeignKey(Pathway, null=True, blank=True, on_delete=models.CASCADE, related_name="cases")
    watch = models.ForeignKey(Watch, null=True, blank=True, on_delete=models.CASCADE, related_name="cases")
    exit = models.ForeignKey(Exit, null=True, blank=True, on_delete=models.CASCADE, related_name="cases")
    support = models.ForeignKey(Support, null=True, blank=True, on_delete=models.CASCADE, related_name="cases")
    proposal = models.TextField("proposition", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")
    verdict = models.CharField("décision", max_length=10, choices=Verdict.choices, blank=True)
    remark = models.TextField("observation au compte rendu", blank=True, help_text="Envoyée au prescripteur concerné.")
    derogation = models.TextField("motif de la dérogation", blank=True)
    effective_on = models.DateField("effet le", null=True, blank=True)
    renewed_until = models.DateField("renouvelée jusqu’au", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="saisi par", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    #: What the decision changed elsewhere, in keys and dates, for it to be taken back; None: nothing was kept.
    changed = models.JSONField("ce que la décision a changé", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "situation examinée"
        verbose_name_plural = "situations examinées"
        ordering = ["session_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "kind", "participant"],
                condition=Q(exit=None, prescription=None),
                name="case_once_a_session",
            ),
            models.UniqueConstraint(fields=["session", "exit"], name="case_exit_once_a_session"),
            models.UniqueConstraint(fields=["session", "prescription"], name="case_entry_once_a_session"),
        ]

    def __str__(self) -> str:
        return f"Situation {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """A prescriber reads what was decided of the people that they prescribed, once the session is closed."""
        if agent.role == AgentRole.PRESCRIBER and agent.prescriber_id:
            return Q(session__contract=agent.contract_id) & cls.part_of(agent.prescriber_id)
        return super().seen_by(agent)

    @classmethod
    def part_of(cls, prescriber: int) -> Q:
        """What goes to a prescriber: what was decided of their own prescriptions and of the pathways that came of them.

        A person sent by two partners is told to each for what came of their own prescription. Without any prescription
        named, a case goes to those who sent the person.
        """
        sent = Prescription.objects.filter(prescriber=prescriber).order_by()
        own = Q(prescription__prescriber=prescriber)
        own |= Q(prescription=None, pathway__prescription__prescriber=prescriber)
        own |= Q(prescription=None, pathway__prescription=None, participant__in=sent.values("participant"))
        return own & ~Q(verdict="") & Q(session__closed_at__isnull=False)
