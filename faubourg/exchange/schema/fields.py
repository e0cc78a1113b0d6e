"""Every kind of field of the file: those that are a column (`values`), and here those that are a link to other rows.

Links to several rows are kept by the book and saved after the row.
"""

from dataclasses import dataclass
from typing import Any

from faubourg.exchange.schema.limits import check_text, column_of
from faubourg.exchange.schema.values import (
    Choice,
    Coded,
    Field,
    Flag,
    Number,
    PartialDate,
    Table,
    Text,
    Whole,
    Words,
    Year,
    YearOrWords,
    plain_number,
    shown,
)

__all__ = [
    "Choice",
    "Coded",
    "Either",
    "EitherMany",
    "Field",
    "Flag",
    "Labels",
    "Letter",
    "Number",
    "PartialDate",
    "Ref",
    "Refs",
    "Table",
    "Text",
    "Whole",
    "Words",
    "Year",
    "YearOrWords",
    "plain_number",
]


@dataclass(frozen=True)
class Ref(Field):
    """A link to one row of another section, by its key."""

    target: str = ""
    is_link = True

    def load(self, row, value, book):
        setattr(row, self.column, book.find(self.target, value))

    def dump(self, row, book):
        found = getattr(row, f"{self.column}_id")
        return book.key_of(self.target, found) if found else None


@dataclass(frozen=True)
class Refs(Field):
    """Links to several rows of another section, in the order of the file."""

    target: str = ""
    is_link = True
    many = True
    deferred = True

    def load(self, row, value, book):
        book.later(row, self.column, [book.find(self.target, key) for key in _keys(value)])

    def dump(self, row, book):
        keys = (book.key_of(self.target, pk) for pk in book.linked(row, self.column))
        # A lineage may have no row in this version of the plan.
        return [key for key in keys if key is not None] or None


@dataclass(frozen=True)
class Labels(Refs):
    """Links to rows that the file knows only by their words (publics, tags); missing ones are created."""

    def load(self, row, value, book):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"une liste de textes est attendue, pas {shown(value)}")
        book.later(row, self.column, [book.label(self.target, text) for text in _keys(value)])


class Letter(Text):
    """The letter of one of the contract's commitment types, where it declares any."""

    def load(self, row, value, book):
        text = self.parse(value)
        allowed = book.letters()
        if allowed and text not in allowed:
            listed = ", ".join(f"« {letter} »" for letter in allowed)
            raise ValueError(f"« {text[:60]} » n’est pas un type d’engagement de ce contrat : choisir {listed}")
        super().load(row, text, book)


@dataclass(frozen=True)
class Either(Field):
    """A link to a row of one of several sections; `outside` keeps a key of something that has no row."""

    targets: tuple[tuple[str, str], ...] = ()
    outside: str = ""
    is_link = True

    def title(self, model) -> str:
        return self.label

    def load(self, row, value, book):
        for section, attr in self.targets:
            if found := book.get(section, value):
                setattr(row, attr, found)
                return
        if not self.outside or not book.is_known_elsewhere(value):
            raise ValueError(f"{shown(value)} n’est la clé d’aucune ligne : corriger la clé ou ajouter la ligne")
        check_text(column_of(row, self.outside), value)
        setattr(row, self.outside, value)

    def clear(self, row) -> None:
        """Forget the link, before another one is put."""
        for _, attr in self.targets:
            setattr(row, attr, None)
        if self.outside:
            setattr(row, self.outside, "")

    def dump(self, row, book):
        for section, attr in self.targets:
            if found := getattr(row, f"{attr}_id"):
                return book.key_of(section, found)
        return getattr(row, self.outside) or None if self.outside else None


@dataclass(frozen=True)
class EitherMany(Field):
    """Links to rows of several sections, each kept in its own relation."""

    targets: tuple[tuple[str, str], ...] = ()
    is_link = True
    many = True
    deferred = True

    def title(self, model) -> str:
        return self.label

    def load(self, row, value, book):
        found = {attr: [] for _, attr in self.targets}
        for key in _keys(value):
            for section, attr in self.targets:
                if target := book.get(section, key):
                    found[attr].append(target)
                    break
            else:
                raise ValueError(f"{shown(key)} n’est la clé d’aucune ligne : corriger la clé ou ajouter la ligne")
        for attr, rows in found.items():
            book.later(row, attr, rows)

    def dump(self, row, book):
        return [book.key_of(section, pk) for section, attr in self.targets for pk in book.linked(row, attr)] or None

    def is_rewritten(self, row, value, book):
        if not isinstance(value, list):
            return False
        places = [place for key in value for place, (name, _) in enumerate(self.targets) if book.get(name, key)]
        return places != sorted(places)


def _keys(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise ValueError(f"une liste de clés est attendue, pas {shown(value)}")
    for place, key in enumerate(value):
        if key in value[:place]:
            raise ValueError(f"{shown(key)} est citée deux fois : n’en garder qu’une")
    return value
