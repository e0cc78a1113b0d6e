"""Collective workshops, and psychological support, whose content is never here."""

from django.db import models
from django.db.models import F, Q

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import AgentRole, Attendance
from faubourg.pathways.models.agents import Agent
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.pathway import Pathway
from faubourg.pathways.models.reach import TEAM, ContractQuerySet, FileRow


class Workshop(models.Model):
    """A collective workshop, run in pairs over several meetings (lines 282 to 294)."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="workshops")
    theme = models.ForeignKey(Term, verbose_name="thème", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("intitulé", max_length=200, blank=True)
    facilitators = models.ManyToManyField(Agent, verbose_name="animé par", blank=True, related_name="workshops")
    min_meetings = models.PositiveSmallIntegerField("séances, au moins", null=True, blank=True)
    places = models.PositiveSmallIntegerField("places", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "atelier collectif"
        verbose_name_plural = "ateliers collectifs"
        ordering = ["contract_id", "-pk"]

    def __str__(self) -> str:
        return self.title or str(self.theme)


class WorkshopMeeting(models.Model):
    """One meeting of a workshop."""

    contract_path = "workshop__contract"

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField("date")
    hours = models.DecimalField("heures", max_digits=4, decimal_places=2, null=True, blank=True)
    topic = models.CharField("sujet", max_length=200, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "séance d’atelier"
        verbose_name_plural = "séances d’atelier"
        ordering = ["workshop_id", "on", "pk"]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.on:%d/%m/%Y}"


class WorkshopPresence(FileRow):
    """A person expected at a meeting of a workshop."""

    contract_path = "meeting__workshop__contract"
    participant_path = "pathway__participant"

    meeting = models.ForeignKey(WorkshopMeeting, on_delete=models.CASCADE, related_name="presences")
    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="workshop_presences")
    attendance = models.CharField("présence", max_length=10, choices=Attendance.choices, default=Attendance.PLANNED)

    class Meta:
        verbose_name = "présence à un atelier"
        verbose_name_plural = "présences aux ateliers"
        ordering = ["meeting_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "pathway"], name="workshop_presence_unique")]

    def __str__(self) -> str:
        return f"Présence {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """Who runs a workshop knows who is expected there, from whatever structure."""
        found = super().seen_by(agent)
        if agent.role not in TEAM:
            return found
        run = WorkshopMeeting.objects.filter(workshop__facilitators=agent.pk, workshop__contract=agent.contract_id)
        mine = Q(meeting__in=run.order_by().values("pk"))
        return mine if found is None else found | mine


class Support(FileRow):
    """Psychological support: prescription, beginning, end. No word: what is said stays with the psychologist."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    readers = TEAM | {AgentRole.PSYCHOLOGIST}

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="supports")
    psychologist = models.ForeignKey(
        Agent, verbose_name="psychologue", null=True, blank=True, on_delete=models.PROTECT, related_name="supports"
    )
    prescribed_on = models.DateField("prescrite le")
    start = models.DateField("commencée le", null=True, blank=True)
    end = models.DateField("terminée le", null=True, blank=True)
    end_reason = models.ForeignKey(
        Term, verbose_name="motif de la fin", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "écoute psychologique"
        verbose_name_plural = "écoutes psychologiques"
        ordering = ["pathway_id", "prescribed_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="support_dates")
        ]

    def __str__(self) -> str:
        return f"Écoute {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """The psychologist sees what was given to them, not what a colleague follows."""
        if agent.role == AgentRole.PSYCHOLOGIST:
            return Q(psychologist=agent.pk)
        return super().seen_by(agent)


class SupportHour(FileRow):
    """One sitting of a support: its date, its hours, whether the person came."""

    contract_path = "support__pathway__contract"
    participant_path = "support__pathway__participant"
    readers = TEAM | {AgentRole.PSYCHOLOGIST}

    support = models.ForeignKey(Support, on_delete=models.CASCADE, related_name="hours")
    on = models.DateField("date")
    hours = models.DecimalField("heures", max_digits=4, decimal_places=2)
    attendance = models.CharField("présence", max_length=10, choices=Attendance.choices, default=Attendance.HELD)

    class Meta:
        verbose_name = "séance d’écoute"
        verbose_name_plural = "séances d’écoute"
        ordering = ["support_id", "on", "pk"]

    def __str__(self) -> str:
        return f"Séance {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """As the support that it belongs to."""
        rows = Support.seen_by(agent)
        return None if rows is None else Q(support__in=Support.objects.filter(rows).order_by().values("pk"))
