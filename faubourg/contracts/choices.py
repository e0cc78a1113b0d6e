"""States, kinds and roles of contracts."""

from django.db import models


class ContractKind(models.TextChoices):
    """The kinds of the exchange format."""

    CONTRACT = "contrat de ville", "contrat de ville"
    AMENDMENT = "avenant", "avenant"
    PLIE = "protocole PLIE", "protocole PLIE"


class ContractState(models.TextChoices):
    """Where a contract stands, from its first meeting to its end."""

    PREPARATION = "en-preparation", "en préparation"
    DELIBERATED = "delibere", "délibéré"
    TO_SIGN = "a-signer", "à signer"
    SIGNED = "signe", "signé"
    IN_FORCE = "en-vigueur", "en vigueur"
    EXTENDED = "proroge", "prorogé"
    CLOSED = "clos", "clos"


#: From each state, the states that may follow.
CONTRACT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    ContractState.PREPARATION: (ContractState.DELIBERATED,),
    ContractState.DELIBERATED: (ContractState.TO_SIGN, ContractState.PREPARATION),
    ContractState.TO_SIGN: (ContractState.SIGNED, ContractState.PREPARATION),
    ContractState.SIGNED: (ContractState.IN_FORCE,),
    ContractState.IN_FORCE: (ContractState.EXTENDED, ContractState.CLOSED),
    ContractState.EXTENDED: (ContractState.EXTENDED, ContractState.CLOSED),
    ContractState.CLOSED: (),
}


class VersionState(models.TextChoices):
    """Where a version of the plan stands; adopted freezes what DESIGN section 2 lists."""

    DRAFT = "brouillon", "brouillon"
    SUBMITTED = "soumise", "soumise"
    ADOPTED = "adoptee", "adoptée"


#: From each state, the states that may follow; an adopted version is followed by another version.
VERSION_TRANSITIONS: dict[str, tuple[str, ...]] = {
    VersionState.DRAFT: (VersionState.SUBMITTED, VersionState.ADOPTED),
    VersionState.SUBMITTED: (VersionState.DRAFT, VersionState.ADOPTED),
    VersionState.ADOPTED: (),
}


class StateMeaning(models.TextChoices):
    """What a state of a contract's scale means, whatever its label."""

    NOT_STARTED = "non-demarree", "non démarrée"
    IN_PROGRESS = "en-cours", "en cours"
    DONE = "terminee", "terminée"
    LASTING = "perenne", "terminée et pérenne : l’action continue"
    BLOCKED = "bloquee", "bloquée"
    AWAITING = "arbitrage", "en attente d’arbitrage"
    ABANDONED = "abandonnee", "abandonnée"


#: In these, nothing more is expected: the action can no longer be late.
CLOSED_MEANINGS = frozenset({StateMeaning.DONE, StateMeaning.LASTING, StateMeaning.ABANDONED})
#: Offered to a contract whose document has no scale: key, label, meaning, whether it counts as implemented.
DEFAULT_SCALE: tuple[tuple[str, str, str, bool], ...] = (
    ("non_demarree", "Non démarrée", StateMeaning.NOT_STARTED, False),
    ("en_cours", "En cours", StateMeaning.IN_PROGRESS, False),
    ("terminee", "Terminée", StateMeaning.DONE, True),
    ("perenne", "Terminée, pérenne", StateMeaning.LASTING, True),
    ("bloquee", "Bloquée", StateMeaning.BLOCKED, False),
    ("arbitrage", "En attente d’arbitrage", StateMeaning.AWAITING, False),
    ("abandonnee", "Abandonnée", StateMeaning.ABANDONED, False),
)


class ApprovalSide(models.TextChoices):
    """The two whose agreement a key milestone needs."""

    EPCI = "epci", "l’intercommunalité"
    STATE = "etat", "l’État"


class ApprovalState(models.TextChoices):
    """Where a key milestone stands: it follows from its approvals, never stored."""

    TO_APPROVE = "a-approuver", "à approuver"
    BY_ONE = "par-un", "approuvé par un seul"
    APPROVED = "approuve", "approuvé"


class LevelFamily(models.TextChoices):
    """A contract may hold a second tree beside its main one (the PERR amendment of Niort 2019)."""

    MAIN = "principal", "arbre principal"
    SECONDARY = "secondaire", "arbre secondaire"


class Role(models.TextChoices):
    """What a person is in one contract."""

    PROJECT_LEAD = "chef-de-projet", "chef·fe de projet"
    STATE_LEAD = "copilote-etat", "co-pilote pour l’État"
    REFERENT = "referent", "référent·e d’un signataire"
    PILOT = "pilote", "pilote ou co-pilote d’action"
    PRODUCER = "producteur", "producteur·rice d’indicateurs"
    PARTNER = "partenaire", "partenaire"
    FUNDER = "financeur", "financeur"
    EVALUATOR = "evaluateur", "évaluateur·rice"
    ELECTED = "elu", "élu·e"
    CITIZEN = "conseil-citoyen", "conseiller·ère citoyen·ne"


class ActionKind(models.TextChoices):
    """The kinds of actions of the exchange format; here because the layouts of fiches are told apart by them."""

    FICHE = "fiche", "fiche action"
    SUB_ACTION = "sous-action", "sous-action"
    ENGAGEMENT = "engagement", "engagement"
    ACTION = "action", "action"
    PROJECT_TYPE = "type-de-projet", "type de projet attendu"


class LegalObjective(models.IntegerChoices):
    """The ten objectives of city policy: law 2014-173 of 21 February 2014, article 1."""

    EQUALITY = 1, "lutter contre les inégalités, la pauvreté et les fractures"
    COMMON_LAW = 2, "garantir l’égalité réelle d’accès aux droits et aux services publics"
    ECONOMY = 3, "agir pour le développement économique, l’emploi et l’insertion"
    HOUSING = 4, "agir pour l’amélioration de l’habitat"
    HEALTH = 5, "développer la prévention, la santé et l’accès aux soins"
    SAFETY = 6, "garantir la tranquillité des habitants"
    OPENING = 7, "favoriser l’intégration des quartiers et la mobilité"
    SUSTAINABILITY = 8, "promouvoir le développement équilibré et la ville durable"
    MEMORY = 9, "reconnaître et valoriser l’histoire et la mémoire des quartiers"
    GENDER = 10, "concourir à l’égalité femmes-hommes et lutter contre les discriminations"


class SustainableGoal(models.IntegerChoices):
    """The seventeen sustainable development goals: United Nations, resolution 70/1 of 25 September 2015."""

    POVERTY = 1, "pas de pauvreté"
    HUNGER = 2, "faim « zéro »"
    HEALTH = 3, "bonne santé et bien-être"
    EDUCATION = 4, "éducation de qualité"
    GENDER = 5, "égalité entre les sexes"
    WATER = 6, "eau propre et assainissement"
    ENERGY = 7, "énergie propre et d’un coût abordable"
    WORK = 8, "travail décent et croissance économique"
    INDUSTRY = 9, "industrie, innovation et infrastructure"
    INEQUALITIES = 10, "inégalités réduites"
    CITIES = 11, "villes et communautés durables"
    CONSUMPTION = 12, "consommation et production responsables"
    CLIMATE = 13, "mesures relatives à la lutte contre les changements climatiques"
    OCEANS = 14, "vie aquatique"
    LAND = 15, "vie terrestre"
    PEACE = 16, "paix, justice et institutions efficaces"
    PARTNERSHIPS = 17, "partenariats pour la réalisation des objectifs"


class PublishedOrigin(models.TextChoices):
    """Whether the document prints the figure, or whether it was counted on its rows."""

    PRINTED = "", "imprimé"
    COUNTED = "compté", "compté"


class Computable(models.TextChoices):
    """What a published figure can be computed from."""

    ROWS = "lignes", "lignes"
    TABLES = "tableaux", "tableaux"
    RECORDS = "enregistrements", "enregistrements"
    NOTHING = "sans", "rien"
