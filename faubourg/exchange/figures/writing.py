"""A published figure written on the page: tried first, saved as any row of the contract's file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from faubourg.contracts.models import Contract, Published
from faubourg.exchange.editing import change_record
from faubourg.exchange.figures.classing import WORDED, Figure, figure_of
from faubourg.exchange.figures.errors import MeasureError
from faubourg.exchange.figures.evaluation import TERMS, Evaluation, kind_of
from faubourg.exchange.figures.source import Source
from faubourg.exchange.rows_editing import add_record, proposed_key
from faubourg.exchange.schema.document import PUBLISHED

#: What a measure that is not even well formed raises while it is read.
MALFORMED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_PLACES = {"numerator": "numérateur", "denominator": "dénominateur", "from": "départ", "to": "arrivée"}


def tried(record: Mapping[str, Any], source: Source) -> Figure:
    """The figure as it would be, nothing being written. Raises MeasureError with its place in the measure."""
    measure = record["measure"]
    if not isinstance(measure, Mapping):
        raise MeasureError("la mesure est un groupe de champs : nom, deux-points, valeur")
    if measure.get("basis") in WORDED:
        if not measure.get(WORDED[measure["basis"]]):
            raise MeasureError("elle dit en mots pourquoi elle ne se calcule pas")
        return figure_of(dict(record), source)
    try:
        _check_terms(measure, source)
        figure = figure_of(dict(record), source)
    except MeasureError:
        raise
    except MALFORMED:
        raise MeasureError("la mesure est mal formée : un mot ou une valeur n’est pas à sa place") from None
    if figure.computed is None:
        raise MeasureError(figure.reason.removeprefix("la mesure ne se calcule pas : "))
    return figure


def _check_terms(measure: Mapping, source: Source) -> None:
    """Evaluate each term alone, so that what is wrong is told with its place."""
    kind = kind_of(measure)
    if kind in ("of", "table"):
        return
    terms = measure[kind]
    places = [(_PLACES[name], terms[name]) for name in TERMS[kind]] if kind in TERMS else [
        (f"terme {rank}", term) for rank, term in enumerate(terms, 1)
    ]  # fmt: skip
    for place, term in places:
        try:
            Evaluation(source).value(term)
        except MeasureError as error:
            raise MeasureError(f"{place} : {error}") from None


def add_figure(*, contract: Contract, record: Mapping[str, Any], user, at: datetime) -> Published:
    """Keep a new figure, journalled. Raises PermissionDenied, IntakeError."""
    values = dict(record) | {"key": proposed_key(contract=contract, section=PUBLISHED)}
    return add_record(contract=contract, section=PUBLISHED, values=values, user=user, at=at)


def change_figure(
    *, contract: Contract, row: Published, record: Mapping[str, Any], digest: str, user, at: datetime
) -> dict[str, list]:
    """Change a figure, journalled. Raises PermissionDenied, IntakeError, RecordChangedError."""
    facts = {"values": dict(record), "digest": digest, "user": user, "at": at}
    return change_record(contract=contract, section=PUBLISHED, row=row, **facts)
