"""Types of columns, how rows are counted, and the words by which a column looks like a person's."""

import re

from django.db import models


class ColumnType(models.TextChoices):
    """What a cell of the column holds."""

    TEXT = "texte", "texte"
    NUMBER = "nombre", "nombre"
    AMOUNT = "montant", "montant en euros"
    DATE = "date", "date"
    YES_NO = "oui-non", "oui ou non"
    CHOICE = "choix", "choix dans une liste"
    ORGANISATION = "organisation", "organisation du contrat"
    TERRITORY = "territoire", "territoire du contrat"
    ACTION = "action", "action du contrat"


class Aggregate(models.TextChoices):
    """What a count says of the rows that it keeps."""

    COUNT = "nombre", "le nombre de lignes"
    SUM = "somme", "la somme d’une colonne"


NUMERIC = (ColumnType.NUMBER, ColumnType.AMOUNT)
#: Types whose cells are few enough, or named well enough, to count by.
GROUPING = (ColumnType.YES_NO, ColumnType.CHOICE, ColumnType.ORGANISATION, ColumnType.TERRITORY, ColumnType.ACTION)
#: A warning, not a refusal: « nom de l’entreprise » names no person.
PERSONAL = re.compile(
    r"\bpr[ée]noms?\b|\bnoms?\b(?!\s+(?:de\s+l|du\b|de\s+la\b|d[’']))|courriel|e-?mail|m[ée]l\b|t[ée]l[ée]phone|"
    r"\bportable\b|naissance|n[ée]+\s*\(?e?\)?\s+le\b|s[ée]curit[ée]\s+sociale|\bnir\b|adresse\s+(?:personnelle|priv)",
    re.IGNORECASE,
)


def looks_personal(label: str) -> bool:
    """Whether a column of this name seems to hold something of a person: a name, an address, a birth date."""
    return PERSONAL.search(label) is not None


def part_label(breakdown: dict[str, str]) -> str:
    """What names a value among those of a year: « Ensemble », « Territoire : Clou Bouchet »."""
    words = ", ".join(f"{name} : {value}" for name, value in breakdown.items())
    return words[:1].upper() + words[1:] if words else "Ensemble"
