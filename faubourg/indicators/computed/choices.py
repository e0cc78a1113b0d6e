"""What a computation may be, and the parts that its inputs play."""

from django.db import models


class ComputationKind(models.TextChoices):
    """How a result is made from its inputs."""

    SHARE = "part", "part (en %)"
    RATE = "taux", "taux ou rapport (par habitant, par ETP…)"
    PARITY = "parite", "part rapportée au poids démographique"
    GAP = "ecart", "écart à un territoire de référence (points)"
    POINTS = "evolution-points", "évolution (points)"
    PERCENT = "evolution-pourcent", "évolution (%)"
    FREQUENCY = "frequence", "engagement de fréquence"
    MILESTONE = "jalon", "jalon daté"
    TABLE = "bareme", "barème (cible lue dans un tableau)"


class InputRole(models.TextChoices):
    """The part that an input plays in its computation."""

    NUMERATOR = "numerateur", "numérateur"
    DENOMINATOR = "denominateur", "dénominateur"
    VALUE = "valeur", "valeur"
    WEIGHT = "poids", "poids démographique"
    DONE = "realise", "réalisé"
    PLANNED = "prevu", "prévu"


class Where(models.TextChoices):
    """Where an input is read, besides a territory that it names."""

    SAME = "", "au même endroit que le résultat"
    WHOLE = "ensemble", "toujours pour l’ensemble"


#: When the situations of a cohort are told, in months since the entry (Niort 2024-2030, lines 2222 and 3007).
HORIZONS = (6, 12, 18, 24)

#: Kind → the parts without which there is no result, then those that may be there.
ROLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ComputationKind.SHARE: ((InputRole.NUMERATOR, InputRole.DENOMINATOR), ()),
    ComputationKind.RATE: ((InputRole.NUMERATOR, InputRole.DENOMINATOR), ()),
    ComputationKind.PARITY: ((InputRole.NUMERATOR, InputRole.DENOMINATOR, InputRole.WEIGHT), ()),
    ComputationKind.GAP: ((InputRole.VALUE,), ()),
    ComputationKind.POINTS: ((InputRole.VALUE,), ()),
    ComputationKind.PERCENT: ((InputRole.VALUE,), ()),
    ComputationKind.FREQUENCY: ((InputRole.DONE,), (InputRole.PLANNED,)),
    ComputationKind.MILESTONE: ((InputRole.DONE,), ()),
    ComputationKind.TABLE: ((InputRole.VALUE,), (InputRole.DONE,)),
}
