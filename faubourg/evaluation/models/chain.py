"""From a question to its findings: criteria with their judgement, evidence, findings."""

from django.db import models
from django.urls import reverse

from faubourg.contracts.models import Deliberation, Lineage, PrintedTable, Published
from faubourg.core.records import PartialDateField
from faubourg.evaluation.choices import EvidenceKind, Strength
from faubourg.evaluation.models.evaluation import Evaluation, Part
from faubourg.evaluation.models.workshops import Workshop
from faubourg.followup.models import Review
from faubourg.governance.models import Meeting


class Question(Part):
    """A question that the evaluation answers, and the decision that validated it."""

    evaluation = models.ForeignKey(
        Evaluation, verbose_name="évaluation", on_delete=models.PROTECT, related_name="questions"
    )
    code = models.CharField("numéro", max_length=40, blank=True)
    text = models.TextField("question")
    deliberation = models.ForeignKey(
        Deliberation, verbose_name="validée par la délibération", null=True, blank=True, on_delete=models.PROTECT,
        related_name="evaluation_questions",
    )  # fmt: skip
    decision = models.CharField(
        "validée par", max_length=300, blank=True, help_text="Quand aucune délibération ne l’est : l’instance, l’acte."
    )
    decided_on = PartialDateField("date de validation")
    answer = models.TextField("réponse", blank=True, help_text="En quelques phrases, une fois les critères jugés.")

    class Meta(Part.Meta):
        verbose_name = "question évaluative"
        verbose_name_plural = "questions évaluatives"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="question_key_unique")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("evaluation:question", args=[self.contract.key, self.key])

    @property
    def is_validated(self) -> bool:
        """Whether a decision is named: a deliberation, or words and a date."""
        return self.deliberation_id is not None or bool(self.decision and self.decided_on)


class Criterion(Part):
    """What tells whether the answer is yes, and the judgement on it: a word of the scale, why, and what limits it."""

    evaluation_path = "question__evaluation"
    hangs_on = ("question",)

    question = models.ForeignKey(Question, verbose_name="question", on_delete=models.PROTECT, related_name="criteria")
    text = models.TextField("critère")
    expected = models.TextField("ce qui est attendu", blank=True, help_text="Le seuil ou le signe de réussite.")
    judgement = models.CharField("jugement", max_length=80, blank=True)
    argument = models.TextField("argument", blank=True)
    limits = models.TextField("limites", blank=True, help_text="Ce que les preuves ne permettent pas de dire.")

    class Meta(Part.Meta):
        verbose_name = "critère"
        verbose_name_plural = "critères"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="criterion_key_unique")]

    def __str__(self) -> str:
        return self.text


class Evidence(Part):
    """What supports a judgement. It points at one thing at most, by a real key: nothing cited can vanish."""

    evaluation_path = "criterion__question__evaluation"
    hangs_on = ("criterion",)

    criterion = models.ForeignKey(Criterion, verbose_name="critère", on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField("nature", max_length=20, choices=EvidenceKind.choices)
    says = models.TextField("ce qu’elle dit")
    strength = models.CharField("force", max_length=10, choices=Strength.choices, blank=True)
    indicator_lineage = models.ForeignKey(
        Lineage, verbose_name="indicateur", null=True, blank=True, on_delete=models.PROTECT,
        related_name="indicator_evidence",
    )  # fmt: skip
    action_lineage = models.ForeignKey(
        Lineage, verbose_name="action", null=True, blank=True, on_delete=models.PROTECT, related_name="action_evidence"
    )
    review = models.ForeignKey(
        Review, verbose_name="bilan", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    published = models.ForeignKey(
        Published, verbose_name="chiffre publié", null=True, blank=True, on_delete=models.PROTECT,
        related_name="evidence",
    )  # fmt: skip
    table = models.ForeignKey(
        PrintedTable, verbose_name="tableau", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    workshop = models.ForeignKey(
        Workshop, verbose_name="atelier", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name="réunion", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence"
    )
    period = models.CharField("période", max_length=80, blank=True, help_text="Celle des valeurs citées.")
    source = models.TextField("source", blank=True, help_text="Titre du document, de l’enquête, adresse.")

    class Meta(Part.Meta):
        verbose_name = "preuve"
        verbose_name_plural = "preuves"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="evidence_key_unique")]

    def __str__(self) -> str:
        return self.says


class Finding(Part):
    """What the judgements let one say, in one sentence or a few."""

    evaluation_path = "question__evaluation"
    hangs_on = ("question",)

    question = models.ForeignKey(Question, verbose_name="question", on_delete=models.PROTECT, related_name="findings")
    text = models.TextField("constat")
    criteria = models.ManyToManyField(Criterion, verbose_name="tiré des critères", blank=True, related_name="findings")

    class Meta(Part.Meta):
        verbose_name = "constat d’évaluation"
        verbose_name_plural = "constats d’évaluation"
        constraints = [models.UniqueConstraint(fields=["contract", "key"], name="finding_key_unique")]

    def __str__(self) -> str:
        return self.text
