"""The pathway of a person, its measures, its veilles, its meetings."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from faubourg.contracts.models import Contract
from faubourg.pathways.choices import Attendance
from faubourg.pathways.models.agents import Agent, Structure
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.participant import Participant, Residence
from faubourg.pathways.models.prescription import Prescription
from faubourg.pathways.models.reach import TEAM, FileQuerySet, FileRow


class PathwayQuerySet(FileQuerySet):
    """Reads of pathways."""

    def open(self):
        """Those that are not ended."""
        return self.filter(ended_on=None)

    def active_between(self, first, last):
        """Those that were open at least one day from `first` to `last`: « accompagné dans l'année »."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=first), entered_on__lte=last)


class Pathway(FileRow):
    """From the signature of the CER to the exit; a person has one open at a time, a new one keeps the former.

    What the report counts « à l'entrée » is frozen at the signature: age, RSA, residence.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="pathways")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="pathways")
    prescription = models.OneToOneField(
        Prescription, null=True, blank=True, on_delete=models.PROTECT, related_name="pathway"
    )
    structure = models.ForeignKey(
        Structure, verbose_name="structure", null=True, blank=True, on_delete=models.PROTECT, related_name="pathways"
    )
    referent = models.ForeignKey(
        Agent, verbose_name="référent·e", null=True, blank=True, on_delete=models.PROTECT, related_name="pathways"
    )
    entered_on = models.DateField("entrée (signature du CER)")
    ended_on = models.DateField("sortie", null=True, blank=True, editable=False)
    age_at_entry = models.PositiveSmallIntegerField("âge à l’entrée", null=True, blank=True, editable=False)
    brsa_at_entry = models.BooleanField("BRSA à l’entrée", null=True, blank=True)
    residence_at_entry = models.ForeignKey(
        Residence, verbose_name="domicile à l’entrée", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip

    objects = PathwayQuerySet.as_manager()

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        ordering = ["contract_id", "-entered_on", "-pk"]
        indexes = [
            models.Index(fields=["contract", "entered_on"], name="pathway_entered"),
            models.Index(fields=["referent", "ended_on"], name="pathway_of_referent"),
            models.Index(fields=["structure", "ended_on"], name="pathway_of_structure"),
            # The loads of a desk are counted on this one alone.
            models.Index(fields=["contract", "structure", "referent"], condition=Q(ended_on=None), name="pathway_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(ended_on=None), name="pathway_one_open_a_person"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("entered_on")), name="pathway_ended_after_entered"
            ),
        ]

    def __str__(self) -> str:
        return f"Parcours {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the person is followed."""
        return self.ended_on is None


class Assignment(FileRow):
    """Who followed a pathway, from a day to another; the one without end follows it now."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="assignments")
    structure = models.ForeignKey(Structure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referent = models.ForeignKey(Agent, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    start = models.DateField("depuis le")
    end = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "suivi d’un parcours"
        verbose_name_plural = "suivis de parcours"
        ordering = ["pathway_id", "start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pathway"], condition=Q(end=None), name="assignment_one_at_a_time"),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="assignment_dates"),
        ]

    def __str__(self) -> str:
        return f"Suivi {self.pk}"


class Measure(FileRow):
    """Six months of a pathway; the first starts with the entry, each next one the day after."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    personal = ("derogation",)

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="measures")
    rank = models.PositiveSmallIntegerField("rang")
    start = models.DateField("début")
    end = models.DateField("fin")
    derogation = models.TextField("motif de la dérogation", blank=True)

    class Meta:
        verbose_name = "mesure"
        verbose_name_plural = "mesures"
        ordering = ["pathway_id", "rank"]
        indexes = [models.Index(fields=["end"], name="measure_end")]
        constraints = [
            models.UniqueConstraint(fields=["pathway", "rank"], name="measure_rank_unique"),
            models.UniqueConstraint(fields=["pathway", "start"], name="measure_start_unique"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="measure_dates"),
        ]

    def __str__(self) -> str:
        return f"Mesure {self.rank}"


class Watch(FileRow):
    """A veille: the pathway rests, which is no exit (line 161)."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="watches")
    start = models.DateField("ouverte le")
    end = models.DateField("close le", null=True, blank=True)
    reason = models.ForeignKey(Term, verbose_name="motif", on_delete=models.PROTECT, related_name="+")
    closing_reason = models.ForeignKey(
        Term, verbose_name="motif de la clôture", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    back_on = models.DateField("reprise prévue le", null=True, blank=True)
    review_on = models.DateField("maintenue, à réexaminer le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "veille"
        verbose_name_plural = "veilles"
        ordering = ["pathway_id", "start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["pathway"], condition=Q(end=None), name="watch_one_open_a_pathway"),
            models.CheckConstraint(condition=Q(end=None) | Q(end__gte=F("start")), name="watch_dates"),
        ]

    def __str__(self) -> str:
        return f"Veille {self.pk}"

    def due(self, days: int) -> date:
        """When it is looked at again: the day said when it was kept on, its return, else `days` after its start."""
        return self.review_on or self.back_on or self.start + timedelta(days=days)


class Meeting(FileRow):
    """A meeting of the person and the référent; the words stay in the team."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    readers = TEAM
    personal = ("note",)

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="meetings")
    on = models.DateField("date")
    time = models.TimeField("heure", null=True, blank=True)
    attendance = models.CharField("présence", max_length=10, choices=Attendance.choices, default=Attendance.HELD)
    note = models.TextField(
        "note d’entretien", blank=True,
        help_text="Ni donnée de santé, ni donnée de justice. La personne peut lire cette note.",
    )  # fmt: skip

    class Meta:
        verbose_name = "rendez-vous"
        verbose_name_plural = "rendez-vous"
        ordering = ["pathway_id", "-on", "-pk"]
        indexes = [models.Index(fields=["pathway", "attendance", "on"], name="meeting_latest")]

    def __str__(self) -> str:
        return f"Rendez-vous {self.pk}"
