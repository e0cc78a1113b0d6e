"""Fields of the file that are a column of the row: texts, numbers, dates, lists.

`load` puts a value of the file on a row (or raises `ValueError` with a French sentence without place); `dump` gives it
back, `None` when there is nothing to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from faubourg.core.records import PARTIAL_DATE
from faubourg.exchange.schema.limits import check_decimal, check_text, check_whole, column_of


@dataclass(frozen=True)
class Field:
    """A column of the same name in the file (`name`) and on the row (`attr`)."""

    name: str
    attr: str = ""
    label: str = ""
    required: bool = False

    is_link = False
    many = False  # a list in the file
    deferred = False  # loaded once every row of the section is known
    says_nothing = False  # of a deferred one: loaded even when empty, because what is there must then be taken back

    @property
    def column(self) -> str:
        return self.attr or self.name

    def title(self, model) -> str:
        """The French name of the field: the model's own, unless the schema says better."""
        return self.label or str(model._meta.get_field(self.column).verbose_name)

    def load(self, row, value: Any, book) -> None:
        setattr(row, self.column, self.parse(value))

    def parse(self, value: Any) -> Any:
        raise NotImplementedError

    def dump(self, row, book) -> Any:
        value = getattr(row, self.column)
        return value if value not in (None, "", [], {}) else None

    def is_rewritten(self, row, value: Any, book) -> bool:
        """Whether `dump` would write what was just loaded in another way (2014 for "2014", another order)."""
        return False


class Text(Field):
    """Words, kept as given, no longer than the model allows."""

    def load(self, row, value, book):
        text = self.parse(value)
        check_text(column_of(row, self.column), text)
        setattr(row, self.column, text)

    def parse(self, value):
        if not isinstance(value, str):
            raise ValueError(f"un texte est attendu, pas {shown(value)} : mettre la valeur entre guillemets")
        return value


class Choice(Text):
    """One of the model's choices."""

    def load(self, row, value, book):
        text = self.parse(value)
        allowed = [key for key, _ in row._meta.get_field(self.column).choices if key != ""]
        if text not in allowed:
            raise ValueError(f"« {text} » n’est pas prévu ; écrire {_listed(allowed)}")
        setattr(row, self.column, text)


@dataclass(frozen=True)
class Coded(Text):
    """Words, of which some are `known` by a code in files: people read and write the label."""

    known: Mapping[str, str] = field(default_factory=dict, hash=False)

    def shown(self, value: str) -> str:
        """The label of a code; other words as they are."""
        return self.known.get(value, value)

    def coded(self, text: str) -> str:
        """The code of a label, whatever its case; other words as they are."""
        said = text.strip().casefold()
        return next((code for code, label in self.known.items() if said in (code, label)), text)


class Whole(Field):
    """A whole number, never negative."""

    def load(self, row, value, book):
        number = self.parse(value)
        check_whole(column_of(row, self.column), number)
        setattr(row, self.column, number)

    def parse(self, value):
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"un nombre entier est attendu, pas {shown(value)}")
        return value


class Number(Field):
    """A number; an integral one goes out without decimals."""

    def load(self, row, value, book):
        number = self.parse(value)
        check_decimal(column_of(row, self.column), number)
        setattr(row, self.column, number)

    def parse(self, value):
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            raise ValueError(f"un nombre est attendu, pas {shown(value)}")
        return Decimal(str(value))

    def dump(self, row, book):
        return plain_number(getattr(row, self.column))


class Flag(Field):
    """Yes, no, or not said."""

    def parse(self, value):
        if not isinstance(value, bool):
            raise ValueError(f"oui ou non est attendu, pas {shown(value)}")
        return value


class PartialDate(Field):
    """A year, a month or a day, as words in the file."""

    def parse(self, value):
        text = str(value) if isinstance(value, int | date) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not PARTIAL_DATE.match(text):
            raise ValueError(f"une date est attendue (2024, 2024-09 ou 2024-09-30), pas {shown(value)}")
        if len(text) == 10:
            _check_day(text)
        return text

    def is_rewritten(self, row, value, book):
        return repr(self.dump(row, book)) != repr(value)


class Year(PartialDate):
    """A partial date that goes out as a number when it is a year."""

    def dump(self, row, book):
        text = getattr(row, self.column)
        return int(text) if len(text) == 4 else text or None


class YearOrWords(Year):
    """A due date, or the document's own words for it (« fin du contrat »)."""

    def load(self, row, value, book):
        text = str(value) if isinstance(value, int | date) and not isinstance(value, bool) else value
        if not isinstance(text, str):
            raise ValueError(f"une date ou un texte est attendu, pas {shown(value)}")
        check_text(column_of(row, self.column), text)
        setattr(row, self.column, text)

    def dump(self, row, book):
        text = getattr(row, self.column)
        return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else text or None


class Words(Field):
    """A list of texts."""

    many = True

    def parse(self, value):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"une liste de textes est attendue, pas {shown(value)}")
        return value


class Table(Field):
    """A mapping or a list of anything that the file gives as a whole."""

    def parse(self, value):
        if not isinstance(value, dict | list):
            raise ValueError(f"un tableau de valeurs est attendu, pas {shown(value)}")
        return value


def plain_number(value: Decimal | None) -> int | float | None:
    """A decimal as the file writes it: 12, not 12.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _check_day(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"le « {text} » n’existe pas dans le calendrier : vérifier le jour et le mois") from error


def shown(value: Any) -> str:
    if isinstance(value, list):
        return "une liste"
    if isinstance(value, dict):
        return "un groupe de champs"
    if isinstance(value, bool):
        return "« oui »" if value else "« non »"
    return f"« {str(value)[:60]} »"


def _listed(words: list[str]) -> str:
    return ", ".join(f"« {word} »" for word in words)
