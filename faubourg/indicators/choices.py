"""Kinds and forms of indicators and of their values."""

from django.db import models


class IndicatorKind(models.TextChoices):
    """The kinds of the exchange format."""

    QUANTITATIVE = "quantitatif", "quantitatif"
    QUALITATIVE = "qualitatif", "qualitatif"
    MILESTONE = "jalon", "jalon"
    DOCUMENT = "document", "document à remettre"


class IndicatorNature(models.TextChoices):
    """Whether an indicator tells what was done, or what it changed."""

    OUTPUT = "realisation", "réalisation"
    OUTCOME = "resultat", "résultat"


class ValueForm(models.TextChoices):
    """How a value is written down."""

    NUMBER = "nombre", "nombre"
    RATIO = "ratio", "rapport de deux nombres"
    RANGE = "fourchette", "fourchette"
    TEXT = "texte", "texte"
    SCALE = "echelle", "échelle ordonnée"
    YES_NO = "oui-non", "oui ou non, avec date"
    TYPOLOGY = "typologie", "typologie"
    DOCUMENT = "document", "document à remettre"


class Adding(models.TextChoices):
    """How values add up over periods, territories and producers; distinct persons never do."""

    SUM = "somme", "s’additionnent"
    LAST = "derniere", "la dernière vaut"
    MEAN = "moyenne", "moyenne"
    RATIO = "rapport", "rapport recalculé sur ses parts"
    NEVER = "jamais", "ne s’additionnent jamais (personnes distinctes)"


class DefinitionState(models.TextChoices):
    """How far the document goes in defining the indicator."""

    DEFINED = "", "défini"
    TO_DEFINE = "a-definir", "à définir"
    SAME_AS = "identique-a", "identique à un autre"
    ELSEWHERE = "autre-document", "dans un autre document"
    NONE_YET = "aucun", "aucun pour l’instant"


class Qualifier(models.TextChoices):
    """How exact a value is; unknown is not zero (DESIGN rule 2)."""

    EXACT = "exact", "exacte"
    ABOUT = "about", "environ"
    MORE_THAN = "more_than", "plus de"
    RANGE = "range", "fourchette"
    FORECAST = "forecast", "prévision"
    UNKNOWN = "unknown", "inconnue"


#: Counts of persons below it are masked (issue « small numbers »); the owner of a contract sets another, 0 for none.
DEFAULT_THRESHOLD = 5


class MaskReason(models.TextChoices):
    """Why a value is not shown."""

    FEW = "peu", "trop peu de personnes"
    PROTECTS = "protege", "en protège une autre, qui se retrouverait par soustraction"


class ContestState(models.TextChoices):
    """What became of a contested value."""

    OPEN = "ouverte", "à trancher"
    KEPT = "retenue", "retenue"
    REFUSED = "ecartee", "écartée"
