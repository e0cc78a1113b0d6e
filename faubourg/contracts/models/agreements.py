"""Written commitments beside the contract: conventions, charters, protocols, and what follows each of them."""

from django.db import models
from django.urls import reverse

from faubourg.contracts.agreement_stages import AgreementStage, stage_of
from faubourg.contracts.models.contract import Contract
from faubourg.contracts.models.listing import ListedOrganisation
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.core.records import PartialDateField, Record


class Agreement(Record):
    """A convention, a charter or a protocol tied to the contract.

    `state` keeps the words of the document; `stage` is what is followed here. A renewal is a row of its own, which
    `renews` the former one.
    """

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="agreements")
    title = models.CharField("intitulé", max_length=300)
    kind = models.CharField("nature", max_length=60, blank=True)
    object = models.TextField("objet", blank=True)
    parties = models.ManyToManyField(ListedOrganisation, verbose_name="parties", blank=True, related_name="agreements")
    state = models.CharField("état", max_length=60, blank=True, help_text="Les mots du document.")
    stage = models.CharField(
        "suivi", max_length=20, choices=AgreementStage.choices, blank=True,
        help_text="Vide : lu dans les mots du document.",
    )  # fmt: skip
    due = PartialDateField("à conclure avant")
    signed_on = PartialDateField("signé le")
    start = PartialDateField("début")
    end = PartialDateField("fin")
    tacit_renewal = models.BooleanField("tacite reconduction", null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField("préavis (mois)", null=True, blank=True)
    renews = models.ManyToManyField(
        "self", verbose_name="fait suite à", symmetrical=False, blank=True, related_name="renewed_by"
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "convention"
        verbose_name_plural = "conventions"
        ordering = ["contract", "position", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deadlines:agreement", args=[self.contract.key, self.pk])

    @property
    def current_stage(self) -> str:
        """The stage that is followed, else the one that the document's words stand for."""
        return self.stage or stage_of(self.state)

    @property
    def stage_label(self) -> str:
        """The current stage in words; the document's own words where they stand for none."""
        found = self.current_stage
        return str(AgreementStage(found).label) if found else self.state
