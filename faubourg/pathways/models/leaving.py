"""Exits, and what the FSE+ asks at the entry, at the exit and six months later."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from faubourg.pathways.choices import Answer, Education, ExitKind, ExitState, Labour, Situation
from faubourg.pathways.models.lists import Term
from faubourg.pathways.models.pathway import Pathway
from faubourg.pathways.models.reach import FileQuerySet, FileRow
from faubourg.pathways.models.work import Proof, Step

#: One of them at a time on a pathway.
STANDING = (ExitState.PROPOSED, ExitState.UPCOMING, ExitState.VALIDATED)
#: Those that a session decided.
DECIDED = (ExitState.UPCOMING, ExitState.VALIDATED)


class ExitQuerySet(FileQuerySet):
    """Reads of exits."""

    def standing(self):
        """Those that are proposed, decided ahead or validated."""
        return self.filter(state__in=STANDING)

    def validated(self):
        """Those that a session validated."""
        return self.filter(state=ExitState.VALIDATED)

    def upcoming(self):
        """Those that a session decided ahead of their day."""
        return self.filter(state=ExitState.UPCOMING)


class Exit(FileRow):
    """The end of a pathway: proposed by the référent, validated by the cellule (lines 147 to 156).

    `on` is the PLIE's date, `fse_on` the FSE+'s: they differ. `validated_on` is the session's, which may precede `on`;
    on a proposed one, that of a session of before the software, whose proof is waited for.
    `category` is the line of the report's table for a positive one, which needs its proof. `outcomes`: number of a
    step that was going on → its state once the exit takes effect.
    """

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"
    personal = ("note", "reopening_reason")

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="exits")
    state = models.CharField("état", max_length=10, choices=ExitState.choices, default=ExitState.PROPOSED)
    kind = models.CharField("nature", max_length=20, choices=ExitKind.choices)
    on = models.DateField("date de sortie du PLIE")
    fse_on = models.DateField("date de sortie FSE+", null=True, blank=True)
    reason = models.ForeignKey(
        Term, verbose_name="motif", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    category = models.ForeignKey(
        Term, verbose_name="catégorie", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    step = models.ForeignKey(
        Step, verbose_name="étape qui y mène", null=True, blank=True, on_delete=models.SET_NULL, related_name="exits"
    )
    proof = models.ForeignKey(
        Proof, verbose_name="justificatif", null=True, blank=True, on_delete=models.PROTECT, related_name="exits"
    )
    note = models.TextField("note", blank=True, help_text="Ni donnée de santé, ni donnée de justice.")
    outcomes = models.JSONField("fin des étapes en cours", default=dict, blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="proposée par", on_delete=models.PROTECT, related_name="+"
    )
    validated_on = models.DateField("validée le", null=True, blank=True)
    situation = models.CharField("situation le lendemain", max_length=20, choices=Situation.choices, blank=True)
    situation_entered_on = models.DateField("saisie le", null=True, blank=True)
    situation_later = models.CharField("situation à six mois", max_length=20, choices=Situation.choices, blank=True)
    situation_later_on = models.DateField("recueillie le", null=True, blank=True)
    reopened_on = models.DateField("rouverte le", null=True, blank=True)
    reopening_reason = models.TextField("motif de la réouverture", blank=True)

    objects = ExitQuerySet.as_manager()

    class Meta:
        verbose_name = "sortie"
        verbose_name_plural = "sorties"
        ordering = ["pathway_id", "-on", "-pk"]
        indexes = [
            models.Index(fields=["state", "kind", "on"], name="exit_kind_date"),
            models.Index(
                fields=["on"], condition=Q(state=ExitState.VALIDATED, situation=""), name="exit_to_ask_next_day"
            ),
            models.Index(
                fields=["on"], condition=Q(state=ExitState.VALIDATED, situation_later=""), name="exit_to_ask_later"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pathway"],
                condition=Q(state__in=STANDING),
                name="exit_one_a_pathway",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ExitKind.POSITIVE, state__in=DECIDED) | Q(proof__isnull=False),
                name="exit_positive_has_its_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(validated_on__isnull=False), name="exit_validated_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Sortie {self.pk}"


class EntryFacts(FileRow):
    """What the FSE+ asks at the entry: optional, and a person may decline to answer. Empty: not asked."""

    contract_path = "pathway__contract"
    participant_path = "pathway__participant"

    pathway = models.OneToOneField(Pathway, on_delete=models.CASCADE, related_name="entry_facts")
    filled_on = models.DateField("rempli le")
    fse_entered_on = models.DateField("date d’entrée FSE+", null=True, blank=True)
    labour = models.CharField("situation sur le marché du travail", max_length=20, choices=Labour.choices, blank=True)
    education = models.CharField("niveau d’éducation", max_length=20, choices=Education.choices, blank=True)
    disability = models.CharField("handicap", max_length=5, choices=Answer.choices, blank=True)
    third_country = models.CharField("nationalité hors UE", max_length=5, choices=Answer.choices, blank=True)
    foreign_origin = models.CharField("origine étrangère", max_length=5, choices=Answer.choices, blank=True)
    minority = models.CharField("minorité", max_length=5, choices=Answer.choices, blank=True)
    homeless = models.CharField("sans domicile", max_length=5, choices=Answer.choices, blank=True)
    rural = models.CharField("zone rurale", max_length=5, choices=Answer.choices, blank=True)
    minimum_income = models.CharField("minima sociaux", max_length=5, choices=Answer.choices, blank=True)

    class Meta:
        verbose_name = "questionnaire d’entrée FSE+"
        verbose_name_plural = "questionnaires d’entrée FSE+"
        ordering = ["pathway_id"]

    def __str__(self) -> str:
        return f"Questionnaire d’entrée {self.pk}"


class ExitFacts(FileRow):
    """What the FSE+ asks at the exit and six months later, beside the situations that the exit itself holds."""

    contract_path = "exit__pathway__contract"
    participant_path = "exit__pathway__participant"

    exit = models.OneToOneField(Exit, on_delete=models.CASCADE, related_name="facts")
    filled_on = models.DateField("rempli le")
    seeking = models.CharField("recherche désormais un emploi", max_length=5, choices=Answer.choices, blank=True)
    training = models.CharField("suit des études ou une formation", max_length=5, choices=Answer.choices, blank=True)
    qualified = models.CharField("a obtenu une qualification", max_length=5, choices=Answer.choices, blank=True)
    employed = models.CharField("exerce un emploi", max_length=5, choices=Answer.choices, blank=True)
    employed_later = models.CharField("en emploi à six mois", max_length=5, choices=Answer.choices, blank=True)
    improved_later = models.CharField(
        "situation améliorée à six mois", max_length=5, choices=Answer.choices, blank=True
    )

    class Meta:
        verbose_name = "questionnaire de sortie FSE+"
        verbose_name_plural = "questionnaires de sortie FSE+"
        ordering = ["exit_id"]

    def __str__(self) -> str:
        return f"Questionnaire de sortie {self.pk}"
