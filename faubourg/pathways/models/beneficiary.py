"""A person met in a dispositif — clauses, childcare, auto-école… — whether the PLIE follows them or not."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.pathways.choices import AgentRole, KeepReason, QpvResult, Sex
from faubourg.pathways.models.participant import Participant, name_key
from faubourg.pathways.models.reach import FileRow


class Beneficiary(FileRow):
    """One person of the dispositifs. `participant` says that the PLIE follows them too: they count once in all.

    Names and birth date may be left to the participant's file. Once anonymised only sex and birth year are left.
    """

    personal = ("last_name", "first_name", "name_key")
    participant_path = "participant"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_beneficiaries")
    participant = models.ForeignKey(
        Participant, verbose_name="dossier du PLIE", null=True, blank=True, on_delete=models.PROTECT,
        related_name="beneficiaries",
    )  # fmt: skip
    last_name = models.CharField("nom", max_length=120, blank=True)
    first_name = models.CharField("prénom", max_length=120, blank=True)
    name_key = models.CharField("noms, pour la recherche", max_length=300, blank=True, editable=False)
    sex = models.CharField("sexe", max_length=1, choices=Sex.choices, blank=True)
    birth_date = models.DateField("date de naissance", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("année de naissance", null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", verbose_name="réunie à", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    retention_notice_on = models.DateField("avis avant anonymisation, le", null=True, blank=True, editable=False)
    kept_since = models.DateField("conservation prolongée depuis le", null=True, blank=True, editable=False)
    kept_reason = models.CharField(
        "motif de la prolongation", max_length=20, choices=KeepReason.choices, blank=True, editable=False
    )
    anonymised_at = models.DateTimeField("anonymisé le", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "personne d’un dispositif"
        verbose_name_plural = "personnes des dispositifs"
        ordering = ["contract_id", "last_name", "first_name", "pk"]
        indexes = [models.Index(fields=["contract", "name_key"], name="beneficiary_names")]

    def __str__(self) -> str:
        # What a journal, a log or an error may print: never a name.
        return f"Personne {self.pk}"

    def save(self, *args, **kwargs) -> None:
        key = name_key(self.last_name, self.first_name)
        self.name_key = f" {key}" if key else ""
        if self.birth_date is not None:
            self.birth_year = self.birth_date.year
        elif self.anonymised_at is None:
            self.birth_year = None
        super().save(*args, **kwargs)

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """The guichet sees the persons of the clauses, a crèche and a prescriber those of their own demands."""
        from faubourg.pathways.models.childcare import ChildcareRequest
        from faubourg.pathways.models.clauses import ClauseContract

        own = {
            AgentRole.CLAUSES: ClauseContract, AgentRole.NURSERY: ChildcareRequest,
            AgentRole.PRESCRIBER: ChildcareRequest,
        }.get(agent.role)  # fmt: skip
        if own is None:
            return super().seen_by(agent)
        rows = own.objects.for_agents([agent]).order_by()
        return Q(contract=agent.contract_id, pk__in=rows.values("beneficiary"))

    @property
    def full_name(self) -> str:
        """« NOM Prénom »; the participant's when the row has none; « Personne 12 » once anonymised."""
        own = f"{self.last_name.upper()} {self.first_name}".strip()
        if not own and self.participant_id and self.participant.last_name:
            return self.participant.full_name
        return own or str(self)

    @property
    def stands_for(self) -> "Beneficiary":
        """The person into whom this one was merged, in the end; else themselves."""
        row = self
        while row.merged_into_id:
            row = row.merged_into
        return row

    @property
    def last_merge(self) -> "BeneficiaryMerge | None":
        """The last merge into this person that is not undone."""
        return self.merges.filter(undone_at=None).order_by("-at", "-pk").first()

    @property
    def is_alone(self) -> bool:
        """Whether no act, file nor merge names the person."""
        acts = (self.clause_contracts, self.childcare_requests, self.enrolments)
        told = (self.merged_from, self.merges, self.merges_gone)
        return not self.participant_id and not any(rows.exists() for rows in (*acts, *told))


class BeneficiaryMerge(FileRow):
    """Two persons of the dispositifs said to be one: `moved` keeps what changed hands, to undo it."""

    contract_path = "kept__contract"
    participant_path = "kept__participant"
    readers = frozenset({AgentRole.COORDINATOR})

    kept = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merges")
    gone = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="merges_gone")
    moved = models.JSONField("lignes déplacées", default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")
    undone_at = models.DateTimeField("défait le", null=True, blank=True)

    class Meta:
        verbose_name = "réunion de deux personnes"
        verbose_name_plural = "réunions de deux personnes"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="beneficiary_merged_once"),
        ]

    def __str__(self) -> str:
        return f"Réunion {self.pk}"


class BeneficiaryReading(FileRow):
    """Who opened whose page, when."""

    contract_path = "beneficiary__contract"
    participant_path = "beneficiary__participant"
    readers = frozenset({AgentRole.COORDINATOR})

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "consultation d’une personne"
        verbose_name_plural = "consultations de personnes"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["beneficiary", "-at"], name="beneficiary_reading_latest")]

    def __str__(self) -> str:
        return f"{self.beneficiary}, {self.at:%d/%m/%Y}"


class Circumstances(models.Model):
    """What is counted about a person, as it was that day: kept on the act, so that a past year stays what it was."""

    beneficiary_path = "beneficiary"

    is_brsa = models.BooleanField("BRSA", null=True, blank=True)
    long_unemployed = models.BooleanField("DELD", null=True, blank=True)
    disabled_worker = models.BooleanField("RQTH", null=True, blank=True)
    commune = models.ForeignKey(
        ListedTerritory, verbose_name="commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    qpv = models.CharField("QPV ?", max_length=20, choices=QpvResult.choices, default=QpvResult.UNDETERMINED)
    territory = models.ForeignKey(
        ListedTerritory, verbose_name="QPV", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(territory=None) | Q(qpv=QpvResult.INSIDE), name="%(class)s_territory_is_a_qpv"
            ),
        ]


def ordered(first: str, last: str) -> Q:
    """The condition « `last` does not precede `first` », for a constraint."""
    return Q(**{first: None}) | Q(**{last: None}) | Q(**{f"{last}__gte": F(first)})
