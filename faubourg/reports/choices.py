"""The annual report: its seven legal contents, the stages of its procedure, and what an opinion says.

Sources: CGCT, article L. 1111-2; décret n° 2015-1118 of 3 September 2015.
"""

from django.db import models


class Content(models.TextChoices):
    """The seven contents that the law asks for, in the order of the décret."""

    ORIENTATIONS = "orientations", "Les orientations du contrat et le projet de territoire"
    SITUATION = "situation", "L’évolution de la situation dans les quartiers"
    ACTIONS = "actions", "Les actions menées dans l’année"
    OUTLOOK = "perspectives", "Les résultats, les moyens et les perspectives"
    ARTICULATION = "articulation", "L’articulation des volets social, économique et urbain"
    DSU = "dsu", "Le développement social urbain et la DSU"
    SEX = "sexe", "Les données par sexe"


#: What the law says of each content, in plain words: the help of the editor and the first line of the printed part.
ASKED: dict[str, str] = {
    Content.ORIENTATIONS: "Rappeler les principales orientations du contrat et le projet de territoire qui l’a fondé.",
    Content.SITUATION: "Présenter l’évolution de la situation dans les quartiers prioritaires au regard des objectifs "
    "de la loi et de ceux du contrat.",
    Content.ACTIONS: "Retracer les actions menées au bénéfice des habitants par l’intercommunalité et les communes, "
    "chacune pour ses compétences ; celles des autres signataires au choix.",
    Content.OUTLOOK: "Dire les perspectives au regard des résultats et des moyens mobilisés, et les améliorations "
    "nécessaires : droit commun, coordination, participation des habitants, évaluation.",
    Content.ARTICULATION: "Présenter comment s’articulent les volets social, économique et urbain et, s’il y a lieu, "
    "le renouvellement urbain.",
    Content.DSU: "Si une commune signataire a reçu la dotation de solidarité urbaine (DSU), préciser les actions de "
    "développement social urbain menées sur son territoire.",
    Content.SEX: "Présenter par sexe les données du rapport (article L. 1111-2 du CGCT).",
}


class Stage(models.TextChoices):
    """Where a report stands in its procedure."""

    DRAFT = "projet", "projet en rédaction"
    SENT = "consultation", "envoyé pour avis"
    ANNEXED = "annexe", "contributions annexées"
    APPROVED = "approuve", "approuvé et figé"
    DEBATED = "debattu", "débattu"
    PUBLIC = "public", "rendu public"


#: From each stage, those that may follow. A frozen report is followed by a new edition, never by a step back.
STAGE_TRANSITIONS: dict[str, tuple[str, ...]] = {
    Stage.DRAFT: (Stage.SENT,),
    Stage.SENT: (Stage.ANNEXED, Stage.DRAFT),
    Stage.ANNEXED: (Stage.APPROVED,),
    Stage.APPROVED: (Stage.DEBATED,),
    Stage.DEBATED: (Stage.PUBLIC,),
    Stage.PUBLIC: (),
}
FROZEN = frozenset({Stage.APPROVED, Stage.DEBATED, Stage.PUBLIC})
#: Months given at least for an opinion; silence is then favourable (décret, procedure b).
OPINION_MONTHS = 1


class Consulted(models.TextChoices):
    """Who is asked."""

    COUNCIL = "conseil-municipal", "conseil municipal"
    CITIZENS = "conseil-citoyen", "conseil citoyen"
    SIGNATORY = "signataire", "autre signataire"


class Verdict(models.TextChoices):
    """What an opinion says; none before the answer."""

    FAVOURABLE = "favorable", "favorable"
    WITH_REMARKS = "reserves", "favorable avec observations"
    AGAINST = "defavorable", "défavorable"


class Standing(models.TextChoices):
    """Where an opinion stands on a day; computed, never stored."""

    NOT_SENT = "non-envoye", "à envoyer"
    AWAITED = "attendu", "attendu"
    SILENT = "repute", "réputé favorable (sans réponse)"
    GIVEN = "rendu", "rendu"
