"""What the page of the search shows: the answers kind by kind, where they match, and what to try instead."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, prefetch_related_objects

from faubourg.contracts.acronyms import BUILT_IN
from faubourg.contracts.models import CommitmentType, Contract
from faubourg.reports.wording import dated
from faubourg.search.marks import Piece, excerpt, mark
from faubourg.search.models import SearchEntry
from faubourg.search.queries import Results, find, suggest
from faubourg.search.questions import Question, name_keys
from faubourg.web.find.kinds import KINDS, Kind, contract_of, facts_of, targets, url_of

#: Answers of each kind on the page that shows them all, and on a page of one kind.
FEW = 5
PER_PAGE = 20
#: What tells a contract from the others.
NAMING = ("key", "title", "short_title", "start", "end", "extended_until", "territory__name")
#: Things called exactly as asked, offered above the answers.
SHORTCUTS = 6


@dataclass(frozen=True)
class Line:
    """One answer."""

    url: str
    code: str
    title: list[Piece]
    text: list[Piece]
    facts: list[str]
    place: str = ""
    period: str = ""
    letter: str = ""
    type: str = ""


@dataclass(frozen=True)
class Group:
    """The answers of one kind: `count` of them, the first ones in `lines`."""

    name: str
    kind: Kind
    count: int
    lines: list[Line]


@dataclass
class Found:
    """Everything that the page says about a question."""

    results: Results
    groups: list[Group] = field(default_factory=list)
    tabs: list[tuple[str, str, int]] = field(default_factory=list)
    shortcuts: list[Line] = field(default_factory=list)
    page: Page | None = None
    suggestions: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """The answers of all kinds."""
        return sum(self.results.counts.values())


@cache
def vocabulary() -> dict[str, set[str]]:
    """The acronyms of the field and what they stand for, each finding the other."""
    found: dict[str, set[str]] = {}
    for short, text in BUILT_IN.items():
        # « …, devenu l’ANCT en 2020 » explains, it is no name.
        keys = name_keys([short, text.split(", devenu")[0]])
        for key in keys:
            found.setdefault(key, set()).update(keys)
    return found


def search(q: str, contract: Contract, others: QuerySet[Contract], *, kind: str = "", number: int = 1) -> Found:
    """Look `q` up in a contract and in `others`: a few answers of each kind, or a page of one kind."""
    scopes = [contract.scope, *map(Contract.scope_of, others.values_list("key", flat=True))]
    if kind:
        results = _one_page(q, scopes, kind, number)
    else:
        results = find(q, scopes=scopes, kinds=list(KINDS), per_kind=FEW, limit=FEW * len(KINDS), synonyms=vocabulary())
    found = Found(results)
    found.tabs = [(name, KINDS[name].label, results.counts[name]) for name in KINDS if name in results.counts]
    if kind:
        found.page = Paginator(range(results.total), PER_PAGE).get_page(number)
    if not results.counts:
        # The words of one contract are enough to guess a slip, and quick to read.
        found.suggestions = suggest(results.question, scopes=scopes[:1])
    _show(found, contract, others, is_placed=len(scopes) > 1)
    return found


def _one_page(q: str, scopes: list[str], kind: str, number: int) -> Results:
    asked = {"scopes": scopes, "kinds": [kind], "limit": PER_PAGE, "synonyms": vocabulary()}
    results = find(q, offset=(number - 1) * PER_PAGE, **asked)
    if results.total and not results.entries:
        results = find(q, offset=(results.total - 1) // PER_PAGE * PER_PAGE, **asked)
    return results


def _show(found: Found, contract: Contract, others: QuerySet[Contract], *, is_placed: bool) -> None:
    """The lines of the page; `is_placed` when each says of which contract it is."""
    results = found.results
    entries = {entry.pk: entry for entry in [*results.entries, *results.named[:SHORTCUTS]]}
    prefetch_related_objects(list(entries.values()), targets())
    # A row that is gone since the last indexing has no target.
    held = [entry for entry in entries.values() if entry.target is not None]
    places = _places(held, contract, others)
    types = _types(places)
    lines = {entry.pk: _line(entry, results.question, places, types, is_placed=is_placed) for entry in held}
    for name, kind in KINDS.items():
        here = [lines[entry.pk] for entry in results.entries if entry.kind == name and entry.pk in lines]
        if here:
            found.groups.append(Group(name, kind, results.counts[name], here))
    found.shortcuts = [lines[entry.pk] for entry in results.named[:SHORTCUTS] if entry.pk in lines]


def _places(entries: list[SearchEntry], contract: Contract, others: QuerySet[Contract]) -> dict[int, Contract]:
    """The contracts of the entries by primary key, for their names; the others may be hundreds."""
    elsewhere = {contract_of(entry.target).pk for entry in entries} - {contract.pk}
    named = others.select_related("territory").only(*NAMING)
    return {contract.pk: contract} | (named.in_bulk(elsewhere) if elsewhere else {})


def _types(contracts: Iterable[int]) -> dict[tuple[int, str], str]:
    rows = CommitmentType.objects.filter(contract__in=contracts).values_list("contract", "letter", "label")
    return {(contract, letter): label for contract, letter, label in rows}


def _line(entry: SearchEntry, question: Question, places: dict[int, Contract], types: dict, *, is_placed: bool) -> Line:
    target = entry.target
    contract = places[contract_of(target).pk]
    letter = getattr(target, "commitment_type", "")
    title, text = mark(entry.title, question), excerpt(entry.text, question)
    return Line(
        url=url_of(target),
        code=entry.code,
        title=title,
        text=text if any(hit for _, hit in text) or not any(hit for _, hit in title) else [],
        facts=facts_of(target),
        place=dated(str(contract.territory or contract.name), contract) if is_placed else "",
        period=contract.period if is_placed else "",
        letter=letter,
        type=types.get((contract.pk, letter), ""),
    )


def examples(contract: Contract) -> list[str]:
    """A few questions that this contract answers: its most mobilised schemes, its busiest actors, a neighbourhood."""
    schemes = contract.schemes.annotate(uses=Count("links")).filter(uses__gt=0).order_by("-uses", "position")[:3]
    actors = contract.organisations.annotate(uses=Count("roles")).filter(uses__gt=0).order_by("-uses", "position")[:2]
    places = contract.territories.filter(kind="QPV").order_by("position")[:1]
    words = [scheme.code or scheme.name for scheme in schemes]
    words += [actor.short_name for actor in actors]
    words += [place.name for place in places]
    return [word for word in dict.fromkeys(words) if len(word) > 2]
