"""French words for what the files say in codes, and for what was deduced."""

import re
from collections.abc import Mapping

from faubourg.contracts.choices import StateMeaning
from faubourg.contracts.facts import fact_label, fact_text
from faubourg.core.fields import FaithfulJSONField
from faubourg.ui.typography import NBSP, partial_date

#: Words that the files write without accents.
ACCENTS = {
    "vae": "VAE",
    "operateur": "opérateur",
    "realisation": "réalisation",
    "resultat": "résultat",
    "materiel": "matériel",
    "dispositif": "dispositif",
    "ingenierie": "ingénierie",
    "priorite": "priorité",
    "prealable": "préalable",
    "credits": "crédits",
    "specifiques": "spécifiques",
    "specifique": "spécifique",
    "evaluation": "évaluation",
    "evolution": "évolution",
    "echeance": "échéance",
    "piece": "pièce",
    "engagement operateur": "engagement de l’opérateur",
}

_STATES = (
    (r"non (démarr|commenc|engag)", "todo"),
    (r"non spécifique|sans objet|hors", "aside"),
    (r"non réalis|pas réalis|abandon|annul", "failed"),
    (r"adapt|réorient", "adapted"),
    (r"partiel", "partial"),
    (r"en cours|engag|démarr", "half"),
)
_MEANINGS = {
    StateMeaning.NOT_STARTED: "todo",
    StateMeaning.IN_PROGRESS: "half",
    StateMeaning.DONE: "done",
    StateMeaning.LASTING: "done",
    StateMeaning.BLOCKED: "failed",
    StateMeaning.AWAITING: "partial",
    StateMeaning.ABANDONED: "aside",
}
_JSON = FaithfulJSONField()
#: A month or a day as a file writes it; not « 2022-2023 ».
_DATED = re.compile(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?\b")


def spoken(code: str) -> str:
    """« humain_matériel » as « humain, matériel »; « engagement_operateur » as « engagement de l’opérateur »."""
    text = code.replace("_", " ").strip()
    if text in ACCENTS:
        return ACCENTS[text]
    return " ".join(ACCENTS.get(word, word) for word in text.split())


def natures(code: str) -> str:
    """The nature of a means, where an underscore joins several: « humain, matériel »."""
    return ", ".join(ACCENTS.get(word, word) for word in code.split("_") if word)


def deduced(inferred, *fields: str, confidence: str = "") -> str:
    """« déduit » when one of `fields` (or the whole line) was deduced, with the confidence if the file gives it."""
    if not any(name in inferred for name in ("record", *fields)):
        return ""
    return f"déduit, confiance {confidence}" if confidence else "déduit"


def state_kind(label: str, implemented: str, meaning: str = "") -> str:
    """The mark of a state (`<c-state kind>`): what the scale says that it means, else after the words of its label."""
    if meaning:
        return _MEANINGS[StateMeaning(meaning)]
    text = label.lower()
    found = next((kind for pattern, kind in _STATES if re.search(pattern, text)), "")
    if implemented == "oui":
        return "adapted" if found == "adapted" else "done"
    return found or ("done" if text.endswith(("réalisée", "réalisé", "terminée", "atteint")) else "unknown")


def value_of(text: str):
    """The Python value of a JSON column read in plain SQL; nothing for nothing."""
    return _JSON.from_db_value(text, None, None) if text else None


def fact_lines(value) -> tuple[str, ...]:
    """A fact of the document, one text an item."""
    items = value if isinstance(value, list) else [value]
    return tuple(text for text in map(fact_text, items) if text)


def fact_phrase(name: str, value) -> str:
    """« fréquence imprimée : annuelle », or the name alone for what is simply true."""
    return fact_label(name) if value is True else f"{fact_label(name)} : {', '.join(fact_lines(value))}"


def category_words(breakdown: Mapping) -> str:
    """« sexe F, catégorie voitures sans permis »: the breakdown of a value, without the marks of a file."""
    return ", ".join(f"{spoken(str(name))} {spoken(str(value))}" for name, value in breakdown.items())


def period_told(period: str) -> str:
    """« septembre 2022 à décembre 2022 » from « 2022-09/2022-12 », « au 31 décembre 2022 » from « au 2022-12-31 »."""
    return _DATED.sub(lambda found: partial_date(found[0]), period.replace("/2", f"{NBSP}à 2"))


def letters_joined(words: list) -> list[str]:
    """A word that a file gives letter by letter (« Q », « P », « V »), put together again."""
    texts = [str(word) for word in words]
    return ["".join(texts)] if len(texts) > 1 and all(len(text) == 1 for text in texts) else texts
