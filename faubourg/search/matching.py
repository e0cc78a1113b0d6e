"""Which entries hold the terms of a question: pks met one kind at a time, the rarest word first."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from faubourg.search.models import SearchEntry, SearchWord
from faubourg.search.questions import Question, Term

#: Candidates for another name of several words whose order is checked; beyond, its words are enough.
CHECKED = 5000

#: Parts of the index: pks of the entries that hold a word, and of those whose title holds it.
ANYWHERE, IN_TITLE = 0, 1


class Postings:
    """The pks under one word, as the index keeps them: texts of numbers, one a scope, read only when they are met."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    @cached_property
    def length(self) -> int:
        """How many pks there are."""
        return sum(text.count(" ") + 1 for text in self.texts)

    @cached_property
    def pks(self) -> list[int]:
        """The pks, each once. JSON's reader of numbers takes a third of the time of `int`."""
        return json.loads(f"[{','.join(self.texts).replace(' ', ',')}]")


class Matches:
    """The answers to a question in some scopes."""

    def __init__(self, question: Question, scopes: list[str]):
        self.question = question
        #: kind → stem → the two parts of the index.
        self.lists: dict[str, dict[str, tuple[Postings, Postings]]] = {}
        rows = SearchWord.objects.filter(stem__in=question.stems, scope__in=scopes).order_by()
        for kind, stem, entries, titles in rows.values_list("kind", "stem", "entries", "titles"):
            words = self.lists.get(kind)
            if words is None:
                words = self.lists[kind] = {}
            postings = words.get(stem)
            if postings is None:
                postings = words[stem] = (Postings(), Postings())
            postings[ANYWHERE].texts.append(entries)
            if titles:
                postings[IN_TITLE].texts.append(titles)
        #: Runs of stems → the pks that hold their words, not in a row.
        self._scattered: dict[tuple[str, ...], set[int]] = {}
        self._check_phrases()

    def ranked(self, kind: str, named: set[int]) -> "Ranked":
        """The answers of one kind: those of `named`, those with every word in the title, the others."""
        return Ranked(self, kind, named)

    def shorter(self) -> list[tuple[str, int]]:
        """The question with one term less, where that has answers; most answers first."""
        found = []
        for left_out in range(len(self.question.terms)) if len(self.question.terms) > 1 else ():
            less = self.question.without(left_out)
            if count := sum(len(self.all_terms(kind, less.terms, ANYWHERE)) for kind in self.lists):
                found.append((less.text, count))
        return sorted(found, key=lambda pair: -pair[1])

    def alone(self, kind: str, part: int) -> Postings | None:
        """The only word that the question asks of this kind, without any other name: nothing has to be met."""
        terms = self.question.terms
        if len(terms) != 1 or len(terms[0].words) != 1 or terms[0].phrases:
            return None
        words = self.lists.get(kind, {})
        return words[terms[0].words[0]][part] if terms[0].words[0] in words else None

    def all_terms(self, kind: str, terms: tuple[Term, ...], part: int) -> Collection[int]:
        """The pks that hold every term, each once."""
        words = self.lists.get(kind, {})
        found: Collection[int] | None = None
        for term in sorted(terms, key=lambda term: _reach(words, term)):
            found = self._term(kind, term, part, found)
            if not found:
                break
        return found or set()

    def _term(self, kind: str, term: Term, part: int, among: Collection[int] | None) -> Collection[int]:
        found = self._together(kind, term.words, part, among)
        for run in term.phrases:
            held = self._together(kind, run, part, among)
            found = {*found, *(set(held) - self._scattered.get(run, set()))}
        return found

    def _together(self, kind: str, run: tuple[str, ...], part: int, among: Collection[int] | None) -> Collection[int]:
        """The pks, of `among` where it is given, that hold all the words of a run."""
        words = self.lists.get(kind, {})
        if not run or any(word not in words for word in run):
            return set()
        found = among
        for postings in sorted({words[word][part] for word in run}, key=lambda postings: postings.length):
            found = postings.pks if found is None else _met(found, postings.pks)
            if not found:
                return set()
        return found

    def _check_phrases(self) -> None:
        """Of what only another name of several words finds, leave out where the words are scattered. One query."""
        terms = self.question.terms
        if not any(len(run) > 1 for term in terms for run in term.phrases):
            return
        doubtful: dict[tuple[str, ...], set[int]] = {}
        for kind in self.lists:
            possible = self.all_terms(kind, terms, ANYWHERE)
            for term in terms if possible else ():
                short = tuple(run for run in term.phrases if len(run) == 1)
                sure = self._term(kind, Term(term.printed, term.words, short), ANYWHERE, possible)
                for run in term.phrases:
                    held = self._together(kind, run, ANYWHERE, possible) if len(run) > 1 else ()
                    if here := {*held}.difference(sure):
                        doubtful.setdefault(run, set()).update(here)
        pks = set().union(*doubtful.values())
        if not pks or len(pks) > CHECKED:
            return
        stems = dict(SearchEntry.objects.filter(pk__in=pks).values_list("pk", "stems"))
        self._scattered = {
            run: {pk for pk in here if f" {' '.join(run)} " not in stems[pk]} for run, here in doubtful.items()
        }


@dataclass
class Ranked:
    """The answers of one kind; only what is asked of them is worked out."""

    matches: Matches
    kind: str
    named: set[int]

    def __len__(self) -> int:
        return self._size

    def first(self, count: int) -> list[int]:
        """The first pks: those of `named`, those with every word in the title, the others; the lowest before."""
        found = nsmallest(count, self.named)
        if len(found) < count:
            found += nsmallest(count - len(found), _without(self._titled, self.named))
        if len(found) < count:
            found += nsmallest(count - len(found), _without(self._held, self.named, self._titled))
        return found

    @cached_property
    def _size(self) -> int:
        alone = self.matches.alone(self.kind, ANYWHERE)
        if alone and not self.named:
            return alone.length
        return len(self._held) + len(self.named.difference(self._held))

    @cached_property
    def _held(self) -> Collection[int]:
        return self.matches.all_terms(self.kind, self.matches.question.terms, ANYWHERE)

    @cached_property
    def _titled(self) -> Collection[int]:
        found = self.matches.all_terms(self.kind, self.matches.question.terms, IN_TITLE)
        # Who holds a word in the title holds it: the longer list can be left unread.
        return found if self.matches.alone(self.kind, IN_TITLE) else _met(self._held, found)


def _met(some: Collection[int], others: Collection[int]) -> set[int]:
    return (some if isinstance(some, set) else set(some)).intersection(others)


def _without(pks: Collection[int], *left: Collection[int]) -> Collection[int]:
    return set(pks).difference(*left) if any(left) else pks


def _reach(words: dict[str, tuple[Postings, Postings]], term: Term) -> int:
    """How much a term may hold at most: terms that hold little are met first."""
    runs = [run for run in (term.words, *term.phrases) if run and all(word in words for word in run)]
    return sum(min(words[word][ANYWHERE].length for word in run) for run in runs)
