"""A person followed, where they live, what they receive, and what was told to them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import AgentRole, KeepReason, QpvMethod, QpvResult, Sex
from faubourg.pathways.models.reach import FACTS, TEAM, FileQuerySet, FileRow
from faubourg.search.text import normalise

#: Roles that know who the person is: whoever prescribed, validates or listens too.
KNOWING = FACTS | {AgentRole.PRESCRIBER, AgentRole.VALIDATOR, AgentRole.PSYCHOLOGIST}


def name_key(*names: str) -> str:
    """Names as they are looked for, without accents, marks or order: « Zoé DE-LA-TOUR » → « de la tour zoe »."""
    plain = normalise(" ".join(names))
    words = "".join(mark if mark.isalnum() else " " for mark in plain).split()
    return " ".join(sorted(words))


class ParticipantQuerySet(FileQuerySet):
    """Reads of persons."""

    def present(self):
        """Those that were not merged into another."""
        return self.filter(merged_into=None)

    def named(self, words: str):
        """Those whose names begin with these words, in any order, accents or not."""
        found = self
        for word in name_key(words).split():
            # A leading space is kept in the key, so that each word is looked for at its beginning.
            found = found.filter(name_key__contains=f" {word}")
        return found


class Participant(FileRow):
    """A person followed by the PLIE. Once anonymised only what is counted is left: sex, birth year, places, dates."""

    participant_path = "pk"
    readers = KNOWING
    personal = ("last_name", "first_name", "birth_name", "phone", "email", "note", "name_key")

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="participants")
    number = models.PositiveIntegerField("numéro de dossier", editable=False)
    last_name = models.CharField("nom", max_length=120, blank=True)
    first_name = models.CharField("prénom", max_length=120, blank=True)
    birth_name = models.CharField("nom de naissance", max_length=120, blank=True)
    name_key = models.CharField("noms, pour la recherche", max_length=400, blank=True, editable=False)
    sex = models.CharField("sexe", max_length=1, choices=Sex.choices, blank=True)
    birth_date = models.DateField("date de naissance", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("année de naissance", null=True, blank=True, editable=False)
    phone = models.CharField("téléphone", max_length=40, blank=True)
    email = models.EmailField("courriel", blank=True)
    residence = models.ForeignKey(
        "pathways.Residence", verbose_name="domicile actuel", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip
    qualification = models.ForeignKey(
        "pathways.Term", verbose_name="niveau de qualification", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip
    foreign_diploma = models.BooleanField("diplôme étranger sans équivalence", null=True, blank=True)
    disabled_worker = models.BooleanField("RQTH", null=True, blank=True)
    long_unemployed = models.BooleanField("DELD", null=True, blank=True)
    note = models.TextField("note", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")
    informed_on = models.DateField("notice d’information remise le", null=True, blank=True)
    consented_on = models.DateField("consentement recueilli le", null=True, blank=True)
    consent_withdrawn_on = models.DateField("consentement retiré le", null=True, blank=True)
    died_on = models.DateField("décès le", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name="réuni au dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="merged",
        editable=False,
    )  # fmt: skip
    retention_notice_on = models.DateField("avis avant anonymisation, le", null=True, blank=True, editable=False)
    kept_since = models.DateField("conservation prolongée depuis le", null=True, blank=True, editable=False)
    kept_reason = models.CharField(
        "motif de la prolongation", max_length=20, choices=KeepReason.choices, blank=True, editable=False
    )
    anonymised_at = models.DateTimeField("anonymisé le", null=True, blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "participant"
        verbose_name_plural = "participants"
        ordering = ["contract_id", "last_name", "first_name", "pk"]
        indexes = [
            models.Index(fields=["contract", "birth_date"], name="participant_birth"),
            # A name is looked for through this index alone: the rows themselves are read for what was found.
            models.Index(fields=["contract", "name_key"], name="participant_names"),
            # A page of people in the order of their names is read along this one.
            models.Index(fields=["contract", "last_name", "first_name", "id"], name="participant_sorted"),
            models.Index(
                fields=["contract"],
                condition=Q(anonymised_at=None, retention_notice_on__isnull=False),
                name="participant_noticed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="participant_number_unique"),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="participant_not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        # What a journal, a log or an error may print: never a name.
        return f"Dossier {self.number}"

    def save(self, *args, **kwargs) -> None:
        self.fill()
        super().save(*args, **kwargs)

    def fill(self) -> None:
        """Work out the columns that follow from the others: the names as they are looked for, the year of birth."""
        key = name_key(self.last_name, self.first_name, self.birth_name)
        self.name_key = f" {key}" if key else ""
        if self.birth_date is not None:
            self.birth_year = self.birth_date.year
        elif self.anonymised_at is None:
            self.birth_year = None

    @property
    def full_name(self) -> str:
        """« NOM Prénom », or the number of the file once anonymised."""
        return f"{self.last_name.upper()} {self.first_name}".strip() or str(self)

    @property
    def initials(self) -> str:
        """« M. K. », for a projected screen; « P. 412 » where a fictional name holds a number."""
        names = [name for name in (self.first_name, self.last_name) if name]
        marks = [f"{name[0].upper()}." for name in names if not name.isdecimal()]
        marks += [name.lstrip("0") for name in names if name.isdecimal()]
        return " ".join(marks) or str(self)

    def age_on(self, day: date) -> int | None:
        """Completed years that day; None when the birth date is not known."""
        born = self.birth_date
        return None if born is None else day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Residence(FileRow):
    """Where a person lives from a day on, and whether it lies in a QPV: result, generation, method and date."""

    contract_path = "participant__contract"
    readers = KNOWING
    personal = ("address", "postcode", "commune_name")

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="residences")
    since = models.DateField("depuis le", null=True, blank=True, help_text="Vide : date inconnue.")
    address = models.CharField("adresse", max_length=300, blank=True)
    postcode = models.CharField("code postal", max_length=10, blank=True)
    commune = models.ForeignKey(
        ListedTerritory, verbose_name="commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    commune_name = models.CharField("commune hors liste", max_length=120, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    qpv = models.CharField("QPV ?", max_length=20, choices=QpvResult.choices, default=QpvResult.UNDETERMINED)
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="QPV", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    generation = models.CharField("génération de QPV", max_length=20, blank=True)
    method = models.CharField("méthode", max_length=20, choices=QpvMethod.choices, blank=True)
    determined_on = models.DateField("établi le", null=True, blank=True)

    class Meta:
        verbose_name = "domicile"
        verbose_name_plural = "domiciles"
        ordering = ["participant_id", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(qpv=QpvResult.INSIDE, territory__isnull=False)
                | (~Q(qpv=QpvResult.INSIDE) & Q(territory=None)),
                name="residence_qpv_named",
            ),
        ]

    def __str__(self) -> str:
        return f"Domicile {self.pk}"


class RsaPeriod(FileRow):
    """A time during which the person receives the RSA; an unknown end is « still »."""

    contract_path = "participant__contract"
    readers = KNOWING

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="rsa_periods")
    start = models.DateField("depuis le", null=True, blank=True)
    end = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "période de RSA"
        verbose_name_plural = "périodes de RSA"
        ordering = ["participant_id", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None) | Q(end=None) | Q(end__gte=F("start")), name="rsa_period_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"Période de RSA {self.pk}"

    def covers(self, day: date) -> bool:
        """Whether the person receives it that day, as far as one knows."""
        return (self.start is None or self.start <= day) and (self.end is None or self.end >= day)


class Merge(FileRow):
    """Two files said to be one person's: `moved` keeps the numbers of the rows that changed hands, to undo it."""

    contract_path = "kept__contract"
    participant_path = "kept"
    readers = frozenset({AgentRole.COORDINATOR})

    kept = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="merges_kept")
    gone = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="merges_gone")
    moved = models.JSONField("lignes déplacées", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")
    undone_at = models.DateTimeField("défait le", null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="défait par", null=True, blank=True, on_delete=models.PROTECT,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = "réunion de dossiers"
        verbose_name_plural = "réunions de dossiers"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="participant_merged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gone} réuni à {self.kept}"


class NotSame(FileRow):
    """Two files that look alike and are two persons: they are not proposed again. `first` has the smaller number."""

    contract_path = "first__contract"
    participant_path = "first"
    readers = frozenset({AgentRole.COORDINATOR})

    first = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "homonymes distincts"
        verbose_name_plural = "homonymes distincts"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_same_unique"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_same_ordered"),
        ]

    def __str__(self) -> str:
        return f"{self.first} et {self.second}"


class FileReading(FileRow):
    """Who opened whose file, when, on which page: written by reads, shown to the person's team."""

    contract_path = "participant__contract"
    readers = TEAM

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")
    page = models.CharField("page", max_length=60)

    class Meta:
        verbose_name = "consultation d’un dossier"
        verbose_name_plural = "consultations de dossiers"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["participant", "-at"], name="file_reading_latest")]

    def __str__(self) -> str:
        return f"{self.participant}, {self.page}"
