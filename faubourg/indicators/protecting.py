"""Which cells of a table of counts are hidden, so that none can be found again from the others: pure functions.

A cell that counts 1 to threshold − 1 is hidden; zero and unknown are not. Where a sum ties a hidden cell to cells that
are all shown, another cell of that sum is hidden too.
"""

from collections.abc import Collection, Hashable, Mapping
from decimal import Decimal
from fractions import Fraction

from faubourg.indicators.choices import MaskReason

Counts = Mapping[Hashable, Decimal | int]
#: A total, and the cells that make it.
Sum = tuple[Hashable, tuple[Hashable, ...]]


def hidden_cells(counts: Counts, sums: Collection[Sum], threshold: int) -> dict[Hashable, MaskReason]:
    """The cells to hide, each with why. Cells named by `sums` and absent from `counts` are not known to anybody."""
    if threshold <= 1:
        return {}
    hidden = {cell: MaskReason.FEW for cell, count in counts.items() if 0 < count < threshold}
    known = [(total, tuple(part for part in parts if part in counts)) for total, parts in sums]
    known = [(total, parts) for total, parts in known if total in counts and parts]
    while hidden and (cell := _next(counts, known, hidden, threshold)) is not None:
        hidden[cell] = MaskReason.PROTECTS
    return hidden


def _next(counts: Counts, sums: list[Sum], hidden: Mapping, threshold: int):
    """One more cell to hide; None once all hidden ones are safe, or nothing is left to hide."""
    for total, parts in sums:
        covered = [part for part in parts if part in hidden]
        # One part alone is the total minus the others; two of them that make less than the threshold say as much.
        if covered and total not in hidden and (len(covered) < 2 or sum(counts[part] for part in covered) < threshold):
            cheapest = _cheapest(counts, parts, hidden)
            return total if cheapest is None else cheapest
    for cell in _determined(sums, hidden):
        for total, parts in sums:
            if cell == total or cell in parts:
                other = _cheapest(counts, parts, hidden) or (total if total not in hidden else None)
                if other is not None:
                    return other
    return None


def _cheapest(counts: Counts, parts: Collection[Hashable], hidden: Mapping) -> Hashable | None:
    """The shown part that counts least; hiding a zero would hide nothing."""
    shown = [part for part in parts if part not in hidden and counts[part] > 0]
    return min(shown, key=lambda part: (counts[part], str(part)), default=None)


def _determined(sums: list[Sum], hidden: Mapping) -> list[Hashable]:
    """The hidden cells that the sums give back: each pivot of the reduced system that stands alone on its row."""
    columns = {cell: rank for rank, cell in enumerate(hidden)}
    rows = []
    for total, parts in sums:
        row = {columns[part]: Fraction(1) for part in parts if part in columns}
        if total in columns:
            row[columns[total]] = Fraction(-1)
        if row:
            rows.append(row)
    cells = list(columns)
    return [cells[next(iter(row))] for row in _reduced(rows) if len(row) == 1]


def _reduced(rows: list[dict[int, Fraction]]) -> list[dict[int, Fraction]]:
    """Gauss-Jordan on sparse rows."""
    done: dict[int, dict[int, Fraction]] = {}
    for row in rows:
        current = dict(row)
        for pivot in sorted(done.keys() & current.keys()):
            if pivot in current:
                _subtract(current, done[pivot], current[pivot])
        if not current:
            continue
        pivot = min(current)
        factor = current[pivot]
        current = {rank: value / factor for rank, value in current.items()}
        for other in done.values():
            if pivot in other:
                _subtract(other, current, other[pivot])
        done[pivot] = current
    return list(done.values())


def _subtract(row: dict[int, Fraction], other: dict[int, Fraction], factor: Fraction) -> None:
    for rank, value in other.items():
        left = row.get(rank, Fraction(0)) - factor * value
        if left:
            row[rank] = left
        else:
            row.pop(rank, None)
