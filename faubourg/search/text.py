"""From a text to the stems by which it is found: lower case, without accents, plurals or elisions."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from snowballstemmer.french_stemmer import FrenchStemmer

#: C.G.E.T. · 1.3.6.d · 2 ème · co-pilote, péri-scolaire · REP+ · habitant·e·s · E2C; apostrophes and hyphens end words.
WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"
    r"|\d{1,2}(?:\.\d{1,2})+(?:\.[a-z])?(?![\w.]*\w)"
    r"|\d+ [eè]mes?(?!\w)"
    r"|(?:co|pr[eé]|p[eé]ri|inter|multi|pluri|auto|anti|extra|socio|micro|post|r[eé])-[\w\u0300-\u036f]+"
    r"|[\w\u0300-\u036f\u00ad]+(?:[·•‧][\w\u0300-\u036f]+)*\+?",
    re.IGNORECASE,
)
INCLUSIVE = re.compile(r"[·•‧].*")
PLACE_IN_PLAN = re.compile(r"\d+(?:\.\d+)+(?:\.[a-z])?")
ORDINAL = re.compile(r"(\d+) ?(?:er|ere|re|e|eme|nd|nde)s?")
LETTERS_THEN_DIGITS = re.compile(r"([a-z]{2,})(\d+)")
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})

_STOP_WORDS = """
au aux avec ce ces cet cette ceux chez comme dans de des dont du elle elles en entre es est et etre eux fe il ils la le
les leur leurs lors lui mais meme ne ni nos notre nous on ont ou par pas pour qu que quel quelle quels quelles qui quoi
rice sa sans se sera seront ses si son sont sous sur ta te tes toi ton trice tu un une vers vos votre vous afin ainsi
aussi autre autres pres tres apres jusqu lorsqu puisqu quoiqu etc
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
#: What the stemmer, which expects accents, would keep apart.
IRREGULAR = {
    "aide": "aid",
    "travaux": "travail",
    "lieux": "lieu",
    "milieux": "milieu",
    "jeux": "jeu",
    "enjeux": "enjeu",
    "voeux": "voeu",
    "premier": "1e",
    "premiere": "1e",
    "deuxieme": "2e",
    "seconde": "2e",
    "troisieme": "3e",
    "quatrieme": "4e",
    "cinquieme": "5e",
    "sixieme": "6e",
}

_stemmer = FrenchStemmer()


class Token(NamedTuple):
    """One stem, and where its word stands in the original text."""

    stem: str
    start: int
    end: int


def normalise(text: str) -> str:
    """`text` in lower case, without accents, with ligatures opened."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, in order; words that say nothing (« de la ») have none."""
    return [stem for word in WORD.findall(text) for stem in word_stems(word)]


def tokens(text: str) -> Iterator[Token]:
    """The stems of `text` with the place of their words."""
    for found in WORD.finditer(text):
        for stem in word_stems(found.group()):
            yield Token(stem, found.start(), found.end())


@lru_cache(maxsize=100_000)
def word_stems(word: str) -> tuple[str, ...]:
    """The stems of one word as `WORD` cuts it: mostly one, none for a stop word, two for « CD79 » or « REP+ »."""
    plain = normalise(INCLUSIVE.sub("", word))
    if ordinal := ORDINAL.fullmatch(plain):
        return (f"{ordinal[1]}e",)
    if PLACE_IN_PLAN.fullmatch(plain):
        return (plain,)
    parts = re.split(r"[^a-z0-9]+", plain) if plain.isascii() and "_" in plain else [_letters(plain)]
    found: list[str] = []
    for part in parts:
        if split := LETTERS_THEN_DIGITS.fullmatch(part):
            found += [_stem(split[1]), split[2]]
        elif part and part not in STOP_WORDS and (len(part) > 1 or part.isdigit()):
            found.append(_stem(part))
    if plain.endswith("+") and found:
        found.append(f"{found[-1]}+")
    return tuple(found)


def _letters(plain: str) -> str:
    return "".join(char for char in plain if char.isalnum())


def _stem(word: str) -> str:
    """Short words, acronyms and numbers stay whole; the rule knows no capital, so that « caf » finds « CAF »."""
    if len(word) <= 3 or not word.isalpha():
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word[-1] == "s" and word[-2] != "s":
        word = word[:-1]
    if word.endswith("ee") or (word.endswith("ue") and word[-3] not in "qg"):
        word = word[:-1]
    if word in IRREGULAR:
        return IRREGULAR[word]
    return word if len(word) <= 4 else _stemmer.stemWord(word)
