"""Places kept in crèches for people on their way to work, and the demands for them (PLIE 2022, lines 485 to 664)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from faubourg.contracts.models import Contract, ListedOrganisation
from faubourg.pathways.choices import AgentRole, ChildcareState
from faubourg.pathways.models.beneficiary import Beneficiary, Circumstances, ordered
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.reach import FACTS, ContractQuerySet, FileRow


class Nursery(models.Model):
    """A crèche or a halte-garderie where places are kept."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_nurseries")
    name = models.CharField("crèche", max_length=200)
    carrier = models.CharField("dispositif", max_length=120, blank=True, help_text="Par exemple Département, CCAS.")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisme", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "crèche"
        verbose_name_plural = "crèches"
        ordering = ["contract_id", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "name"], name="nursery_name_unique")]

    def __str__(self) -> str:
        return self.name


class NurseryPlaces(models.Model):
    """Places kept from a day to another; half a place is legal (line 574)."""

    contract_path = "nursery__contract"

    nursery = models.ForeignKey(Nursery, verbose_name="crèche", on_delete=models.CASCADE, related_name="periods")
    start = models.DateField("depuis le")
    end = models.DateField("jusqu’au", null=True, blank=True)
    places = models.DecimalField("places réservées", max_digits=5, decimal_places=2)
    kind = models.CharField("accueil", max_length=120, blank=True, help_text="Régulier, occasionnel, en urgence…")

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "places réservées"
        verbose_name_plural = "places réservées"
        ordering = ["nursery_id", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=ordered("start", "end"), name="nursery_places_dates"),
            models.CheckConstraint(condition=Q(places__gte=0), name="nursery_places_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.nursery}, {self.start:%d/%m/%Y}"


class ChildcareRequest(Circumstances, FileRow):
    """A demand for places by a parent. `months`: months of reception of all the children, halves included.

    Without a prescriber the demand is spontaneous. A crèche sees it from the day when it is sent there.
    """

    contract_path = "beneficiary__contract"
    participant_path = "beneficiary__participant"
    personal = ("contact", "note")
    readers = FACTS

    beneficiary = models.ForeignKey(
        Beneficiary, verbose_name="parent", on_delete=models.CASCADE, related_name="childcare_requests"
    )
    prescriber = models.ForeignKey(
        Term, verbose_name="prescripteur", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Vide : demande spontanée.",
    )  # fmt: skip
    date = models.DateField("demandée le")
    children = models.PositiveSmallIntegerField("enfants", default=1)
    single_parent = models.BooleanField("parent isolé", null=True, blank=True)
    reason = models.ForeignKey(
        Term, verbose_name="motif", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    nursery = models.ForeignKey(
        Nursery, verbose_name="crèche", null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    state = models.CharField(
        "état", max_length=12, choices=ChildcareState.choices, default=ChildcareState.WAITING, editable=False
    )
    start = models.DateField("accueil depuis le", null=True, blank=True)
    end = models.DateField("accueil jusqu’au", null=True, blank=True)
    months = models.DecimalField("mois d’accueil", max_digits=5, decimal_places=1, null=True, blank=True)
    exit_situation = models.ForeignKey(
        Term, verbose_name="situation à la fin", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    refusal = models.ForeignKey(
        Term, verbose_name="motif sans place", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact = models.CharField("téléphone ou courriel du parent", max_length=200, blank=True)
    note = models.TextField("note", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")

    class Meta:
        verbose_name = "demande de garde"
        verbose_name_plural = "demandes de garde"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["date"], name="childcare_request_date")]
        constraints = [
            *Circumstances.Meta.constraints,
            models.CheckConstraint(condition=Q(children__gte=1), name="childcare_children"),
            models.CheckConstraint(condition=ordered("start", "end"), name="childcare_dates"),
            models.CheckConstraint(
                condition=Q(state__in=(ChildcareState.WAITING, ChildcareState.UNPLACED), start=None)
                | Q(state=ChildcareState.PLACED, start__isnull=False, nursery__isnull=False, end=None)
                | Q(state=ChildcareState.ENDED, start__isnull=False, nursery__isnull=False, end__isnull=False),
                name="childcare_state_and_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"Demande de garde {self.pk}"

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """A crèche sees what was sent to it, a prescriber what they asked for."""
        here = Q(beneficiary__contract=agent.contract_id)
        match agent.role:
            case AgentRole.NURSERY:
                return here & Q(nursery=agent.nursery_id) if agent.nursery_id else None
            case AgentRole.PRESCRIBER:
                return here & Q(prescriber=agent.prescriber_id) if agent.prescriber_id else None
        return super().seen_by(agent)

    def get_absolute_url(self) -> str:
        return reverse("plie:childcare-request", args=[self.beneficiary.contract.key, self.pk])
