"""A measure built from guided choices: what to count, under which conditions, one term or two.

The reverse is not needed: a measure is shown and changed as data.
"""

import re
from collections.abc import Mapping
from typing import Any

from faubourg.exchange.figures.conditions import dig, listed
from faubourg.exchange.figures.numbers import number
from faubourg.exchange.figures.source import Source

#: How a condition reads, in the order of the form.
OPERATORS = {
    "egal": "est",
    "parmi": "est l’un de (séparés par « ; »)",
    "different": "n’est pas",
    "contient": "contient",
    "sous": "est, ou dépend de",
    "vide": "n’est pas donné",
    "rempli": "est donné",
}
WITHOUT_VALUE = ("vide", "rempli")
AGGREGATES = {"count": "le nombre de lignes", "distinct": "les valeurs différentes de", "sum": "la somme de"}
#: Shape of a measure → its name, and the names of its terms.
SHAPES: dict[str, tuple[str, tuple[str, ...]]] = {
    "one": ("un seul compte", ("ce qui est compté",)),
    "ratio": ("un rapport : numérateur / dénominateur", ("numérateur", "dénominateur")),
    "evolution": ("une évolution, d’un compte à un autre", ("au départ", "à l’arrivée")),
    "sum": ("la somme de deux comptes", ("premier compte", "second compte")),
    "difference": ("la différence de deux comptes", ("premier compte", "compte à retrancher")),
}
_TWO = {"ratio": ("numerator", "denominator"), "evolution": ("from", "to")}
#: What begins the name of a printed table among what can be counted.
TABLE = "table:"
#: Values offered for a field.
OFFERED = 150


def fields_of(source: Source, path: str) -> list[str]:
    """The names of the fields that some record of a section fills, in the order in which they come."""
    return list(dict.fromkeys(name for row in source.rows(path) if isinstance(row, Mapping) for name in row))


def values_of(source: Source, path: str, field: str) -> list[str]:
    """The values that records give to a field, as texts, without repeats."""
    found = (str(one) for row in source.rows(path) for one in listed(dig(row, field)) if not isinstance(one, dict))
    return list(dict.fromkeys(found))[:OFFERED]


def measure_of(shape: str, terms: list[dict], *, percent: bool = False, digits: int | None = None) -> dict[str, Any]:
    """The measure, as files write it; `terms` are expressions made by `term_of`."""
    expression: dict[str, Any] = dict(terms[0]) if shape == "one" else {shape: terms}
    if shape in _TWO:
        expression = {shape: dict(zip(_TWO[shape], terms, strict=True))}
    measure = {"basis": "tableaux" if any("table" in term for term in terms) else "lignes"} | expression
    if percent:
        measure["unit"] = "%"
    return measure | ({} if digits is None else {"round": digits})


def term_of(source: Source, choices: Mapping[str, Any]) -> dict[str, Any]:
    """One expression. `choices`: `of`, `aggregate`, `field`, `conditions` (field, operator, text), `link`; for a table
    `rows` and `columns`."""
    path = choices["of"]
    if path.startswith(TABLE):
        term: dict[str, Any] = {"table": path.removeprefix(TABLE), "column": choices["columns"]}
        return term | ({"rows": choices["rows"]} if choices.get("rows") else {})
    term = {"of": path}
    if where := {
        field: _condition(source, path, field, operator, text) for field, operator, text in choices["conditions"]
    }:
        term["where"] = where
    if choices.get("aggregate", "count") != "count":
        term |= {"aggregate": choices["aggregate"], "field": choices.get("field")}
    if link := choices.get("link"):
        other, by, field, text = link
        found = {"in": other, "by": by}
        term["linked"] = found | ({"where": {field: _typed(source, other, field, text)}} if field and text else {})
    return term


def _condition(source: Source, path: str, field: str, operator: str, text: str) -> Any:
    if operator == "vide":
        return None
    if operator == "rempli":
        return {"not": None}
    if operator == "parmi":
        return [_typed(source, path, field, one.strip()) for one in text.split(";") if one.strip()]
    if operator == "contient":
        return {"like": re.escape(text)}
    if operator == "sous":
        return {"under": text}
    value = _typed(source, path, field, text)
    return {"not": value} if operator == "different" else value


def _typed(source: Source, path: str, field: str, text: str) -> Any:
    """The value that records give under these words: « oui » is true, « 2024 » a number where the field holds some."""
    for row in source.rows(path):
        for value in listed(dig(row, field)):
            if isinstance(value, bool):
                if text.casefold() == ("oui" if value else "non"):
                    return value
            elif str(value) == text or (isinstance(value, int | float) and _same(value, text)):
                return value
    return text


def _same(value: Any, text: str) -> bool:
    try:
        return number(value) == number(text)
    except ValueError:
        return False
