"""Roles, states and kinds of the PLIE. What a PLIE may reword is a `Term` of its own lists, never a choice here."""

from django.db import models


class AgentRole(models.TextChoices):
    """What a person does in the PLIE; each role sees its own part."""

    COORDINATOR = "coordinatrice", "Coordinatrice du PLIE"
    REFERENT = "referent", "Référent·e de parcours"
    STRUCTURE = "structure", "Structure porteuse"
    PRESCRIBER = "prescripteur", "Prescripteur"
    VALIDATOR = "validateur", "Validation des prescriptions"
    PSYCHOLOGIST = "psychologue", "Psychologue"
    CLAUSES = "clauses", "Guichet des clauses"
    NURSERY = "creche", "Crèche"
    DEPARTMENT = "departement", "Département"
    FSE_CELL = "cellule-fse", "Cellule FSE"


class Validator(models.TextChoices):
    """Who validates a prescription (PLIE 2022, line 125): the first always, the second for a BRSA."""

    FRANCE_TRAVAIL = "france-travail", "France Travail"
    INSERTION_OFFICE = "bureau-insertion", "Bureau Insertion du Département"


class Opinion(models.TextChoices):
    """What a validator says."""

    ACCEPTED = "accord", "accord"
    REFUSED = "refus", "refus"


class Sex(models.TextChoices):
    """Unknown is legal, and counts as « non ventilé »."""

    FEMALE = "F", "femme"
    MALE = "H", "homme"
    UNKNOWN = "", "non renseigné"


class Answer(models.TextChoices):
    """An answer that a person may decline to give (law/fse-plus-participants.md)."""

    YES = "oui", "oui"
    NO = "non", "non"
    DECLINED = "nsp", "ne se prononce pas"


class Education(models.TextChoices):
    """Levels of the FSE+ (CITE)."""

    LOW = "cite-0-2", "CITE 0-2 : collège au plus"
    MIDDLE = "cite-3-4", "CITE 3-4 : CAP, BEP, bac"
    HIGH = "cite-5-8", "CITE 5-8 : supérieur"
    DECLINED = "nsp", "ne se prononce pas"


class Labour(models.TextChoices):
    """Situation on the labour market at the entry (FSE+)."""

    EMPLOYED = "emploi", "en emploi, salarié ou indépendant"
    UNEMPLOYED = "de", "demandeur d’emploi depuis moins de 12 mois"
    LONG_UNEMPLOYED = "deld", "demandeur d’emploi depuis 12 mois ou plus"
    STUDYING = "formation", "inactif, en études ou en formation"
    INACTIVE = "inactif", "inactif, ni en études ni en formation"
    DECLINED = "nsp", "ne se prononce pas"


class Situation(models.TextChoices):
    """The situation on the day after an exit, or six months later (FSE+)."""

    LASTING_JOB = "emploi-durable", "emploi durable : CDI, CDD de 6 mois et plus"
    TEMPORARY_JOB = "emploi-temporaire", "emploi temporaire ou aidé"
    OWN_BUSINESS = "creation", "création d’activité"
    TRAINING = "formation", "formation"
    STUDIES = "etudes", "études"
    SEEKING = "recherche", "recherche active d’emploi"
    INACTIVE = "inactif", "inactivité"
    OTHER = "autre", "autre"
    UNKNOWN = "inconnue", "inconnue"
    DECLINED = "nsp", "ne se prononce pas"


class QpvResult(models.TextChoices):
    """Whether an address lies in a QPV; what could not be said is legal."""

    INSIDE = "dedans", "en QPV"
    OUTSIDE = "dehors", "hors QPV"
    UNDETERMINED = "indetermine", "indéterminé"


class QpvMethod(models.TextChoices):
    """How it was found."""

    CHOSEN = "choix", "choisi dans la liste"
    COORDINATES = "coordonnees", "d’après les coordonnées"
    STREETS = "voies", "d’après la liste des voies"
    GEOCODER = "geocodeur", "d’après un service d’adresses"


class PrescriptionState(models.TextChoices):
    """What a prescription waits for. Orientation and validations come in any order (lines 137 and 161)."""

    TO_CHECK = "a-verifier", "éligibilité à vérifier"
    TO_VALIDATE = "a-valider", "validations attendues"
    TO_ORIENT = "a-orienter", "à orienter"
    TO_ADMIT = "a-admettre", "à présenter à la cellule"
    TO_SIGN = "a-signer", "CER à signer"
    ENTERED = "entre", "entré"
    INELIGIBLE = "ineligible", "non éligible"
    REFUSED = "refuse", "refusé"
    LOST = "perdu", "perdu avant l’entrée"


#: Prescriptions that lead nowhere any more.
CLOSED_PRESCRIPTION = (
    PrescriptionState.ENTERED,
    PrescriptionState.INELIGIBLE,
    PrescriptionState.REFUSED,
    PrescriptionState.LOST,
)
#: Those that wait for something: asked by name, so that an index answers.
WAITING_PRESCRIPTION = tuple(state for state in PrescriptionState if state not in CLOSED_PRESCRIPTION)


class Attendance(models.TextChoices):
    """Whether the person came to a meeting."""

    PLANNED = "prevu", "prévu"
    HELD = "tenu", "tenu"
    ABSENT = "absent", "absent"
    CANCELLED = "annule", "annulé"


class ObstacleLevel(models.IntegerChoices):
    """How much a frein weighs."""

    LIFTED = 0, "levé"
    LOW = 1, "faible"
    MEDIUM = 2, "moyen"
    HIGH = 3, "fort"


class ObjectiveState(models.TextChoices):
    """Where an objective stands."""

    OPEN = "en-cours", "en cours"
    PARTLY = "partiel", "atteint en partie"
    REACHED = "atteint", "atteint"
    DROPPED = "abandonne", "abandonné"


class StepKind(models.TextChoices):
    """The three kinds of steps (line 210)."""

    JOB = "emploi", "emploi"
    TRAINING = "formation", "formation"
    OBSTACLE = "frein", "levée des freins"


class StepState(models.TextChoices):
    """Where a step stands (line 214)."""

    PLANNED = "prevue", "prévue"
    ONGOING = "en-cours", "en cours"
    DONE = "totale", "réalisée en totalité"
    PARTLY = "partielle", "réalisée en partie"
    DROPPED = "abandonnee", "abandonnée"


class JobClass(models.TextChoices):
    """How a job counts (lines 212 to 231); empty: a fact that the rule needs is not known."""

    PATHWAY = "parcours", "emploi de parcours"
    POTENTIAL = "a-valider", "sortie positive à valider"
    VALIDATED = "validee", "sortie positive validée"


class ExitKind(models.TextChoices):
    """The four kinds of exits (lines 147 to 156)."""

    POSITIVE = "positive", "sortie positive"
    DYNAMIC = "dynamique", "sortie dynamique"
    LIFTED = "freins-leves", "sortie ayant levé tout ou partie des freins"
    OTHER = "autre", "autre sortie"


class ExitState(models.TextChoices):
    """An exit is proposed, then validated by the cellule; decided ahead, it waits for its day.

    A withdrawn or reopened one stays as a trace.
    """

    PROPOSED = "proposee", "proposée"
    UPCOMING = "a-venir", "décidée, à venir"
    VALIDATED = "validee", "validée"
    WITHDRAWN = "retiree", "retirée"
    REOPENED = "rouverte", "rouverte"


class SessionState(models.TextChoices):
    """A session of the cellule de suivi."""

    PREPARED = "preparee", "en préparation"
    OPEN = "ouverte", "en séance"
    CLOSED = "close", "close"
    CANCELLED = "annulee", "annulée"


class CaseKind(models.TextChoices):
    """What a session is asked (lines 906 to 915)."""

    ENTRY = "entree", "entrée"
    RENEWAL = "renouvellement", "renouvellement"
    WATCH = "veille", "veille"
    EXIT = "sortie", "sortie"
    DIFFICULT = "difficile", "situation difficile"
    SUPPORT = "ecoute", "écoute psychologique"


class Verdict(models.TextChoices):
    """What a session decides of a case."""

    PENDING = "", "à examiner"
    ACCEPTED = "accord", "accord"
    REFUSED = "refus", "refus"
    POSTPONED = "ajourne", "ajourné"
    NOTED = "note", "pris acte"


class TermKind(models.TextChoices):
    """The lists that a PLIE keeps, rewords and dates."""

    PRESCRIBER = "prescripteur", "prescripteurs"
    PRESCRIPTION_REASON = "motif-prescription", "motifs de prescription"
    REFUSAL_REASON = "motif-refus", "motifs d’inéligibilité ou de refus"
    LOSS_REASON = "motif-perte", "motifs de perte avant l’entrée"
    OBSTACLE = "frein", "freins"
    CONTRACT_TYPE = "contrat", "types de contrat"
    JOB_ROW = "ligne-emploi", "lignes du tableau des étapes emploi"
    TRAINING_DOMAIN = "domaine-formation", "domaines de formation"
    LIFTING_DOMAIN = "domaine-frein", "domaines de levée des freins"
    LIFTING_MEANS = "moyen-frein", "moyens de levée des freins"
    WATCH_REASON = "motif-veille", "motifs de veille"
    EXIT_REASON = "motif-sortie", "motifs de sortie"
    EXIT_CATEGORY = "categorie-sortie", "catégories de sorties positives"
    PROOF = "justificatif", "justificatifs"
    QUALIFICATION = "qualification", "niveaux de qualification"
    WORKSHOP = "atelier", "ateliers collectifs"
    DROPIN_PLACE = "lieu-permanence", "lieux de permanence"
    SUPPORT_END = "fin-ecoute", "motifs de fin d’une écoute"
    MISSION_OUTCOME = "suite-mission", "suites d’une mission clauses"
    CHILDCARE_REASON = "motif-garde", "motifs d’une demande de garde"
    CHILDCARE_REFUSAL = "motif-sans-place", "motifs d’une demande sans place"
    CHILDCARE_EXIT = "sortie-garde", "situations à la fin de l’accueil"
    SCHEME_REASON = "motif-arret", "motifs d’arrêt d’un dispositif"


class Appraisal(models.TextChoices):
    """What the fiche of the end of a mission says (line 826)."""

    GOOD = "satisfaisante", "satisfaisante"
    FRAGILE = "a-consolider", "à consolider"
    POOR = "insuffisante", "insuffisante"


class RemovalReason(models.TextChoices):
    """Why a clause contract that was typed is taken away: in the journal, so never a free text."""

    TWICE = "doublon", "saisi deux fois"
    PERSON = "personne", "saisi sur une autre personne"
    MARKET = "marche", "saisi sur un autre marché"
    NEVER = "sans-suite", "contrat qui n’a pas eu lieu"


class StepReason(models.TextChoices):
    """Why a step is written or removed after the exit, or by another than its author: in the journal, no free text."""

    TYPED = "saisie", "erreur de saisie"
    LEARNT = "tardive", "appris après coup"
    TWICE = "doublon", "saisie deux fois"
    PERSON = "personne", "étape de quelqu’un d’autre"
    ASKED = "demande", "demande de la personne"


class RecordReason(models.TextChoices):
    """Why a fact of a file is corrected or removed: in the journal, so never a free text."""

    TYPED = "saisie", "erreur de saisie"
    LEARNT = "tardive", "appris après coup"
    TWICE = "doublon", "saisi deux fois"
    PERSON = "personne", "saisi sur un autre dossier"
    ASKED = "demande", "demande de la personne"


class ChildcareState(models.TextChoices):
    """Where a demand for a place stands (lines 541 to 664)."""

    WAITING = "attente", "en attente d’une place"
    PLACED = "place", "enfant accueilli"
    ENDED = "termine", "accueil terminé"
    UNPLACED = "sans-place", "sans place"


class KeepReason(models.TextChoices):
    """Why a file stays although its time is over."""

    CONTROL = "controle", "contrôle d’un financeur en cours"
    DISPUTE = "contentieux", "contentieux en cours"
    PERSON = "demande", "demande de la personne"
    RETURN = "retour", "retour dans le PLIE attendu"


class PersonRight(models.TextChoices):
    """What a person may ask about their data (RGPD, articles 15 to 21)."""

    ACCESS = "acces", "accès à ses données"
    RECTIFICATION = "rectification", "rectification"
    ERASURE = "effacement", "effacement"
    RESTRICTION = "limitation", "limitation"
    OBJECTION = "opposition", "opposition"


class RightAnswer(models.TextChoices):
    """What was answered."""

    DONE = "satisfaite", "satisfaite"
    PARTLY = "en-partie", "satisfaite en partie"
    REFUSED = "refusee", "refusée, motif donné à la personne"
