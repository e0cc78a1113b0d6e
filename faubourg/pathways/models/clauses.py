"""The guichet des clauses: donneur d'ordre → opération → marché → lot → contrat → hours (PLIE 2022, line 757)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.pathways.choices import AgentRole, Appraisal
from faubourg.pathways.models.beneficiary import Beneficiary, Circumstances, ordered
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.reach import FACTS, ContractQuerySet, FileRow


class Buyer(models.Model):
    """A donneur d'ordre; several may share a line of the report (« Bailleurs », « Autres communes »)."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="clause_buyers")
    name = models.CharField("donneur d’ordre", max_length=200)
    line = models.CharField("ligne du tableau", max_length=200, blank=True, help_text="Vide : son propre nom.")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisme", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "donneur d’ordre"
        verbose_name_plural = "donneurs d’ordre"
        ordering = ["contract_id", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "name"], name="buyer_name_unique")]

    def __str__(self) -> str:
        return self.name


class Company(models.Model):
    """A company that holds a market, receives or employs people."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="clause_companies")
    name = models.CharField("entreprise", max_length=200)
    siret = models.CharField("SIRET", max_length=14, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "entreprise des clauses"
        verbose_name_plural = "entreprises des clauses"
        ordering = ["contract_id", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "name"], name="company_name_unique")]

    def __str__(self) -> str:
        return self.name


class ClauseOperation(models.Model):
    """What a donneur d'ordre builds or buys, in one or several markets."""

    contract_path = "buyer__contract"

    buyer = models.ForeignKey(
        Buyer, verbose_name="donneur d’ordre", on_delete=models.PROTECT, related_name="operations"
    )
    name = models.CharField("opération", max_length=200)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "opération clausée"
        verbose_name_plural = "opérations clausées"
        ordering = ["buyer_id", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["buyer", "name"], name="clause_operation_unique")]

    def __str__(self) -> str:
        return self.name


class Market(models.Model):
    """A market with a clause; hours are those that it commits to."""

    contract_path = "operation__buyer__contract"

    operation = models.ForeignKey(
        ClauseOperation, verbose_name="opération", on_delete=models.PROTECT, related_name="markets"
    )
    name = models.CharField("marché", max_length=200)
    start = models.DateField("début", null=True, blank=True)
    end = models.DateField("fin", null=True, blank=True)
    committed_hours = models.DecimalField(
        "heures d’insertion prévues", max_digits=9, decimal_places=2, null=True, blank=True
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "marché clausé"
        verbose_name_plural = "marchés clausés"
        ordering = ["operation_id", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "name"], name="market_unique"),
            models.CheckConstraint(condition=ordered("start", "end"), name="market_dates"),
            models.CheckConstraint(condition=Q(committed_hours=None) | Q(committed_hours__gte=0), name="market_hours"),
        ]

    def __str__(self) -> str:
        return self.name

    def state_on(self, day) -> str:
        """« à venir », « en cours » or « terminé »; empty when its dates do not tell."""
        if self.start is not None and self.start > day:
            return "à venir"
        if self.end is not None and self.end < day:
            return "terminé"
        return "en cours" if self.start is not None else ""


class Lot(models.Model):
    """A part of a market with its company."""

    contract_path = "market__operation__buyer__contract"

    market = models.ForeignKey(Market, verbose_name="marché", on_delete=models.PROTECT, related_name="lots")
    name = models.CharField("lot", max_length=200)
    company = models.ForeignKey(
        Company, verbose_name="titulaire", null=True, blank=True, on_delete=models.PROTECT, related_name="lots"
    )
    committed_hours = models.DecimalField(
        "heures d’insertion prévues", max_digits=9, decimal_places=2, null=True, blank=True
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "lot"
        verbose_name_plural = "lots"
        ordering = ["market_id", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["market", "name"], name="lot_unique")]

    def __str__(self) -> str:
        return self.name


class ClauseContract(Circumstances, FileRow):
    """A person at work under a clause: the company where they work, and its employer when it is another one."""

    contract_path = "beneficiary__contract"
    participant_path = "beneficiary__participant"
    readers = FACTS

    beneficiary = models.ForeignKey(
        Beneficiary, verbose_name="personne", on_delete=models.CASCADE, related_name="clause_contracts"
    )
    market = models.ForeignKey(Market, verbose_name="marché", on_delete=models.PROTECT, related_name="contracts")
    lot = models.ForeignKey(
        Lot, verbose_name="lot", null=True, blank=True, on_delete=models.PROTECT, related_name="contracts"
    )
    company = models.ForeignKey(
        Company, verbose_name="entreprise", on_delete=models.PROTECT, related_name="clause_contracts"
    )
    employer = models.ForeignKey(
        Company, verbose_name="employeur, si c’est un autre", null=True, blank=True, on_delete=models.PROTECT,
        related_name="employed", help_text="Association intermédiaire, entreprise de travail temporaire…",
    )  # fmt: skip
    contract_type = models.ForeignKey(
        Term, verbose_name="type de contrat", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start = models.DateField("début")
    end = models.DateField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "contrat clauses"
        verbose_name_plural = "contrats clauses"
        ordering = ["-start", "-pk"]
        indexes = [models.Index(fields=["start", "end"], name="clause_contract_dates")]
        constraints = [
            *Circumstances.Meta.constraints,
            models.CheckConstraint(condition=ordered("start", "end"), name="clause_contract_dates_ordered"),
        ]

    def __str__(self) -> str:
        return f"Contrat clauses {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """The guichet sees all of them."""
        if agent.role == AgentRole.CLAUSES:
            return Q(beneficiary__contract=agent.contract_id)
        return super().seen_by(agent)

    def get_absolute_url(self) -> str:
        return reverse("plie:clause-contract", args=[self.beneficiary.contract.key, self.pk])


class ClauseHours(FileRow):
    """Hours worked in a month; `month` is its first day."""

    contract_path = "clause_contract__beneficiary__contract"
    participant_path = "clause_contract__beneficiary__participant"
    beneficiary_path = "clause_contract__beneficiary"

    clause_contract = models.ForeignKey(ClauseContract, on_delete=models.CASCADE, related_name="hours")
    month = models.DateField("mois")
    hours = models.DecimalField("heures", max_digits=7, decimal_places=2)

    class Meta:
        verbose_name = "heures d’insertion"
        verbose_name_plural = "heures d’insertion"
        ordering = ["clause_contract_id", "month", "pk"]
        indexes = [models.Index(fields=["month"], name="clause_hours_month")]
        constraints = [
            models.UniqueConstraint(fields=["clause_contract", "month"], name="clause_hours_once_a_month"),
            models.CheckConstraint(condition=Q(hours__gte=0) & Q(month__day=1), name="clause_hours_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.clause_contract}, {self.month:%m/%Y}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """Those of the contracts that are seen."""
        return of_contracts(agent)


class MissionEvaluation(FileRow):
    """The fiche of the end of a mission (line 826)."""

    contract_path = "clause_contract__beneficiary__contract"
    participant_path = "clause_contract__beneficiary__participant"
    beneficiary_path = "clause_contract__beneficiary"
    personal = ("note",)

    clause_contract = models.OneToOneField(ClauseContract, on_delete=models.CASCADE, related_name="evaluation")
    on = models.DateField("évaluée le")
    appraisal = models.CharField("appréciation", max_length=20, choices=Appraisal.choices)
    outcome = models.ForeignKey(
        Term, verbose_name="suite", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField("remarques", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")

    class Meta:
        verbose_name = "évaluation de fin de mission"
        verbose_name_plural = "évaluations de fin de mission"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"Évaluation {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """Those of the contracts that are seen; not the Département nor the FSE cell, for it holds words."""
        if agent.role in (AgentRole.DEPARTMENT, AgentRole.FSE_CELL):
            return None
        return of_contracts(agent)


def of_contracts(agent) -> Q | None:
    """Rows of the clause contracts that a role shows."""
    if ClauseContract.seen_by(agent) is None:
        return None
    return Q(clause_contract__in=ClauseContract.objects.for_agents([agent]).order_by().values("pk"))
