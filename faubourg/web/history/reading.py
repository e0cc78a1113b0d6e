"""The journal of a contract read piece by piece: nothing counts millions of entries, nothing skips over them."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.journal.models import Entry
from faubourg.web.history.forms import JournalForm
from faubourg.web.history.telling import EMPTY, Teller, Told

PAGE = 50
#: Entries beyond which the page no longer says how many there are.
COUNTED = 500
#: Entries of one export.
EXPORTED = 20_000
COLUMNS = (
    SheetColumn("Date", 18),
    SheetColumn("Personne", 28),
    SheetColumn("Acte", 22),
    SheetColumn("Nature", 24),
    SheetColumn("Objet", 50),
    SheetColumn("Champ", 26),
    SheetColumn("Ancienne valeur", 50),
    SheetColumn("Nouvelle valeur", 50),
    SheetColumn("Motif", 40),
)


@dataclass(frozen=True)
class Stretch:
    """A page of entries; `older` and `newer` are the marks from which the next ones are read, 0 for none."""

    entries: list[Entry]
    older: int
    newer: int


def journal_of(contract: Contract, form: JournalForm) -> QuerySet[Entry]:
    """The entries that the filters keep, the newest first; none where a filter is wrong."""
    if not form.is_valid():
        return Entry.objects.none()
    found = Entry.objects.in_scope(contract.scope).filter(**form.conditions())
    if text := form.cleaned_data["q"]:
        found = found.filter(_holding("label", text) | _holding("reason", text))
    return found.select_related("actor", "content_type")


def stretch(entries: QuerySet[Entry], *, before: str = "", after: str = "") -> Stretch:
    """Fifty entries older than the mark `before`, or newer than `after`, else the newest; one query, or two."""
    if mark := _mark(after):
        found = list(entries.filter(pk__gt=mark).order_by("pk")[: PAGE + 1])
        if len(found) > PAGE:
            found = found[:PAGE][::-1]
            return Stretch(found, found[-1].pk, found[0].pk)
        # The newest ones: shown as the first page, so that it is full.
    mark = _mark(before)
    found = list((entries.filter(pk__lt=mark) if mark else entries)[: PAGE + 1])
    older = found[PAGE - 1].pk if len(found) > PAGE else 0
    return Stretch(found[:PAGE], older, found[0].pk if mark and found else 0)


def count(entries: QuerySet[Entry]) -> int:
    """How many there are, at most one more than `COUNTED`; one query."""
    return entries.values("pk")[: COUNTED + 1].count()


def sheet(contract: Contract, entries: QuerySet[Entry], user) -> Sheet:
    """One line a changed field."""
    told = Teller(contract, user).tell(entries[:EXPORTED])
    rows = [row for one in told for row in _rows(one)]
    return Sheet("Journal", COLUMNS, rows, title=f"{contract.name} : journal")


def _rows(told: Told):
    head = (f"{told.at:%d/%m/%Y %H:%M}", told.who, told.verb, told.kind, told.label)
    if not told.changes:
        yield (*head, None, None, None, told.reason or None)
    for change in told.changes:
        values = (None if value == EMPTY else value or None for value in (change.old, change.new))
        yield (*head, change.field, *values, told.reason or None)


def _holding(field: str, text: str) -> Q:
    """That a field holds a text, capital or not. SQLite folds no accented letter: both of its cases are then given."""
    if text.isascii():
        return Q(**{f"{field}__icontains": text})
    pattern = "".join(
        f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() and not letter.isascii() else re.escape(letter)
        for letter in text
    )
    return Q(**{f"{field}__iregex": pattern})


def _mark(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 19 else 0
