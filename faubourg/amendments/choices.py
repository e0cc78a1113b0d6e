"""How two versions of a plan differ, action by action."""

from django.db import models


class ChangeKind(models.TextChoices):
    """What became of an action, an element or an indicator from one version to the other.

    `UNSAID`: one of the two versions was rebuilt from what a document says, and it says nothing of this one.
    """

    KEPT = "reconduite", "reconduite"
    CHANGED = "modifiee", "modifiée"
    SPLIT = "scindee", "scindée"
    MERGED = "fusionnee", "fusionnée"
    DROPPED = "abandonnee", "abandonnée"
    NEW = "nouvelle", "nouvelle"
    UNSAID = "non-dite", "sans correspondance dite"


class Subject(models.TextChoices):
    """What a version holds and a comparison tells apart."""

    NODE = "arbre", "élément de l’arbre"
    ACTION = "action", "action"
    INDICATOR = "indicateur", "indicateur"


class ComponentState(models.TextChoices):
    """Whether a component of an avenant is there."""

    THERE = "la", "là"
    MISSING = "manque", "manque"
    NOT_NEEDED = "sans-objet", "sans objet"


#: Acts of the journal by which a version's state changes.
OPENED, SUBMITTED, RETURNED, ADOPTED, ABANDONED = (
    "avenant ouvert",
    "version soumise",
    "version rendue au brouillon",
    "version adoptée",
    "avenant abandonné",
)
CORRECTED = "correction matérielle"
