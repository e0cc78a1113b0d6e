"""Between which numbers the hidden cells of a table lie, for who reads the others: exact, by the simplex method.

Pure functions on whole numbers and fractions. A reader knows the sums, and that what is hidden counts somebody.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

Counts = Mapping[Hashable, Decimal | int]
#: An equation: hidden cell → coefficient; what the shown cells of it add up to is known.
Equation = Mapping[Hashable, int]


def narrow(equations: Collection[Equation], counts: Counts, asked: Iterable[Hashable], width: int) -> set[Hashable]:
    """The `asked` cells whose possible values span less than `width`; each equation holds for `counts`."""
    cells = sorted({cell for equation in equations for cell in equation}, key=str)
    # What is hidden is no zero: a reader counts at least one.
    over = {cell: Fraction(counts[cell]) - (1 if counts[cell] >= 1 else 0) for cell in cells}
    rows = []
    for equation in equations:
        known = sum(factor * over[cell] for cell, factor in equation.items())
        sign = -1 if known < 0 else 1
        rows.append([*(sign * equation.get(cell, 0) for cell in cells), _plain(sign * known)])
    table = _Table(rows, [_plain(over[cell]) for cell in cells])
    ranks = {cell: rank for rank, cell in enumerate(cells)}
    return {cell for cell in asked if cell in ranks and not table.reaches(ranks[cell], width)}


class _Table:
    """A simplex table at one of its corners; the values seen of each variable are kept from corner to corner."""

    def __init__(self, rows: list[list], point: Sequence) -> None:
        self.rows, self.size = rows, len(point)
        self.low, self.high = list(point), list(point)
        # The first corner is looked for with one more variable a row, which leaves for good.
        self.basis = [self.size + rank for rank in range(len(rows))]
        self._enter()

    def _enter(self) -> None:
        """Go to a first corner, and drop the equations that say nothing more."""
        while True:
            extra = [row for row, name in zip(self.rows, self.basis, strict=True) if name >= self.size]
            gains = (rank for rank in range(self.size) if sum(row[rank] for row in extra) > 0)
            if (entering := next(gains, None)) is None:
                break
            self._pivot(self._leaving(entering), entering)
        for rank in range(len(self.rows)):
            if self.basis[rank] >= self.size:
                found = next((one for one in range(self.size) if self.rows[rank][one]), None)
                if found is not None:
                    self._pivot(rank, found)
        kept = [rank for rank, name in enumerate(self.basis) if name < self.size]
        self.rows, self.basis = [self.rows[rank] for rank in kept], [self.basis[rank] for rank in kept]
        self._see()

    def reaches(self, variable: int, width: int) -> bool:
        """Whether the values of a variable span `width`."""
        return any(self._push(variable, width, upwards) for upwards in (True, False))

    def _push(self, variable: int, width: int, upwards: bool) -> bool:
        """Move a variable as far as needed one way."""
        while self.high[variable] - self.low[variable] < width:
            if variable in self.basis:
                row = self.rows[self.basis.index(variable)]
                # The smallest name first: the method cannot turn in circles.
                ways = (rank for rank in range(self.size)
                        if rank != variable and (row[rank] < 0 if upwards else row[rank] > 0))  # fmt: skip
                entering = next(ways, None)
            else:
                entering = variable if upwards else None
            if entering is None:
                return False
            leaving = self._leaving(entering)
            if leaving is None:
                return True
            self._pivot(leaving, entering)
            self._see()
        return True

    def _leaving(self, entering: int) -> int | None:
        """The row that stops a variable that grows; None: nothing does."""
        stops = [
            (Fraction(row[-1]) / row[entering], self.basis[rank], rank)
            for rank, row in enumerate(self.rows) if row[entering] > 0
        ]  # fmt: skip
        return min(stops)[2] if stops else None

    def _pivot(self, rank: int, entering: int) -> None:
        pivot = self.rows[rank][entering]
        chosen = self.rows[rank] = [_divided(value, pivot) for value in self.rows[rank]]
        self.basis[rank] = entering
        for other, row in enumerate(self.rows):
            if other != rank and (factor := row[entering]):
                self.rows[other] = [value - factor * one if one else value
                                    for value, one in zip(row, chosen, strict=True)]  # fmt: skip

    def _see(self) -> None:
        values = dict(zip(self.basis, (row[-1] for row in self.rows), strict=True))
        for rank in range(self.size):
            value = values.get(rank, 0)
            self.low[rank], self.high[rank] = min(self.low[rank], value), max(self.high[rank], value)


def _divided(value, by):
    """The quotient; a whole number stays one, which is much faster."""
    if by in (1, -1):
        return value * by
    return _plain(Fraction(value) / by)


def _plain(value: Fraction) -> Fraction | int:
    return value.numerator if value.denominator == 1 else value
