"""A question as the index understands it: words that must all be there, some with other names that stand for them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from faubourg.search.text import normalise, stems, tokens

#: What follows in a longer question is left out: twelve words already say more than any title.
MAX_WORDS = 12
MAX_LENGTH = 300
#: A name longer than this is a sentence, that nobody types.
LONGEST_NAME = 8
SIGLE = re.compile(r"\s*\(([A-Z0-9][A-Z0-9&./-]{1,9}(?: \d+)?)\)")


@dataclass(frozen=True)
class Term:
    """Words that go together, all wanted in any order, or one of `phrases` (stems in a row) in their place."""

    printed: str
    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Question:
    """What is looked for. Without terms, nothing can be: the question is empty or made of stop words."""

    text: str = ""
    key: str = ""
    terms: tuple[Term, ...] = ()
    is_cut: bool = field(default=False)

    @property
    def stems(self) -> set[str]:
        """Every stem that the terms and their other names ask for."""
        return {stem for term in self.terms for run in (term.words, *term.phrases) for stem in run}

    def without(self, place: int) -> "Question":
        """The same question with one term less, as a person would type it."""
        kept = self.terms[:place] + self.terms[place + 1 :]
        return Question(text=" ".join(term.printed for term in kept), terms=kept)


def name_key(name: str) -> str:
    """The stems of a name in one text; of « EN », which is also a stop word, the plain word."""
    return " ".join(stems(name) or normalise(name).split())[:200]


def spellings(name: str) -> list[str]:
    """The name; of « Maison de l’emploi (MDE) », also the name without its acronym, and the acronym."""
    found = [name]
    for sigle in SIGLE.finditer(name):
        found += [name[: sigle.start()] + name[sigle.end() :], sigle[1]]
    return [text for text in dict.fromkeys(part.strip() for part in found) if text]


def code_key(code: str) -> str:
    """« OP9 », « op 9 » and « OP-09 » are one code; the sign keeps codes apart from names."""
    parts = re.findall(r"[a-z]+|\d+", normalise(code[:MAX_LENGTH]))
    return "#" + " ".join(part.lstrip("0") or "0" for part in parts)[:199]


def name_keys(names: Iterable[str]) -> list[str]:
    """The keys of every spelling of `names`, without repeats, sentences left out."""
    keys = dict.fromkeys(name_key(text) for name in names for text in spellings(name))
    return [key for key in keys if key and len(key.split()) <= LONGEST_NAME]


def runs(query: str) -> set[str]:
    """Every run of words of `query` that could be a name."""
    found = stems(query[:MAX_LENGTH])[:MAX_WORDS]
    keys = {
        " ".join(found[start:end])
        for start in range(len(found))
        for end in range(start + 1, min(len(found), start + LONGEST_NAME) + 1)
    }
    return (keys | {name_key(query[:MAX_LENGTH])}) - {""}


def parse(query: str, synonyms: Mapping[str, Iterable[str]] | None = None) -> Question:
    """Cut `query` into terms; `synonyms` gives for the key of a name the keys of the other names of the same thing."""
    synonyms = synonyms or {}
    text = " ".join(query.split())
    kept = text[:MAX_LENGTH]
    found = list(tokens(kept))
    key = name_key(kept)
    is_cut = len(found) > MAX_WORDS or len(text) > MAX_LENGTH
    found = found[:MAX_WORDS]
    if not found:
        phrases = _phrases((), synonyms.get(key, ()))
        return Question(text, key, (Term(text, (), phrases),) if phrases else (), is_cut)
    terms, start = [], 0
    while start < len(found):
        end = _longest(found, start, synonyms)
        words = tuple(token.stem for token in found[start:end])
        printed = kept[found[start].start : found[end - 1].end]
        terms.append(Term(printed, words, _phrases(words, synonyms.get(" ".join(words), ()))))
        start = end
    return Question(text, key, tuple(terms), is_cut)


def _longest(found: list, start: int, synonyms: Mapping[str, Iterable[str]]) -> int:
    """Where the longest name that begins at `start` ends; one word, when none does."""
    for end in range(min(len(found), start + LONGEST_NAME), start + 1, -1):
        if " ".join(token.stem for token in found[start:end]) in synonyms:
            return end
    # « CD79 » and « REP+ » are one word of two stems.
    end = start + 1
    while end < len(found) and found[end].start == found[start].start:
        end += 1
    return end


def _phrases(words: tuple[str, ...], keys: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The other names as runs of stems, without those that hold a shorter one: these rows are found already.

    Nor those that are a part of what was asked: who asks for « Niort Agglo » does not want every « Agglo ».
    """
    asked = f" {' '.join(words)} "
    kept: list[str] = [asked] if words else []
    for key in sorted(set(keys), key=lambda key: (len(key.split()), key)):
        if f" {key} " not in asked and not any(shorter in f" {key} " for shorter in kept):
            kept.append(f" {key} ")
    return tuple(tuple(run.split()) for run in kept if run != asked)
