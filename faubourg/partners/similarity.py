"""How alike two rows of the instance look: pure functions of their names, codes and places.

Names of bodies differ by words, not by letters (« CAF des Deux-Sèvres », « Caisse d'Allocations Familiales (CAF) »):
shared words and acronyms say more than an edit distance, so that the standard library is enough. Nothing here merges:
it only gives a person reasons to look.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cached_property, lru_cache
from itertools import combinations

SMALL_WORDS = frozenset(
    {"a", "au", "aux", "d", "dans", "de", "des", "dont", "du", "en", "et", "ex", "l", "la", "le", "les", "n", "ou"}
    | {"par", "pour", "s", "sur", "un", "une"}
)
#: Bodies and schemes that exist once in the country: the same letters name the same thing everywhere.
NATIONAL = frozenset(
    {"ademe", "adie", "agefiph", "anah", "anct", "anru", "bpi", "cget", "cnaf", "cnds", "cnsa", "insee", "mildeca"}
    | {"onpv", "pjj", "unml", "usep", "france travail", "pole emploi", "action logement", "banque territoires"}
)
#: A block of rows that share a word: beyond this size the word says nothing (« direction », « centre »).
COMMON_WORD = 14
_WORD = re.compile(r"[A-Za-z0-9]+\+?")
_LETTERS = r"(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z0-9])[A-Z][A-Z0-9]{2,9}"
_ACRONYM = re.compile(rf"^{_LETTERS}$|(?<=\(){_LETTERS}(?=[^A-Z0-9a-z])|^{_LETTERS}(?= [–—-] )")


class Level(IntEnum):
    """How far the evidence goes."""

    CHECK = 1
    PROBABLE = 2
    SURE = 3


@dataclass(frozen=True)
class Subject:
    """A row of the instance as its contracts know it.

    `places`: where these contracts lie; `family`: rows of two families are never one; `relatives`: what stands above
    or inside it.
    """

    pk: int
    name: str
    aliases: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    family: str = ""
    places: frozenset[str] = frozenset()
    contracts: frozenset[int] = frozenset()
    parents: tuple[str, ...] = ()
    parent_aliases: tuple[str, ...] = ()
    relatives: frozenset[int] = frozenset()
    generic: bool = False

    @cached_property
    def plain_names(self) -> dict[str, str]:
        """Each name reduced to its words, and the name as written."""
        return {" ".join(words(name)): name for name in reversed((self.name, *self.aliases)) if words(name)}

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The letters under which the row itself goes: not those of what it belongs to."""
        others = {found for name in (*self.parents, *self.parent_aliases) for found in acronyms(name)}
        return frozenset(found for name in (self.name, *self.aliases) for found in acronyms(name)) - others


@dataclass(frozen=True)
class Proposal:
    """Two rows that may be one, why, and what speaks against it."""

    first: Subject
    second: Subject
    level: Level
    score: float
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = field(default=())


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """The meaningful words of a name: no accent, no capital, no article."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe"))
    found = _WORD.findall("".join(char for char in plain if not unicodedata.combining(char)))
    # « DE » in « Ville de Niort DE » is a direction, not an article.
    mixed = not text.isupper()
    return tuple(
        word.casefold() for word in found if word.casefold() not in SMALL_WORDS or (mixed and _is_capitals(word))
    )


def acronyms(text: str) -> set[str]:
    """« CAF », alone, in brackets or before a dash: elsewhere in a name, letters are those of another body."""
    return set(_ACRONYM.findall(text))


def likeness(first: str, second: str) -> float:
    """0 to 1: shared words of two names, a word counting as shared when it is spelled almost alike."""
    left, right = words(first), words(second)
    if not left or not right:
        return 0.0
    shared = sum(1 for word in left if any(_same_word(word, other) for other in right))
    return 2 * shared / (len(left) + len(right)) if shared <= len(right) else 2 * len(right) / (len(left) + len(right))


def compare(first: Subject, second: Subject, *, local: bool = True) -> Proposal | None:
    """What speaks for and against one row, or None. `local`: the same name in two places names two things."""
    if first.relatives & {second.pk} or second.relatives & {first.pk}:
        return None
    if first.codes and second.codes and not first.codes & second.codes:
        return None
    if first.family != second.family:
        return None
    reasons, score = _reasons(first, second)
    if not score:
        return None
    same_contract = first.contracts & second.contracts
    if same_contract and score < 0.9:
        return None
    warnings = _warnings(first, second, local=local)
    if same_contract:
        warnings.append("le même contrat liste les deux, sous deux clés")
    level = Level.SURE if first.codes & second.codes else Level.CHECK if warnings or score < 0.85 else Level.PROBABLE
    return Proposal(first, second, level, score, tuple(reasons), tuple(warnings))


def propose(subjects: Iterable[Subject], *, apart: frozenset[tuple[int, int]], local: bool = True) -> list[Proposal]:
    """The pairs worth a look, the surest first. `apart`: pairs (ordered keys) that a person dismissed."""
    rows = {subject.pk: subject for subject in subjects}
    pairs = (pair for pair in _candidates(rows.values()) if pair not in apart)
    found = (compare(rows[first], rows[second], local=local) for first, second in pairs)
    return sorted(
        (proposal for proposal in found if proposal is not None),
        key=lambda proposal: (-proposal.level, -proposal.score, proposal.first.name, proposal.second.pk),
    )


def _candidates(subjects: Iterable[Subject]) -> set[tuple[int, int]]:
    """Pairs that share a code, an acronym, a whole name or a word that is not common."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for subject in subjects:
        for key in {*subject.codes, *subject.acronyms, *subject.plain_names}:
            blocks[f"={key}"].add(subject.pk)
        for word in {word for name in subject.plain_names for word in name.split() if len(word) > 2}:
            blocks[word].add(subject.pk)
    kept = (block for key, block in blocks.items() if key.startswith("=") or len(block) <= COMMON_WORD)
    return {pair for block in kept for pair in combinations(sorted(block), 2)}


def _reasons(first: Subject, second: Subject) -> tuple[list[str], float]:
    reasons, scores = [], [0.0]
    if codes := first.codes & second.codes:
        reasons.append(f"même code officiel : {', '.join(sorted(codes))}")
        scores.append(1.0)
    if shared := first.plain_names.keys() & second.plain_names.keys():
        main = " ".join(words(first.name)) == " ".join(words(second.name))
        written = first.plain_names[max(shared, key=len)]
        reasons.append("même nom" if main else f"un nom commun : « {written} »")
        scores.append(0.95 if main else 0.9)
    elif letters := first.acronyms & second.acronyms:
        reasons.append(f"sigle commun : {', '.join(sorted(letters))}")
        scores.append(0.7)
    close = likeness(first.name, second.name)
    if close >= 0.7 and "même nom" not in reasons:
        reasons.append(f"{round(close * 100)} % de mots communs")
        scores.append(close * 0.95)
    return reasons, max(scores)


def _warnings(first: Subject, second: Subject, *, local: bool) -> list[str]:
    found = []
    national = {*first.plain_names, *second.plain_names} & NATIONAL
    if local and first.places and second.places and not first.places & second.places and not national:
        here, there = (", ".join(sorted(places)) for places in (first.places, second.places))
        found.append(f"contrats de territoires différents ({here} ; {there})")
    if first.parents and second.parents and not _same_parents(first, second):
        found.append(f"rattachées à « {first.parents[0]} » et à « {second.parents[0]} »")
    if first.generic != second.generic:
        found.append("l’une est une catégorie, l’autre un organisme nommé")
    return found


def _same_parents(first: Subject, second: Subject) -> bool:
    left, right = ({" ".join(words(name)) for name in (*one.parents, *one.parent_aliases)} for one in (first, second))
    return bool(left & right) or any(likeness(one, other) >= 0.7 for one in first.parents for other in second.parents)


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _same_word(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < 5 or word[0] != other[0]:
        return False
    return SequenceMatcher(None, word, other).ratio() >= 0.77
