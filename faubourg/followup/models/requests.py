"""What a campaign asks of an organisation, line by line; the values themselves are observations of `indicators`."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Lineage, ListedOrganisation, ScopedQuerySet
from faubourg.core.fields import FaithfulJSONField
from faubourg.followup.choices import LineState, Renewal
from faubourg.followup.models.campaigns import Campaign


class CampaignRequest(models.Model):
    """What one producing organisation is asked; `referent` is who answers for it."""

    contract_path = "campaign__contract"
    hangs_on = ("campaign",)

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(
        ListedOrganisation, verbose_name="organisme", on_delete=models.PROTECT, related_name="campaign_requests"
    )
    referent = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="référent·e", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    submitted_at = models.DateTimeField("dernier envoi", null=True, blank=True, editable=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        verbose_name_plural = "demandes"
        ordering = ["campaign", "organisation__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation"], name="request_one_an_organisation")]

    def __str__(self) -> str:
        return f"{self.campaign} : {self.organisation}"

    def get_absolute_url(self) -> str:
        campaign = self.campaign
        return reverse("followup:request", args=[campaign.contract.key, campaign.key, self.organisation.key])


class RequestLine(models.Model):
    """An indicator asked of an organisation for a year. `code` names it on paper; `draft` is what came too late.

    `draft` holds {"cells": {name of the cell: text}, "note": {field: text}, "choice": …} of an answer that the
    deadline refused: nothing typed is lost.
    """

    contract_path = "request__campaign__contract"
    hangs_on = ("lineage",)

    request = models.ForeignKey(CampaignRequest, on_delete=models.CASCADE, related_name="lines")
    lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur", on_delete=models.PROTECT, related_name="request_lines"
    )
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("rang dans la campagne")
    code = models.CharField("code", max_length=12)
    state = models.CharField("état", max_length=12, choices=LineState.choices, default=LineState.TO_FILL)
    choice = models.CharField("suite donnée", max_length=12, choices=Renewal.choices, blank=True)
    reason = models.TextField("motif", blank=True, help_text="De la correction demandée, ou de l’indisponibilité.")
    draft = FaithfulJSONField("saisie gardée", default=dict, blank=True, editable=False)
    answered_at = models.DateTimeField("saisie le", null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="saisie par", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip
    answered_by_link = models.BooleanField("saisie par lien personnel", default=False, editable=False)
    submitted_at = models.DateTimeField("transmise le", null=True, blank=True, editable=False)
    decided_at = models.DateTimeField("décidée le", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="décidée par", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+", editable=False,
    )  # fmt: skip

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne demandée"
        verbose_name_plural = "lignes demandées"
        ordering = ["request", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "lineage", "year"], name="request_line_unique"),
            models.UniqueConstraint(fields=["request", "number"], name="request_line_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.year}"

    def get_absolute_url(self) -> str:
        return f"{self.request.get_absolute_url()}#ligne-{self.code}"
