"""Kinds, natures and roles of actions."""

from django.db import models

from faubourg.contracts.choices import ActionKind

__all__ = [
    "CLAUSE_KINDS",
    "DECISION_TRANSITIONS",
    "MEANS_TRANSITIONS",
    "ActionKind",
    "CommitmentLevel",
    "ConditionOutcome",
    "ContinuityKind",
    "Decision",
    "Delay",
    "MeansKind",
    "MeansNature",
    "MeansState",
    "RoleKind",
    "WindowRecurrence",
    "Wording",
]


class CommitmentLevel(models.TextChoices):
    """How far a commitment goes: an idea to draw from, what everybody keeps, or what was written for one objective."""

    TOOLBOX = "boite-a-outils", "boîte à outils"
    CORE = "socle", "socle"
    WRITTEN = "redige", "engagement rédigé"


#: Kinds of clauses known by their code in files (the cahier des charges of Alès); a contract may write others in words.
CLAUSE_KINDS: dict[str, str] = {
    "engagement_operateur": "engagement de l’opérateur",
    "obligation": "obligation",
    "recommandation": "recommandation",
    "priorite_de_financement": "priorité de financement",
    "validation_ou_rencontre_prealable": "validation ou rencontre préalable",
    "autres_credits_ou_dispositif_finançable": "autres crédits ou dispositif finançable",
    "dispositif_porteur": "dispositif porteur",
}


class RoleKind(models.TextChoices):
    """What an organisation does for an action or a node."""

    PILOT = "pilote", "pilote"
    CO_PILOT = "co-pilote", "co-pilote"
    PARTNER = "partenaire", "partenaire"
    FUNDER = "financeur", "financeur"
    OPERATOR = "operateur", "opérateur"
    PRODUCER = "producteur", "producteur d’indicateur"


class MeansKind(models.TextChoices):
    """The two origins of money and time: never mixed."""

    COMMON_LAW = "droit commun", "droit commun"
    SPECIFIC = "credits specifiques", "crédits spécifiques"


class MeansNature(models.TextChoices):
    """What a means is counted in. One is never turned into another: an hour or a room has no price here."""

    EUROS = "euros", "euros"
    STAFF = "etp", "temps de travail (ETP)"
    PREMISES = "locaux", "locaux"
    IN_KIND = "nature", "en nature"


class MeansState(models.TextChoices):
    """Where a real means stands: its giver declares it, the chef·fe de projet justifies or refuses it."""

    DECLARED = "declare", "déclaré"
    JUSTIFIED = "justifie", "justifié"
    REFUSED = "refuse", "refusé"


#: From each state, those that may follow by a judgement; a correction always leads back to « déclaré ».
MEANS_TRANSITIONS: dict[str, tuple[str, ...]] = {
    MeansState.DECLARED: (MeansState.JUSTIFIED, MeansState.REFUSED),
    MeansState.JUSTIFIED: (MeansState.REFUSED,),
    MeansState.REFUSED: (MeansState.JUSTIFIED,),
}


class Wording(models.TextChoices):
    """How binding the document's own words are."""

    MUST = "doit", "doit"
    NEEDED = "necessaire", "il est nécessaire de"
    CAN = "peut", "peut"
    COULD = "pourrait", "pourrait"


class ContinuityKind(models.TextChoices):
    """What became of an action from one version of the plan to the next."""

    CONTINUED = "reconduite", "reconduite"
    SPLIT = "scindee", "scindée"
    MERGED = "fusionnee", "fusionnée"
    DROPPED = "abandonnee", "abandonnée"
    NEW = "nouvelle", "nouvelle"


class Decision(models.TextChoices):
    """What became of a statement of progress: only a validated one counts."""

    PROPOSED = "propose", "à valider"
    VALIDATED = "valide", "validé"
    REFUSED = "refuse", "refusé"
    WITHDRAWN = "retire", "retiré"


#: From each decision, those that may follow: a proposal is answered once, what was validated can be withdrawn.
DECISION_TRANSITIONS: dict[str, tuple[str, ...]] = {
    Decision.PROPOSED: (Decision.VALIDATED, Decision.REFUSED, Decision.WITHDRAWN),
    Decision.VALIDATED: (Decision.WITHDRAWN,),
    Decision.REFUSED: (),
    Decision.WITHDRAWN: (),
}


class ConditionOutcome(models.TextChoices):
    """What became of « sous réserve de… »."""

    PENDING = "en-attente", "en attente"
    RAISED = "levee", "levée"
    NOT_RAISED = "non-levee", "non levée"


class Delay(models.TextChoices):
    """How an action stands to its dates, computed and never stored. No known date: no delay."""

    LATE = "en-retard", "en retard"
    SILENT = "sans-nouvelle", "échéance passée, avancement non dit"


class WindowRecurrence(models.TextChoices):
    """Whether a deposit window comes back."""

    YEARLY = "annuelle", "chaque année"
    ONCE = "unique", "une seule fois"
