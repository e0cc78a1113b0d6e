"""Who may do what in a contract: one table, read by the rights, by the page « Rôles et droits » and by its test."""

from django.db import models

from faubourg.contracts.choices import Role


class Reach(models.IntegerChoices):
    """How far a right goes: the fiches that the person pilots, what their organisation carries, or everything."""

    FICHES = 1, "ses fiches"
    ORGANISATION = 2, "son organisme"
    ALL = 3, "tout le contrat"


class Verb(models.TextChoices):
    """What can be done in a contract."""

    READ = "lire", "Lire le contrat, chercher, imprimer, exporter"
    COMMENT = "commenter", "Commenter une fiche"
    OPINE = "donner-avis", "Donner un avis"
    ENTER_VALUES = "saisir-valeurs", "Saisir les valeurs des indicateurs"
    PROPOSE_STATUS = "proposer-avancement", "Proposer l’avancement d’une action"
    EDIT_ACTIONS = "tenir-fiches", "Tenir les fiches : textes, rôles, moyens, pièces jointes"
    EDIT_INDICATORS = "tenir-indicateurs", "Tenir la définition des indicateurs et leurs cibles"
    VALIDATE_STATUS = "valider-avancement", "Valider l’avancement d’une action"
    RUN_CAMPAIGNS = "tenir-campagnes", "Ouvrir une campagne de suivi, relancer, demander une correction, valider"
    EVALUATE = "evaluer", "Tenir l’évaluation : questions, preuves, constats, recommandations"
    PUBLISH = "publier", "Établir un rapport, suivre sa procédure, le figer"
    READ_SMALL_NUMBERS = "lire-petits-nombres", "Fixer le seuil des petits nombres et lire ceux qui sont masqués"
    EDIT_PLAN = "tenir-plan", "Tenir le plan, les instances, les listes et les échéances"
    MANAGE_VERSIONS = "tenir-versions", "Ouvrir un avenant, le soumettre, l’adopter, corriger une erreur matérielle"
    APPROVE_EPCI = "approuver-epci", "Approuver un jalon pour l’intercommunalité"
    APPROVE_STATE = "approuver-etat", "Approuver un jalon pour l’État"
    MODERATE = "moderer", "Retirer le commentaire d’une autre personne"
    READ_JOURNAL = "lire-journal", "Lire le journal du contrat"
    IMPORT = "importer", "Importer un fichier dans le contrat"
    MANAGE_MEMBERS = "tenir-membres", "Inviter, donner et reprendre les rôles"


_READING = {Verb.READ: Reach.ALL}
_CARRYING = dict.fromkeys(
    (Verb.EDIT_ACTIONS, Verb.EDIT_INDICATORS, Verb.ENTER_VALUES, Verb.PROPOSE_STATUS), Reach.ORGANISATION
)
_TALKING = _READING | {Verb.COMMENT: Reach.ALL}

#: Role → verb → how far. What is not written is refused. Source: DESIGN sections 1 and 4.
MATRIX: dict[str, dict[str, Reach]] = {
    Role.PROJECT_LEAD: {verb: Reach.ALL for verb in Verb if verb not in (Verb.OPINE, Verb.APPROVE_STATE)},
    Role.STATE_LEAD: _TALKING
    | dict.fromkeys((Verb.VALIDATE_STATUS, Verb.APPROVE_STATE, Verb.READ_JOURNAL), Reach.ALL)
    | _CARRYING,
    Role.REFERENT: _TALKING | _CARRYING,
    Role.PILOT: _TALKING | dict.fromkeys((Verb.EDIT_ACTIONS, Verb.ENTER_VALUES, Verb.PROPOSE_STATUS), Reach.FICHES),
    Role.PRODUCER: _TALKING | {Verb.ENTER_VALUES: Reach.ORGANISATION},
    Role.PARTNER: _TALKING,
    Role.FUNDER: _TALKING,
    Role.EVALUATOR: _TALKING | {Verb.EVALUATE: Reach.ALL},
    Role.ELECTED: _READING,
    Role.CITIZEN: _TALKING | {Verb.OPINE: Reach.ALL},
}
#: What the administrator of the instance may do in any contract, without a role in it.
ADMINISTRATION = frozenset({Verb.READ, Verb.IMPORT, Verb.MANAGE_MEMBERS})
#: Roles that are held for an organisation: without one, a right limited to the organisation reaches nothing.
FOR_AN_ORGANISATION = frozenset({Role.STATE_LEAD, Role.REFERENT, Role.PILOT, Role.PRODUCER})
