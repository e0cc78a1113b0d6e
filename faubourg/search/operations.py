"""Writes of the index. Writers of one scope go one at a time: the caller holds a lock on what the scope stands for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, Q

from faubourg.search.models import SearchEntry, SearchName, SearchWord
from faubourg.search.questions import code_key, name_keys
from faubourg.search.text import WORD, word_stems

BATCH = 1000
LONGEST_STEM = 80


@dataclass(frozen=True)
class Document:
    """What to index of one row.

    `codes` are the ways to ask for it by its code, the printed one first. With `is_named`, the title and `names` are
    names of one thing: each finds what holds the others.
    """

    target: Model
    scope: str
    kind: str
    title: str
    text: str = ""
    codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_named: bool = False

    @property
    def code(self) -> str:
        """The code as printed."""
        return self.codes[0] if self.codes else ""

    @property
    def whole_text(self) -> str:
        """The other names, then the text."""
        return " · ".join(part for part in (*self.names, self.text) if part)


@dataclass
class _Fresh:
    """An entry to write, and its words: stem → how the text writes it."""

    document: Document
    entry: SearchEntry
    title_words: dict[str, str]
    words: dict[str, str]


@transaction.atomic
def index(*, documents: Iterable[Document]) -> None:
    """Index or index again the given rows; the others of their scopes stay as they are."""
    by_scope: dict[str, list[Document]] = {}
    for document in documents:
        by_scope.setdefault(document.scope, []).append(document)
    for scope, found in by_scope.items():
        _apply(scope, found)


@transaction.atomic
def refresh(*, scope: str, documents: Iterable[Document], gone: Iterable[tuple[type[Model], int]] = ()) -> None:
    """Index again the given rows of one scope, and forget the entries of the rows (model, pk) that are no more."""
    _apply(scope, list(documents), gone=gone)


@transaction.atomic
def replace(*, scope: str, documents: Iterable[Document]) -> None:
    """Make the scope hold `documents` and nothing else; what did not change is not written again."""
    _apply(scope, list(documents), gone=None)


@transaction.atomic
def forget(*, scope: str) -> None:
    """Take the whole scope out of the index."""
    SearchName.objects.filter(scope=scope).delete()
    SearchWord.objects.filter(scope=scope).delete()
    SearchEntry.objects.filter(scope=scope).delete()


def _apply(scope: str, documents: list[Document], *, gone: Iterable[tuple[type[Model], int]] | None = ()) -> None:
    """Write what changed. `gone`: rows to forget; None: all those of the scope that have no document."""
    types = ContentType.objects.get_for_models(*{type(document.target) for document in documents})
    wanted = {(types[type(document.target)].pk, document.target.pk): document for document in documents}
    leaving = {(ContentType.objects.get_for_model(model).pk, pk) for model, pk in gone or ()}
    known = _known(scope, None if gone is None else leaving | wanted.keys())
    gone = [entry for place, entry in known.items() if place not in wanted]
    changed, fresh = [], []
    for place, document in wanted.items():
        old = known.get(place)
        if old is not None and _is_same(old, document):
            continue
        changed += [old] if old is not None else []
        fresh.append(_fresh(place, document))
    _delete(SearchName, "entry", [entry.pk for entry in gone + changed])
    _delete(SearchEntry, "pk", [entry.pk for entry in gone])
    SearchEntry.objects.bulk_create(
        [item.entry for item in fresh],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["scope", "kind", "code", "title", "text", "stems"],
    )
    _write_names(scope, fresh)
    _write_words(scope, gone + changed, fresh)


def _known(scope: str, places: Iterable[tuple[int, int]] | None) -> dict[tuple[int, int], SearchEntry]:
    """The entries of a scope by (content type, row): all of them, or those of `places`."""
    entries = SearchEntry.objects.filter(scope=scope)
    if places is not None:
        by_type: dict[int, list[int]] = {}
        for content_type, pk in places:
            by_type.setdefault(content_type, []).append(pk)
        chosen = Q(pk__in=())
        for content_type, pks in by_type.items():
            if len(pks) <= BATCH:
                chosen |= Q(content_type=content_type, object_id__in=pks)
            else:
                chosen |= Q(content_type=content_type)
        entries = entries.filter(chosen)
    found = {(entry.content_type_id, entry.object_id): entry for entry in entries}
    return found if places is None else {place: found[place] for place in places if place in found}


def _is_same(entry: SearchEntry, document: Document) -> bool:
    return (entry.kind, entry.code, entry.title, entry.text) == (
        document.kind,
        document.code,
        document.title,
        document.whole_text,
    )


def _fresh(place: tuple[int, int], document: Document) -> _Fresh:
    text = document.whole_text
    title_words, title_stems = _words(document.title)
    words, text_stems = _words(text)
    entry = SearchEntry(
        content_type_id=place[0],
        object_id=place[1],
        scope=document.scope,
        kind=document.kind,
        code=document.code,
        title=document.title,
        text=text,
        stems=f" {' '.join(title_stems + text_stems)} ",
    )
    return _Fresh(document, entry, title_words, words | title_words)


def _words(text: str) -> tuple[dict[str, str], list[str]]:
    words, found = {}, []
    for word in WORD.findall(text):
        for stem in word_stems(word):
            words[stem] = word
            found.append(stem)
    return words, found


def _delete(model: type[Model], field: str, pks: list[int]) -> None:
    for start in range(0, len(pks), BATCH):
        model.objects.filter(**{f"{field}__in": pks[start : start + BATCH]}).delete()


def _write_names(scope: str, fresh: list[_Fresh]) -> None:
    names = []
    for item in fresh:
        document = item.document
        keys = {code_key(code): False for code in document.codes}
        keys |= dict.fromkeys(name_keys((document.title, *document.names)), document.is_named)
        names += [SearchName(entry=item.entry, scope=scope, key=key, is_synonym=value) for key, value in keys.items()]
    SearchName.objects.bulk_create(names, batch_size=BATCH)


def _write_words(scope: str, leaving: list[SearchEntry], fresh: list[_Fresh]) -> None:
    """Write again the words that an entry leaves or joins; the other words of the scope are not touched."""
    #: (kind, stem) → how a text writes it, pks that hold it, pks whose title holds it.
    joined: dict[tuple[str, str], tuple[str, list[int], list[int]]] = {}
    for item in fresh:
        pk, kind, in_title = item.entry.pk, item.entry.kind, item.title_words
        for stem, word in item.words.items():
            _, pks, titles = joined.setdefault((kind, stem[:LONGEST_STEM]), (word, [], []))
            pks.append(pk)
            if stem in in_title:
                titles.append(pk)
    touched = set(joined) | {(entry.kind, stem[:LONGEST_STEM]) for entry in leaving for stem in entry.stems.split()}
    left = {str(entry.pk) for entry in leaving}
    old = _old_words(scope, touched)
    rows = []
    for key in sorted(touched):
        before = old.get(key)
        word, pks, titles = joined.get(key, (before.word if before else "", [], []))
        if before:
            pks = [pk for pk in before.entries.split() if pk not in left] + pks
            titles = [pk for pk in before.titles.split() if pk not in left] + titles
        if pks:
            row = SearchWord(scope=scope, kind=key[0], stem=key[1], word=word.lower()[:LONGEST_STEM])
            row.entries, row.titles = " ".join(map(str, pks)), " ".join(map(str, titles))
            rows.append(row)
    _delete(SearchWord, "pk", [row.pk for row in old.values()])
    SearchWord.objects.bulk_create(rows, batch_size=BATCH)


def _old_words(scope: str, touched: set[tuple[str, str]]) -> dict[tuple[str, str], SearchWord]:
    stems = {stem for _, stem in touched}
    found = SearchWord.objects.filter(scope=scope)
    if len(stems) <= BATCH:
        found = found.filter(stem__in=stems)
    return {(row.kind, row.stem): row for row in found if (row.kind, row.stem) in touched}
