"""Permanences held at a partner's: when, where, by whom, and how many were met (lines 364 to 375)."""

from django.db import models

from faubourg.contracts.models import Contract
from faubourg.pathways.models.agents import Agent
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.participant import Participant
from faubourg.pathways.models.reach import TEAM, ContractQuerySet, FileRow


class DropIn(models.Model):
    """One permanence. Who has a file is linked; the others are a number, each counted once in the year."""

    contract_path = "contract"

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="plie_dropins")
    place = models.ForeignKey(Term, verbose_name="lieu", on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    held_by = models.ForeignKey(Agent, verbose_name="tenue par", on_delete=models.PROTECT, related_name="dropins")
    others = models.PositiveSmallIntegerField("autres personnes rencontrées", default=0)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "permanence"
        verbose_name_plural = "permanences"
        ordering = ["contract_id", "-on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "place", "on"], name="dropin_once_a_day")]

    def __str__(self) -> str:
        return f"{self.place}, {self.on:%d/%m/%Y}"


class DropInVisit(FileRow):
    """A person with a file met at a permanence."""

    contract_path = "dropin__contract"
    readers = TEAM

    dropin = models.ForeignKey(DropIn, verbose_name="permanence", on_delete=models.CASCADE, related_name="visits")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="dropin_visits")

    class Meta:
        verbose_name = "passage à une permanence"
        verbose_name_plural = "passages aux permanences"
        ordering = ["dropin_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["dropin", "participant"], name="dropin_visit_unique")]

    def __str__(self) -> str:
        return f"Passage {self.pk}"
