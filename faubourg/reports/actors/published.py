"""The figures that the document publishes: their value as printed, and in words what they are counted on."""

from dataclasses import dataclass
from typing import Any

from faubourg.contracts.choices import Computable
from faubourg.contracts.facts import fact_text
from faubourg.contracts.models import Contract, PrintedTable, Published
from faubourg.reports.actors.measures import Names, counted_words, names_in
from faubourg.ui.typography import number

INVARIABLE = ("mois", "fois", "cas", "pays")


@dataclass(frozen=True)
class PublishedLine:
    """A figure in the list; `value` is empty where the document gives none, `tables` are those it is counted on."""

    row: Published
    value: str
    basis: str
    tables: list[PrintedTable]


def published_lines(contract: Contract) -> list[PublishedLine]:
    """The published figures of `contract`, in the order of the document. A constant number of queries."""
    rows = list(contract.published.all())
    names = names_in(contract, [row.measure for row in rows if row.computable == Computable.ROWS])
    tables = {table.key: table for table in contract.tables.select_related("contract")}
    return [_line(row, tables, names) for row in rows]


def _line(row: Published, tables: dict[str, PrintedTable], names: Names) -> PublishedLine:
    value = row.printed or " ".join(filter(None, (number(row.value), _unit(row))))
    keys = dict.fromkeys(_table_keys(row.measure))
    return PublishedLine(row, value, _basis(row, names), [tables[key] for key in keys if key in tables])


def _unit(row: Published) -> str:
    """« action » beside 0 and 1, where the unit is one word in the plural; the euro by its sign."""
    if row.unit == "EUR":
        return "€"
    is_plural = row.unit.isalpha() and row.unit.endswith("s") and row.unit not in INVARIABLE
    return row.unit[:-1] if is_plural and row.value is not None and abs(row.value) < 2 else row.unit


def _basis(row: Published, names: Names) -> str:
    measure = row.measure
    if row.computable == Computable.RECORDS:
        return _told("demande des enregistrements", measure.get("what"))
    if row.computable == Computable.NOTHING:
        return _told("ne se calcule pas", measure.get("reason"))
    if row.computable == Computable.TABLES:
        return "calculé sur les tableaux du document"
    return f"compté sur les lignes : {counted_words(measure, names)}"


def _told(words: str, what: Any) -> str:
    return f"{words} : {fact_text(what)}" if what else words


def _table_keys(measure: Any) -> list[str]:
    """The keys of the tables that a measure names, at any depth."""
    if isinstance(measure, list):
        return [key for item in measure for key in _table_keys(item)]
    if not isinstance(measure, dict):
        return []
    own = [measure["table"]] if isinstance(measure.get("table"), str) else []
    return own + [key for value in measure.values() for key in _table_keys(value)]
