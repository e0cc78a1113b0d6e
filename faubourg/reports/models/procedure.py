"""The procedure of a report: its dated steps, and the opinions of those who are consulted."""

from datetime import date

from django.conf import settings
from django.db import models

from faubourg.contracts.models import ListedOrganisation, ListedTerritory, ScopedQuerySet
from faubourg.governance.models import Body
from faubourg.reports.choices import Consulted, Stage, Standing, Verdict
from faubourg.reports.models.annual import AnnualReport


class ReportStep(models.Model):
    """A step of the procedure: when it took place, and the deliberation or letter that shows it."""

    contract_path = "report__contract"
    hangs_on = ("report",)

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="steps")
    stage = models.CharField("étape", max_length=20, choices=Stage.choices)
    on = models.DateField("le")
    reference = models.CharField("délibération ou pièce", max_length=200, blank=True)
    note = models.TextField("note", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="inscrit par", on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("inscrit le")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "étape du rapport"
        verbose_name_plural = "étapes du rapport"
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return self.get_stage_display()


class ReportOpinion(models.Model):
    """One who is consulted: the opinion and its contribution, then what the EPCI answers to it.

    Several answers may come before the report is annexed: the last one counts, the journal keeps the others.
    """

    contract_path = "report__contract"
    hangs_on = ("report",)

    report = models.ForeignKey(AnnualReport, on_delete=models.CASCADE, related_name="opinions")
    kind = models.CharField("nature", max_length=20, choices=Consulted.choices)
    name = models.CharField("qui est consulté", max_length=300)
    body = models.ForeignKey(
        Body, verbose_name="instance", null=True, blank=True, on_delete=models.PROTECT, related_name="report_opinions"
    )
    territory = models.ForeignKey(
        ListedTerritory,
        verbose_name="commune",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="report_opinions",
    )
    organisation = models.ForeignKey(
        ListedOrganisation,
        verbose_name="organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="report_opinions",
    )
    sent_on = models.DateField("envoyé le", null=True, blank=True)
    given_on = models.DateField("avis rendu le", null=True, blank=True)
    verdict = models.CharField("avis", max_length=20, choices=Verdict.choices, blank=True)
    reference = models.CharField("délibération ou compte rendu", max_length=200, blank=True)
    text = models.TextField("contribution", blank=True)
    answer = models.TextField("suite donnée", blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "avis sur le rapport"
        verbose_name_plural = "avis sur le rapport"
        ordering = ["report", "kind", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "name"], name="report_opinion_unique")]

    def __str__(self) -> str:
        return self.name

    def standing(self, due: date | None, today: date) -> Standing:
        """Where it stands on `today`: silence until `due` included is favourable the day after."""
        if self.verdict:
            return Standing.GIVEN
        if self.sent_on is None or due is None:
            return Standing.NOT_SENT
        return Standing.SILENT if today > due else Standing.AWAITED

    @property
    def asks_an_answer(self) -> bool:
        """Whether the approval has to say what follows from it."""
        return bool(self.verdict) and (self.verdict != Verdict.FAVOURABLE or bool(self.text))
