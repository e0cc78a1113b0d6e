"""Answers of the index: in at most five queries, whatever the number of entries and of results (docs/adr/0010)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from faubourg.search.matching import Matches
from faubourg.search.models import SearchEntry, SearchName, SearchWord
from faubourg.search.questions import Question, code_key, name_key, parse, runs

#: Entries called as asked that are given apart.
NAMED = 10


@dataclass
class Results:
    """The answers to a question: a page of entries, kind by kind, and the number of all of them by kind."""

    question: Question
    counts: dict[str, int] = field(default_factory=dict)
    total: int = 0
    entries: list[SearchEntry] = field(default_factory=list)
    #: The entries called exactly as asked, of any kind.
    named: list[SearchEntry] = field(default_factory=list)
    #: Without any answer: the question with a word less, and how many answers it would have.
    shorter: list[tuple[str, int]] = field(default_factory=list)


def find(
    query: str,
    *,
    scopes: Iterable[str],
    kinds: Sequence[str] | None = None,
    limit: int = 20,
    offset: int = 0,
    per_kind: int | None = None,
    synonyms: Mapping[str, Iterable[str]] | None = None,
) -> Results:
    """Look `query` up in `scopes`.

    Every word must be there, in any order, by its stem; a name finds the other names of the same thing, as the index
    has them and as `synonyms` gives them (name key → other name keys). First come the entries with that very code or
    name, then those with every word in the title, then the others, in the order of the index. `kinds` are listed in
    that order (None: all, by name), at most `per_kind` of each; `counts` tells of all kinds.
    """
    scopes = list(scopes)
    question, named = understand(query, scopes, synonyms or {})
    results = Results(question)
    if not question.terms and not named:
        return results
    matches = Matches(question, scopes)
    ranked = {kind: matches.ranked(kind, named.get(kind, set())) for kind in sorted({*matches.lists, *named})}
    results.counts = {kind: len(found) for kind, found in ranked.items() if found}
    page: list[int] = []
    for kind in kinds if kinds is not None else sorted(results.counts):
        if found := ranked.get(kind):
            results.total += len(found)
            page += found.first(per_kind if per_kind is not None else offset + limit)
    page = page[offset : offset + limit]
    called = sorted(set().union(*named.values()))[:NAMED]
    entries = SearchEntry.objects.in_bulk({*page, *called})
    results.entries = [entries[pk] for pk in page if pk in entries]
    results.named = [entries[pk] for pk in called if pk in entries]
    if not results.counts:
        results.shorter = matches.shorter()
    return results


def understand(
    query: str, scopes: list[str], given: Mapping[str, Iterable[str]]
) -> tuple[Question, dict[str, set[int]]]:
    """The question with the other names of what it names, and by kind the entries called exactly that."""
    whole, code, candidates = name_key(query), code_key(query), runs(query)
    names = SearchName.objects.filter(scope__in=scopes).order_by()
    named: dict[str, set[int]] = {}
    for pk, kind in names.filter(key__in={whole, code}).values_list("entry_id", "entry__kind"):
        named.setdefault(kind, set()).add(pk)
    synonyms: dict[str, set[str]] = {key: set(given[key]) for key in candidates if key in given}
    pairs = names.filter(key__in=candidates, is_synonym=True, entry__names__is_synonym=True)
    for key, other in pairs.values_list("key", "entry__names__key").distinct():
        synonyms.setdefault(key, set()).add(other)
    return parse(query, synonyms), named


def suggest(question: Question, *, scopes: Iterable[str], limit: int = 5) -> list[str]:
    """Words of the index that begin like, or nearly read like, a word of the question that no entry holds."""
    stems = [word for term in question.terms for word in term.words if len(word) >= 3]
    found: dict[str, str] = {}
    for stem in stems[:3]:
        rows = SearchWord.objects.filter(scope__in=scopes, stem__startswith=stem[0]).values_list("stem", "word")
        words = dict(rows.distinct())
        if stem in words:
            continue
        longer = sorted((other for other in words if other.startswith(stem)), key=lambda other: (len(other), other))
        near = get_close_matches(stem, words, n=limit, cutoff=0.72)
        found |= {other: words[other] for other in [*longer[:limit], *near]}
    return list(found.values())[:limit]
