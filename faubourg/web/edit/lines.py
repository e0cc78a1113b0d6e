"""How the rows of a part are told in its list: a name, and what goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model

from faubourg.exchange.part_rights import PartRights
from faubourg.exchange.parts import Rows
from faubourg.exchange.schema.fields import Coded, Either
from faubourg.ui.typography import number

LONGEST = 160
#: Fields that tell a row, the first being its name.
TOLD = {
    "roles": ("organisation", "role", "service", "function", "condition"),
    "means": ("text", "organisation", "amount", "amount_period", "condition"),
    "indicators": ("label", "unit", "frequency"),
    "scheme_links": ("scheme", "firmness", "validity"),
    "actions": ("title", "code", "calendar"),
    "cross_references": ("to", "kind", "printed"),
    "clauses": ("text_summary", "kind"),
}


@dataclass(frozen=True)
class Line:
    """A row of the list."""

    pk: int
    name: str
    details: str
    page_url: str
    change_url: str  # empty: the person may not
    remove_url: str
    move_url: str
    is_first: bool
    is_last: bool


def lines_of(rights: PartRights, rows: Rows, url: Callable[[str, int], str]) -> list[Line]:
    """The rows of a part, in order; a fixed number of queries. `url` gives the addresses that change a row."""
    links = [field.name for field in rows.section.model._meta.fields if field.is_relation and field.name != "version"]
    found = list(rows.of(rights.contract, rights.owner).select_related(*links))
    changeable = rights.changeable(rows, found)
    removable, movable = rights.may_remove(rows), rights.may_order(rows)
    return [
        Line(
            pk=row.pk,
            name=name_of(rows, row),
            details=" · ".join(_said(rows, row)[1:]),
            page_url=_page(rows, row, rights.contract),
            change_url=url("row", row.pk) if row.pk in changeable else "",
            remove_url=url("remove", row.pk) if removable else "",
            move_url=url("move", row.pk) if movable else "",
            is_first=place == 0,
            is_last=place == len(found) - 1,
        )
        for place, row in enumerate(found)
    ]


def name_of(rows: Rows, row: Model) -> str:
    """The words by which a row is known."""
    said = _said(rows, row)
    return said[0] if said else str(row)


def _said(rows: Rows, row: Model) -> list[str]:
    found = []
    for name in TOLD[rows.section.name]:
        if len(rows.only.get(name, ())) != 1 and (words := _words(rows, row, name)):
            found.append(words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…")
    return found


def _words(rows: Rows, row: Model, name: str) -> str:
    field = rows.section.by_name[name]
    if isinstance(field, Either):
        held = [getattr(row, attr) for _, attr in field.targets]
        return str(next(filter(None, held), getattr(row, field.outside, "")))
    value = getattr(row, field.column)
    if isinstance(field, Coded):
        return field.shown(value)
    if isinstance(value, Decimal):
        return f"{number(value)} €" if name == "amount" else number(value)
    labels = dict(getattr(row._meta.get_field(field.column), "flatchoices", ()))
    return str(labels.get(value, value)) if value else ""


def _page(rows: Rows, row: Model, contract) -> str:
    if not rows.opens_page:
        return ""
    row.version.contract = contract
    return row.get_absolute_url()
