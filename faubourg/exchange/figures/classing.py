"""Each published figure beside the computed one, and the gap classed."""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db import models

from faubourg.contracts.models import Contract
from faubourg.core.numbers import rounded
from faubourg.exchange.figures.errors import MeasureError
from faubourg.exchange.figures.evaluation import TERMS, Evaluation, kind_of
from faubourg.exchange.figures.numbers import number, plain
from faubourg.exchange.figures.source import Source


class FigureClass(models.TextChoices):
    """What separates the printed figure from the computed one."""

    EQUAL = "égal", "égal"
    ROUNDED = "arrondi", "arrondi"
    CONTRADICTION = "contradiction du document", "contradiction du document"
    UNEXPLAINED = "à expliquer", "écart à expliquer"
    NOT_COMPUTABLE = "non calculable", "non calculable"


#: Bases that nothing computes, and where their words stand.
WORDED = {"enregistrements": "what", "sans": "reason"}
BASES = ("lignes", "tableaux", *WORDED)


@dataclass
class Figure:
    """A published figure and ours. `counted` is what ours was counted on: section → records of the file."""

    key: str
    label: str
    published: Any
    printed: str = ""
    unit: str = ""
    line: int | None = None
    origin: str = ""
    basis: str = ""
    computed: int | float | None = None
    shown: int | float | None = None
    numerator: int | float | None = None
    denominator: int | float | None = None
    klass: FigureClass = FigureClass.NOT_COMPUTABLE
    reason: str = ""
    deduced: int = 0
    counted: list[tuple[str, list]] = field(default_factory=list)

    def as_json(self) -> dict:
        """The object of `figures KEY --json`."""
        return {
            "key": self.key,
            "label": self.label,
            "published": self.published,
            "computed": self.computed,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "class": str(self.klass),
            "reason": self.reason or None,
            "line": self.line,
            "basis": self.basis,
            "origin": self.origin or "imprimé",
            "deduced_rows": self.deduced,
        }


def figures_of(contract: Contract, *, keys: set[str] | None = None) -> list[Figure]:
    """The published figures of the contract (or those of `keys`) beside what its rows give, in the document's order."""
    source = Source(contract)
    return [figure_of(record, source) for record in source.rows("published") if keys is None or record["key"] in keys]


def figure_of(record: dict, source: Source) -> Figure:
    """One figure; what is wrong with its measure is its reason."""
    measure = record.get("measure") if isinstance(record.get("measure"), dict) else {}
    figure = Figure(
        key=record["key"],
        label=record.get("label", ""),
        published=record.get("value"),
        printed=record.get("printed") or "",
        unit=record.get("unit") or "",
        line=record.get("line"),
        origin=record.get("origin") or "",
        basis=measure.get("basis") or "",
        reason=record.get("note") or "",
    )
    try:
        _compute(figure, measure, record, source)
    except MeasureError as error:
        figure.klass, figure.reason = FigureClass.NOT_COMPUTABLE, f"la mesure ne se calcule pas : {error}"
    return figure


def _compute(figure: Figure, measure: dict, record: dict, source: Source) -> None:
    if figure.basis not in BASES:
        raise MeasureError("elle ne dit pas sa base (lignes, tableaux, enregistrements ou sans)")
    if figure.basis in WORDED:
        figure.reason = figure.reason or str(measure.get(WORDED[figure.basis]) or "")
        return
    evaluation = Evaluation(source)
    exact = evaluation.value(measure) * (100 if measure.get("unit") == "%" else 1)
    _check_honest(evaluation, record, figure.basis)
    digits = measure.get("round")
    shown = rounded(exact, digits) if isinstance(digits, int) else exact
    figure.computed, figure.shown = plain(exact), plain(shown)
    figure.deduced, figure.counted = evaluation.deduced, evaluation.counted
    if kind_of(measure) in TERMS:
        first, second = Evaluation(source).terms(measure)
        if kind_of(measure) == "evolution":
            first, second = second, first
        figure.numerator, figure.denominator = plain(first), plain(second)
    if figure.published is not None:
        figure.klass = _class(exact, shown, record)


def _check_honest(evaluation: Evaluation, record: dict, basis: str) -> None:
    """A figure is not computed from the place that prints it."""
    if evaluation.cells == 1 or (record.get("line") and evaluation.summed_lines == [record["line"]]):
        raise MeasureError("elle ne lit que l’endroit qui imprime le chiffre")
    if bool(evaluation.cells) != (basis == "tableaux"):
        raise MeasureError("sa base est « tableaux » quand elle lit un tableau imprimé, et seulement alors")


def _class(exact: Fraction, shown: Fraction, record: dict) -> FigureClass:
    published = number(record["value"])
    if exact == published:
        return FigureClass.EQUAL
    if shown == published:
        return FigureClass.ROUNDED
    return FigureClass.CONTRADICTION if _cites(record.get("note") or "", exact) else FigureClass.UNEXPLAINED


def _cites(note: str, value: Fraction) -> bool:
    """Whether the note names the computed value: an explanation written for another value has grown stale."""
    text = re.sub(r"(?<=\d)\s(?=\d{3})", "", note)
    forms = {str(plain(rounded(value, digits))).replace(".", ",") for digits in (0, 1, 2)}
    return any(re.search(rf"(?<![\d,]){re.escape(form)}(?!\d|,\d)", text) for form in forms)
