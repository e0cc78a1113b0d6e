"""The life of the contract: milestones and their approvals, deliberations, signatures."""

from django.conf import settings
from django.db import models

from faubourg.contracts.choices import ApprovalSide
from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.listing import ListedOrganisation
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.records import PartialDateField, Record


class Milestone(Record):
    """A dated moment of the contract. A key one needs two approvals, of the EPCI and of the State."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="milestones")
    date = PartialDateField("date")
    label = models.CharField("libellé", max_length=300)
    kind = models.CharField("nature", max_length=60, blank=True)
    is_key = models.BooleanField(
        "jalon clé", null=True, blank=True, help_text="Il demande deux accords : l’intercommunalité et l’État."
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "jalon"
        verbose_name_plural = "jalons"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.label


class MilestoneApproval(models.Model):
    """The agreement of one side to a key milestone, as it was worded that day; withdrawn, it stays with its reason."""

    contract_path = "milestone__contract"
    hangs_on = ("milestone",)

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="approvals")
    side = models.CharField("au nom de", max_length=10, choices=ApprovalSide.choices)
    wording = models.CharField("jalon approuvé", max_length=330)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField("le")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="retiré par",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawal_reason = models.TextField("motif du retrait", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "approbation d’un jalon"
        verbose_name_plural = "approbations des jalons"
        ordering = ["milestone", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "side"],
                condition=models.Q(withdrawn_at=None),
                name="milestone_approval_unique",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} : {self.wording}"


class Deliberation(Record):
    """The vote of one assembly on the contract, in five categories; a count may be unknown."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="deliberations")
    number = models.CharField("numéro", max_length=60, blank=True)
    assembly = models.CharField("assemblée", max_length=200)
    session_date = PartialDateField("séance du")
    service = models.CharField("service", max_length=200, blank=True)
    rapporteur_function = models.CharField("fonction du rapporteur ou de la rapporteuse", max_length=200, blank=True)
    decisions = models.JSONField("décisions", default=list, blank=True)
    visas = models.JSONField("visas", default=list, blank=True)
    result = models.CharField("résultat", max_length=60, blank=True)
    votes_for = models.PositiveIntegerField("pour", null=True, blank=True)
    votes_against = models.PositiveIntegerField("contre", null=True, blank=True)
    votes_abstain = models.PositiveIntegerField("abstentions", null=True, blank=True)
    votes_not_taken = models.PositiveIntegerField("ne participent pas", null=True, blank=True)
    votes_excused = models.PositiveIntegerField("excusé·es", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "délibération"
        verbose_name_plural = "délibérations"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.assembly} {self.number}".strip()


class Signature(Record):
    """A signatory of the contract: the organisation, the function that signs, the date, the level of commitment."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="signatures")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisation", on_delete=models.PROTECT, related_name="signatures"
    )
    function = models.CharField("fonction", max_length=200, blank=True)
    signed_on = PartialDateField("signé le")
    signed_by = models.CharField(
        "signé par", max_length=200, blank=True,
        help_text="Fonction de la personne qui signe, la même quand elle signe pour plusieurs organismes.",
    )  # fmt: skip
    commitment = models.CharField("niveau d’engagement", max_length=300, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "signature"
        verbose_name_plural = "signatures"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.function})" if self.function else str(self.organisation)
