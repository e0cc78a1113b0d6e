"""Small numbers in what is computed: a result that rests on a masked value is masked, a cohort as a table is."""

from dataclasses import replace

from faubourg.indicators.computed.cases import Result
from faubourg.indicators.computed.cohorts import Line, Trajectory
from faubourg.indicators.computed.inputs import Amount
from faubourg.indicators.masking import MASKED, Masker
from faubourg.indicators.models import Observation
from faubourg.indicators.protecting import hidden_cells

_SIZE, _REST = "size", "rest"


def masked(result: Result, masker: Masker) -> Result:
    """The result as the reader of `masker` sees it: nothing that would give the masked value back stays."""
    if not any(isinstance(one.row, Observation) and masker.hides(one.row) for one in result.used):
        return result
    terms = tuple((name, _masked_amount(amount, masker)) for name, amount in result.terms)
    return replace(result, value=None, text=MASKED, terms=terms, lacks=(), remarks=(), verdict="")


def _masked_amount(amount: Amount, masker: Masker) -> Amount:
    hidden = [one for one in amount.used if isinstance(one.row, Observation) and masker.hides(one.row)]
    if not hidden:
        return amount
    used = tuple(replace(one, text=MASKED) if one in hidden else one for one in amount.used)
    return Amount(used=used, lacks=(MASKED,))


def masked_trajectory(found: Trajectory, masker: Masker) -> tuple[list[tuple[Line, list[str]]], list[str], str]:
    """The texts of each line, those of the unknown part, and of the size: « masqué » where the count is too small.

    The size is the sum of the situations and of the unknown part, month after month: none can be found again.
    """
    counts, sums = {}, []
    if found.cohort.size is not None:
        counts[_SIZE] = found.cohort.size
    for rank in range(len(found.months)):
        cells = {(place, rank): line.counts[rank] for place, line in enumerate(found.lines)}
        cells[_REST, rank] = found.unknown[rank]
        known = {cell: count for cell, count in cells.items() if count is not None}
        counts |= known
        sums.append((_SIZE, tuple(known)))
    hidden = hidden_cells(counts, sums, masker.threshold)

    def shown(cell, count: int | None) -> str:
        return MASKED if cell in hidden else "" if count is None else str(count)

    lines = [
        (line, [shown((place, rank), count) for rank, count in enumerate(line.counts)])
        for place, line in enumerate(found.lines)
    ]
    rest = [shown((_REST, rank), count) for rank, count in enumerate(found.unknown)]
    return lines, rest, shown(_SIZE, found.cohort.size)
