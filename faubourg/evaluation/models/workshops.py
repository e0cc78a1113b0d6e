"""Workshops, the proposals that came out of them, and the actions told as stories. Counts only, never a name."""

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Lineage, ListedOrganisation
from faubourg.core.records import PartialDateField
from faubourg.evaluation.choices import ProposalState
from faubourg.evaluation.models.evaluation import Evaluation, Part
from faubourg.governance.models import Body


class Workshop(Part):
    """A workshop. `participations` and `distinct` are two counts: neither is deduced from the other."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name="évaluation", null=True, blank=True, on_delete=models.PROTECT,
        related_name="workshops",
    )  # fmt: skip
    theme = models.CharField("thème", max_length=300)
    date = PartialDateField("date")
    place = models.CharField("lieu", max_length=300, blank=True)
    participations = models.PositiveIntegerField(
        "participations", null=True, blank=True, help_text="Une personne venue à deux séances compte deux fois."
    )
    distinct = models.PositiveIntegerField(
        "personnes distinctes", null=True, blank=True, help_text="Chaque personne une fois. Vide : non connu."
    )
    organisations = models.ManyToManyField(
        ListedOrganisation, verbose_name="organismes présents", blank=True, related_name="workshops"
    )
    notes = models.TextField("notes", blank=True, help_text="Ce qui s’est dit, sans nom de personne.")

    class Meta(Part.Meta):
        verbose_name = "atelier"
        verbose_name_plural = "ateliers"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="workshop_key_unique")]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("evaluation:workshop", args=[self.contract.key, self.key])


class Proposal(Part):
    """A proposal of a workshop, followed up to the fiches that it became: several to one, and one to several."""

    evaluation_path = "workshop__evaluation"
    hangs_on = ("workshop",)

    workshop = models.ForeignKey(Workshop, verbose_name="atelier", on_delete=models.PROTECT, related_name="proposals")
    theme = models.CharField("thème", max_length=300, blank=True)
    text = models.TextField("proposition")
    pilots = models.ManyToManyField(
        ListedOrganisation, verbose_name="pilotes désignés", blank=True, related_name="proposals"
    )
    pilot_words = models.CharField("pilote, comme écrit", max_length=300, blank=True)
    state = models.CharField("décision", max_length=12, choices=ProposalState.choices, default=ProposalState.MADE)
    body = models.ForeignKey(
        Body, verbose_name="instance qui arbitre", null=True, blank=True, on_delete=models.PROTECT,
        related_name="proposals",
    )  # fmt: skip
    reason = models.TextField("motif", blank=True, help_text="Pourquoi elle est écartée.")
    actions = models.ManyToManyField(Lineage, verbose_name="devenue les actions", blank=True, related_name="proposals")

    class Meta(Part.Meta):
        verbose_name = "proposition d’atelier"
        verbose_name_plural = "propositions d’atelier"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="proposal_key_unique")]

    def __str__(self) -> str:
        return self.text


class EmblematicAction(Part):
    """An action told: what led to it, what was done, what it changed, and what people said of it, unnamed."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name="évaluation", on_delete=models.PROTECT, related_name="emblematic_actions"
    )
    title = models.CharField("titre", max_length=300)
    lineage = models.ForeignKey(
        Lineage, verbose_name="action", null=True, blank=True, on_delete=models.PROTECT, related_name="narratives"
    )
    context = models.TextField("contexte", blank=True)
    done = models.TextField("ce qui a été fait", blank=True)
    effects = models.TextField("effets", blank=True)
    quotes = models.JSONField("paroles", default=list, blank=True, help_text="Sans le nom de qui les a dites.")
    picture_alt = models.CharField(
        "description de l’image",
        max_length=300,
        blank=True,
        help_text="Ce que l’image montre, pour qui ne la voit pas.",
    )

    class Meta(Part.Meta):
        verbose_name = "action emblématique"
        verbose_name_plural = "actions emblématiques"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="emblematic_key_unique")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('evaluation:emblematic', args=[self.contract.key])}#{self.key}"
