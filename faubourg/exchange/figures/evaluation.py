"""A measure's expression as an exact number, with the rows that it counted."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from faubourg.exchange.figures.conditions import Conditions, dig, listed
from faubourg.exchange.figures.errors import MeasureError
from faubourg.exchange.figures.numbers import number
from faubourg.exchange.figures.source import Source

#: The words of each kind of expression, and the two terms of those that have two.
WORDS: dict[str, frozenset[str]] = {
    "of": frozenset({"where", "linked", "unlinked", "aggregate", "field"}),
    "table": frozenset({"rows", "except", "column", "aggregate"}),
    "sum": frozenset(),
    "difference": frozenset(),
    "ratio": frozenset(),
    "evolution": frozenset(),
}
TERMS = {"ratio": ("numerator", "denominator"), "evolution": ("from", "to")}
FRAME = frozenset({"basis", "unit", "round"})


def kind_of(expression: Any) -> str:
    """« of », « table », « sum », « difference », « ratio » or « evolution »."""
    if not isinstance(expression, Mapping):
        raise MeasureError("une expression est attendue")
    found = [word for word in WORDS if word in expression]
    if len(found) != 1:
        raise MeasureError(f"un seul de ces mots est attendu : {', '.join(WORDS)}")
    if unknown := set(expression) - WORDS[found[0]] - FRAME - set(found):
        raise MeasureError(f"mot inconnu : {', '.join(sorted(map(str, unknown)))}")
    return found[0]


class Evaluation:
    """One evaluation over a source.

    `counted`: section and records; `cells`: printed cells read; `deduced`: rows kept or left out on a deduced value.
    """

    def __init__(self, source: Source):
        self.source = source
        self.conditions = Conditions(source.parents)
        self.counted: list[tuple[str, list]] = []
        self.cells = 0
        self.deduced = 0
        self.summed_lines: list[Any] = []

    def value(self, expression: Any) -> Fraction:
        """What the expression gives. Raises MeasureError."""
        kind = kind_of(expression)
        if kind == "of":
            return self._rows(expression)
        if kind == "table":
            return self._cells(expression)
        first, *others = self.terms(expression)
        if kind == "sum":
            return first + sum(others)
        if kind == "difference":
            return first - sum(others)
        divided, divisor = (first, others[0]) if kind == "ratio" else (others[0], first)
        if not divisor:
            raise MeasureError("le dénominateur est nul")
        return divided / divisor - (kind == "evolution")

    def terms(self, expression: Mapping) -> list[Fraction]:
        """The values of the parts of a sum, a difference, a ratio or an evolution."""
        kind = kind_of(expression)
        parts = expression[kind]
        try:
            parts = [parts[name] for name in TERMS[kind]] if kind in TERMS else list(parts)
        except (KeyError, TypeError):
            raise MeasureError(f"« {kind} » n’a pas tous ses termes") from None
        if not parts:
            raise MeasureError(f"« {kind} » n’a aucun terme")
        return [self.value(part) for part in parts]

    def _rows(self, expression: Mapping) -> Fraction:
        path, where = expression["of"], expression.get("where") or {}
        how = expression.get("aggregate", "count")
        field = None if how == "count" else expression.get("field")
        if how != "count" and not field:
            raise MeasureError(f"« {how} » porte sur un champ : dire lequel avec « field »")
        rows = self.source.rows(path)
        self._know(path, rows, [*where, *([field] if field else [])])
        kept_in = [self._linked(link) for link in listed(expression.get("linked"))]
        left_out = [self._linked(link) for link in listed(expression.get("unlinked"))]
        kept = []
        for row in rows:
            self._note_deduced(row, where)
            if (
                self.conditions.keep(row, where)
                and all(dig(row, "key") in keys for keys in kept_in)
                and not any(dig(row, "key") in keys for keys in left_out)
            ):
                kept.append(row)
        self.counted.append((path, kept))
        if how == "sum":
            self.summed_lines += [dig(row, "line") for row in kept]
        return self._aggregate(how, [dig(row, field) for row in kept] if field else kept)

    def _note_deduced(self, row: Any, where: Mapping) -> None:
        doubtful = {path for path in where if dig(row, f"{path}_inferred")}
        if doubtful and self.conditions.keep(row, {path: one for path, one in where.items() if path not in doubtful}):
            self.deduced += 1

    def _linked(self, link: Mapping) -> set:
        """The keys to which the chosen rows of another section point."""
        where, rows = link.get("where") or {}, self.source.rows(link["in"])
        self._know(link["in"], rows, [link["by"], *where])
        return {key for row in rows if self.conditions.keep(row, where) for key in listed(dig(row, link["by"]))}

    def _cells(self, expression: Mapping) -> Fraction:
        table = self.source.tables.get(expression["table"])
        if table is None or table.get("computed"):
            raise MeasureError(f"« {expression['table']} » n’est pas un tableau que le document imprime")
        labels = [str(row[0]) for row in table["rows"]]
        columns = listed(expression.get("column"))
        only = {str(one) for one in listed(expression.get("rows"))}
        but = {str(one) for one in listed(expression.get("except"))}
        for name in sorted((only | but) - set(labels)) + [one for one in columns if one not in table["columns"]]:
            raise MeasureError(f"le tableau n’a pas de ligne ni de colonne « {name} »")
        values = [
            row[table["columns"].index(column)]
            for row, label in zip(table["rows"], labels, strict=True)
            if (label in only or not only) and label not in but
            for column in columns
        ]
        self.cells += len(values)
        return self._aggregate(expression.get("aggregate", "sum"), [one for one in values if one is not None])

    def _aggregate(self, how: str, values: list) -> Fraction:
        if how == "count":
            return Fraction(len(values))
        if how == "distinct":
            return Fraction(len({str(one) for value in values for one in listed(value)}))
        if how != "sum":
            raise MeasureError(f"agrégat inconnu : {how}")
        return sum((number(value) for value in values if value is not None), Fraction(0))

    def _know(self, path: str, rows: list, fields: list[str]) -> None:
        for field in fields:
            if all(dig(row, field) is None for row in rows):
                raise MeasureError(f"aucune ligne de « {path} » n’a de champ « {field} »")
