"""Which sheets a workbook has and which columns each of them: all deduced from the schema of files."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.utils.text import capfirst

from faubourg.contracts.facts import FACT_LABELS
from faubourg.exchange.flat import FLAT_SECTIONS
from faubourg.exchange.schema.fields import Field
from faubourg.exchange.schema.section import Section
from faubourg.exchange.schema.special import Nested

README, LISTS, OTHERS, CONTRACT_SHEET = "Lisez-moi", "Listes", "Autres sections", "Contrat"
#: Column of the marks by which exported rows without key are known again.
MARK = "Repère"
FORMAT_FIELD, FORMAT_VERSION = "Version du format", "1.0"
NAME, VALUE = "Champ", "Valeur"
#: Excel refuses a longer text in a cell (counted in UTF-16): it goes on in further columns.
MOST_TEXT = 32_767
#: What ends the title of the column that says whether the values of another were deduced, and its name in files.
_DEDUCED, _INFERRED = " (valeur déduite)", "_inferred"
#: How the counts of a group are shown, where their name in files is not a word.
_PARTS = {"non_participe": "ne prend pas part", "excuse": "excusé·es"}
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BRACKETED = re.compile(r"\[(.+)\]")
_CONTINUED = re.compile(r"(.+) \(suite (\d+)\)")


@dataclass(frozen=True)
class Column:
    """One column. `field` None: a fact that only this document gives, under its name in the file; `part`: one count
    of a group of counts; `above`: the key of the record in which this one is nested; `mark`: see `MARK`; `alias`: the
    title of older workbooks, still read."""

    title: str
    name: str = ""
    field: Field | None = None
    part: str = ""
    above: bool = False
    mark: bool = False
    alias: str = ""


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: the section that it holds and, for nested records, the section and the field that hold them."""

    section: Section
    columns: tuple[Column, ...]
    parent: Section | None = None
    link: Nested | None = None

    @property
    def title(self) -> str:
        """The name of the sheet."""
        return self.section.title

    def column(self, header: str) -> Column | None:
        """The column of this header, a document-specific one included; None for a header that means nothing."""
        wanted = plain(header)
        for column in self.columns:
            if wanted == plain(column.title) or (column.alias and wanted == plain(column.alias)):
                return column
        if header not in FACT_LABELS and (name := self._name_of(header)):
            return Column(header, name)
        name = _BRACKETED.fullmatch(header)
        if name or _PLAIN_NAME.fullmatch(header):
            return Column(header, name[1] if name else header)
        return None

    def _name_of(self, header: str) -> str:
        """The document-specific field that a French header stands for; an empty text when there is none."""
        if (alone := _facts().get(plain(header))) is not None:
            return alone
        base = header.removesuffix(_DEDUCED)
        column = self.column(base) if base != header else None
        return f"{column.name}{_INFERRED}" if column else ""

    def extra_column(self, name: str) -> Column:
        """The column of a document-specific field, in French where that is told apart from all others.

        Else under its name, bracketed where it could be taken for another.
        """
        title, base = FACT_LABELS.get(name), name.removesuffix(_INFERRED)
        if not title and base != name:
            title = f"{self.section.headings.get(base) or FACT_LABELS.get(base) or base}{_DEDUCED}"
        if title and (found := self.column(title)) and found.field is None and found.name == name:
            return found
        found = self.column(name) if _PLAIN_NAME.fullmatch(name) else None
        alone = found and found.name == name and plain(name) not in {plain(column.title) for column in self.columns}
        return Column(name if alone else f"[{name}]", name)


@cache
def _facts() -> dict[str, str]:
    """The document-specific fields by their French name, where only one has it."""
    titles = [plain(title) for title in FACT_LABELS.values()]
    return {plain(title): name for name, title in FACT_LABELS.items() if titles.count(plain(title)) == 1}


@cache
def layouts() -> tuple[SheetLayout, ...]:
    """Every sheet that holds records, in the order of the workbook."""
    found = []
    for section in FLAT_SECTIONS:
        found.append(SheetLayout(section, tuple(_columns(section))))
        for field in section.fields:
            if isinstance(field, Nested):
                above = Column(capfirst(str(section.model._meta.verbose_name)), field.link, above=True)
                found.append(SheetLayout(field.section, (above, *_columns(field.section)[1:]), section, field))
    # The contract first: it is what a reader fills first.
    return tuple(sorted(found, key=lambda layout: layout.title != CONTRACT_SHEET))


def _columns(section: Section) -> list[Column]:
    columns = [] if section.has_key else [Column(MARK, mark=True)]
    for field in section.fields:
        title = section.headings[field.name]
        if hasattr(field, "COUNTS"):
            for part in field.COUNTS:
                spoken = part.replace("_", " ")
                shown, alias = f"{title} : {_PARTS.get(part, spoken)}", f"{title} : {spoken}"
                columns.append(Column(shown, field.name, field, part, alias=alias))
        elif not isinstance(field, Nested):
            columns.append(Column(title, field.name, field))
    return columns


def extra_names(section: Section, records: Iterable[dict]) -> list[str]:
    """The document-specific fields of these records, in the order in which they come."""
    return list(dict.fromkeys(name for record in records for name in record if name not in section.by_name))


def continued(title: str, number: int) -> str:
    """The title of the column that goes on with a text too long for one cell (`number` from 2)."""
    return f"{title} (suite {number})"


def pieces(text: str) -> list[str]:
    """A text cut so that each part holds in a cell."""
    if len(text.encode("utf-16-le", "surrogatepass")) // 2 <= MOST_TEXT:
        return [text]
    size = MOST_TEXT // 2
    return [text[start : start + size] for start in range(0, len(text), size)]


def base_of(header: str) -> tuple[str, int]:
    """A header without « (suite n) », and n (1 when there is none)."""
    match = _CONTINUED.fullmatch(header)
    return (match[1], int(match[2])) if match else (header, 1)


def plain(text: str) -> str:
    """A title without accents, case, apostrophes and double spaces: what a person retypes still means the same."""
    bare = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(letter for letter in bare if not unicodedata.combining(letter)).casefold().split())
