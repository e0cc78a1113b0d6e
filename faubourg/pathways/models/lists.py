"""What a PLIE sets for itself: its lists, the rules of its protocol, how a job is classed, its streets."""

from django.db import models
from django.db.models import F, Q

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import JobClass, TermKind
from faubourg.pathways.models.reach import ContractQuerySet


class Protocol(models.Model):
    """The rules of one PLIE. The 2022 document says both 24 and 30 months (line 125): the longest time is a setting."""

    contract_path = "contract"

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="plie_protocol")
    measure_months = models.PositiveSmallIntegerField("durée d’une mesure, en mois", default=6)
    maximum_months = models.PositiveSmallIntegerField("durée maximale d’un parcours, en mois", default=24)
    close_days = models.PositiveSmallIntegerField("rendez-vous rapprochés, tous les … jours", default=15)
    close_months = models.PositiveSmallIntegerField("rendez-vous rapprochés, pendant … mois", default=3)
    later_days = models.PositiveSmallIntegerField("rendez-vous ensuite, tous les … jours", default=31)
    alert_days = models.PositiveSmallIntegerField("prévenir de la fin d’une mesure, en jours", default=45)
    watch_days = models.PositiveSmallIntegerField("veille à réexaminer après … jours", default=90)
    quorum = models.PositiveSmallIntegerField("quorum de la cellule", default=0, help_text="0 : pas de quorum.")
    retention_months = models.PositiveSmallIntegerField("conservation après la sortie, en mois", default=60)
    notice_days = models.PositiveSmallIntegerField("avis avant l’anonymisation, en jours", default=60)
    anonymises_alone = models.BooleanField(
        "anonymiser à la fin de l’avis, sans autre geste", default=False,
        help_text="Chaque nuit, sauf les dossiers dont la conservation est prolongée.",
    )  # fmt: skip
    fte_hours = models.PositiveSmallIntegerField(
        "heures d’un ETP dans l’année", default=1607, help_text="43 400 heures de clauses donnent alors 27 ETP."
    )
    fse_pack = models.BooleanField(
        "questionnaires FSE+", default=False, help_text="Demandés à l’entrée, à la sortie et six mois après."
    )
    qpv_generation = models.CharField("génération de QPV", max_length=20, default="2024")
    records_from = models.PositiveSmallIntegerField(
        "première année tenue ici", null=True, blank=True,
        help_text="Les années d’avant viennent des tableaux publiés. Vide : tout est compté sur les dossiers.",
    )  # fmt: skip
    summary_fields = models.JSONField("champs exigés par la trame de bilan", default=list, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "règles du PLIE"
        verbose_name_plural = "règles des PLIE"
        constraints = [
            models.CheckConstraint(
                condition=Q(measure_months__gte=1, maximum_months__gte=F("measure_months")), name="protocol_durations"
            ),
        ]

    def __str__(self) -> str:
        return f"Règles du PLIE, {self.contract}"


class Term(models.Model):
    """A word of a list of the PLIE, offered from a day to another; rows that use it keep it."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_terms")
    kind = models.CharField("liste", max_length=20, choices=TermKind.choices)
    label = models.CharField("libellé", max_length=200)
    code = models.CharField("code", max_length=40, blank=True)
    group = models.CharField("groupe", max_length=40, blank=True)
    parent = models.ForeignKey(
        "self", verbose_name="précise", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveIntegerField("rang", default=0)
    start = models.DateField("proposé depuis le", null=True, blank=True)
    end = models.DateField("proposé jusqu’au", null=True, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "terme d’une liste du PLIE"
        verbose_name_plural = "termes des listes du PLIE"
        ordering = ["contract_id", "kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "kind", "label"], name="term_unique"),
            models.CheckConstraint(condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="term_dates"),
        ]

    def __str__(self) -> str:
        return self.label

    def is_offered_on(self, day) -> bool:
        """Whether the list offers it that day."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end >= day)


class JobRule(models.Model):
    """How a job is classed: the first rule, by rank, whose contract type and bounds fit.

    Months, weekly hours and total hours: from `min_…` (included) to `below_…` (left out). A bound on a fact that is
    not known stops the search: the job waits to be classed.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_job_rules")
    position = models.PositiveIntegerField("rang", default=0)
    contract_type = models.ForeignKey(
        Term, verbose_name="type de contrat", on_delete=models.PROTECT, related_name="job_rules"
    )
    min_months = models.DecimalField("durée, à partir de", max_digits=5, decimal_places=1, null=True, blank=True)
    below_months = models.DecimalField("durée, moins de", max_digits=5, decimal_places=1, null=True, blank=True)
    min_weekly = models.DecimalField("heures par semaine, dès", max_digits=5, decimal_places=2, null=True, blank=True)
    below_weekly = models.DecimalField(
        "heures par semaine, sous", max_digits=5, decimal_places=2, null=True, blank=True
    )
    min_hours = models.DecimalField(
        "heures en tout, à partir de", max_digits=7, decimal_places=2, null=True, blank=True
    )
    job_class = models.CharField("classement", max_length=20, choices=JobClass.choices)
    row = models.ForeignKey(
        Term, verbose_name="ligne du tableau", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    category = models.ForeignKey(
        Term, verbose_name="catégorie de sortie", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "règle de classement des emplois"
        verbose_name_plural = "règles de classement des emplois"
        ordering = ["contract_id", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.row or self.contract_type} : {self.get_job_class_display()}"


class StreetRange(models.Model):
    """Numbers of a street that lie in a QPV: odd, even or both sides, so that no address leaves the machine."""

    contract_path = "contract"

    class Side(models.TextChoices):
        """The side of the street."""

        BOTH = "", "les deux côtés"
        ODD = "impair", "côté impair"
        EVEN = "pair", "côté pair"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_streets")
    territory = models.ForeignKey(ListedTerritory, verbose_name="QPV", on_delete=models.PROTECT, related_name="+")
    street = models.CharField("voie", max_length=200)
    key = models.CharField("voie, pour la recherche", max_length=200, editable=False)
    first = models.PositiveIntegerField("de", null=True, blank=True, help_text="Vide : toute la voie.")
    last = models.PositiveIntegerField("à", null=True, blank=True)
    side = models.CharField("côté", max_length=10, choices=Side.choices, blank=True)
    generation = models.CharField("génération", max_length=20)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "tronçon de voie en QPV"
        verbose_name_plural = "tronçons de voies en QPV"
        ordering = ["contract_id", "key", "first", "pk"]
        indexes = [models.Index(fields=["contract", "generation", "key"], name="street_key")]

    def __str__(self) -> str:
        return self.street
