"""What the first verb of a title says of a commitment: created, kept, strengthened, adapted. A table and its reading.

Source: the four letters of the contracts of 2024 (créer, maintenir, renforcer, adapter), and the first verbs of the
engagements that bear them. Verbs that go with several letters (« mettre en œuvre », « accompagner ») are left out.
"""

import re
import unicodedata
from collections.abc import Mapping

#: Root of a type's label → first verbs that say this type, without accents.
VERBS: dict[str, tuple[str, ...]] = {
    "cre": (
        "creer", "lancer", "ouvrir", "instaurer", "instituer", "initier", "implanter", "experimenter",
        "mettre en place", "inaugurer",
    ),
    "mainten": (
        "maintenir", "poursuivre", "continuer", "conserver", "perenniser", "preserver", "reconduire", "garder",
    ),
    "renforc": (
        "renforcer", "amplifier", "accroitre", "intensifier", "consolider", "etendre", "elargir", "augmenter",
        "accentuer",
    ),
    "adapt": (
        "adapter", "reorienter", "reviser", "ajuster", "transformer", "faire evoluer", "repenser", "moduler",
    ),
}  # fmt: skip


def folded(text: str) -> str:
    """The text without accents nor case, its words one space apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def roots_of(labels: Mapping[str, str]) -> dict[str, str]:
    """Letter → root of the table, for the letters whose label names one (« à créer » is « cre »)."""
    found = {}
    for letter, label in labels.items():
        words = re.findall(r"\w+", folded(label))
        root = next((root for root in VERBS if any(word.startswith(root) for word in words)), "")
        if root:
            found[letter] = root
    return found


def root_said(title: str) -> tuple[str, str]:
    """The root that the first verb of a title says, and that verb; empty when the table does not know it."""
    text = folded(title)
    for root, verbs in VERBS.items():
        for verb in verbs:
            if text == verb or text.startswith(f"{verb} "):
                return root, verb
    return "", ""
