"""The sections of a contract under their French addresses, and what their lists show."""

from dataclasses import dataclass, replace

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.text import Truncator, slugify

from faubourg.contracts.models import Contract
from faubourg.exchange.book import Book
from faubourg.exchange.compare import label_of
from faubourg.exchange.flat import FLAT_SECTIONS
from faubourg.exchange.rows import describe_row, is_empty
from faubourg.exchange.schema.contract import CONTRACT
from faubourg.exchange.schema.evaluation import EVALUATION_NAMES
from faubourg.exchange.schema.fields import Field
from faubourg.exchange.schema.section import Section
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Observation
from faubourg.web.forms.names import Names, Said

#: Evaluations have screens of their own, where a draft is for those who write it.
LISTED_SECTIONS = tuple(section for section in FLAT_SECTIONS if section.name not in EVALUATION_NAMES)
SLUGS = {slugify(section.title): section for section in LISTED_SECTIONS}
SLUG_OF = {section.name: slug for slug, section in SLUGS.items()}

#: What a row of a list says beside its name: at most this many fields, the first that the rows fill.
COLUMNS = 4
#: How many items of a value a list shows, how many letters of each, and of each part of a name.
ITEMS = 4
ITEM_LENGTH = 160
NAME_LENGTH = 90
_NAMING = ("key", "code", "title", "name", "label", "text", "printed")
#: What `label_of` may take a name from.
_LABELLING = (*_NAMING, "period", "action", "organisation")
_QUIET = ("line", "line_start", "line_end", "note", "confidence")
_SEARCHED = ("key", "code", "title", "name", "label", "text", "printed", "service", "period", "kind")


class Cell:
    """The first items of a value, and how many more there are."""

    def __init__(self, items: list[Said]):
        self.items = [replace(said, words=_cut(said.words)) for said in items[:ITEMS]]
        self.more = len(items) - len(self.items)


@dataclass(frozen=True)
class Line:
    """A row of a list."""

    url: str
    name: str
    keys: str
    cells: list


def section_of(slug: str) -> Section:
    """The section at this address, or 404."""
    if slug not in SLUGS:
        raise Http404("Cette section n’existe pas.")
    return SLUGS[slug]


def rows_of(section: Section, contract: Contract, text: str = "") -> QuerySet:
    """The rows of a section, those whose words hold `text` if it is given."""
    if section is CONTRACT:
        return Contract.objects.filter(pk=contract.pk)
    rows = section.rows(contract)
    if not text:
        return rows
    columns = {field.name for field in section.model._meta.fields}
    names = [
        declared.column for declared in section.fields if declared.name in _SEARCHED and declared.column in columns
    ]
    return rows.filter(_any_holds(names, text)) if names else rows.none()


def _any_holds(names: list[str], text: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{f"{name}__icontains": text})
    return found


def columns_of(section: Section, rows: list[Model], book: Book) -> dict[Field, list]:
    """The fields worth a column in a list of these rows, with the value of each row.

    What comes after the last column is not asked: half the fields of an action are links, a query or two each.
    """
    named = _NAMING if section.has_key else (*_NAMING, *section.anchor)
    found: dict[Field, list] = {}
    for field in section.fields:
        if field.name not in (*named, *_QUIET) and len(found) < COLUMNS:
            values = [record.get(field.name) for record in _described(section, (field,), rows, book)]
            if not all(map(is_empty, values)):
                found[field] = values
    return found


def _described(section: Section, fields: tuple[Field, ...], rows: list[Model], book: Book) -> list[dict]:
    """The rows as records of these fields only."""
    part = replace(section, fields=fields)
    return [describe_row(part, row, book) for row in rows]


def lines_of(section: Section, contract: Contract, rows: list[Model]) -> tuple[list[Field], list[Line]]:
    """The columns and the lines of a page of rows; a constant number of queries."""
    book, names = Book(contract), Names(contract)
    naming = tuple(field for field in section.fields if field.name in (*_LABELLING, *section.anchor))
    columns = columns_of(section, rows, book)
    # One look-up for all rows: the number ends the address.
    prefix = reverse("records:edit", args=[contract.key, SLUG_OF[section.name], "0"])[: -len("0/")]
    lines = []
    for rank, (row, record) in enumerate(zip(rows, _described(section, naming, rows, book), strict=True)):
        cells = [Cell(names.said(section, field, values[rank])) for field, values in columns.items()]
        name, keys = name_of(section, record, names), keys_of(section, record, names)
        lines.append(Line(f"{prefix}{row.pk}/", name, keys, cells))
    return list(columns), lines


def veil(user, contract: Contract, rows: list[Model]) -> bool:
    """Mask the small numbers among `rows` for `user` (None: a file); whether there were any."""
    values = [row for row in rows if isinstance(row, Observation)]
    if not values:
        return False
    masker = masker_for(user, contract, lineages={row.lineage_id for row in values})
    masker.veil(values)
    return any(masker.hides(row) for row in values)


def name_of(section: Section, record: dict, names: Names) -> str:
    """Words by which a reader knows a row."""
    if section.has_key or not any(record.get(name) for name in section.anchor):
        return label_of({name: value for name, value in record.items() if name != "key"})
    return " · ".join(_short(said.words) for said in _anchors(section, record, names))


def keys_of(section: Section, record: dict, names: Names) -> str:
    """The key of a row, or of those to which it is tied: what files and colleagues may name."""
    if section.has_key:
        return record["key"]
    return " · ".join(said.key for said in _anchors(section, record, names) if said.key)


def _anchors(section: Section, record: dict, names: Names) -> list[Said]:
    fields = [section.by_name[name] for name in section.anchor]
    return [said for field in fields for said in names.said(section, field, record.get(field.name))]


def _cut(words: str) -> str:
    return words if len(words) <= ITEM_LENGTH else Truncator(words).chars(ITEM_LENGTH)


def _short(words: str) -> str:
    return words if len(words) <= NAME_LENGTH else f"{words[: NAME_LENGTH - 1].rstrip()}…"
