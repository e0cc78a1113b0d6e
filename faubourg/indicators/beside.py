"""Which cells of tables are hidden beside a document that is printed already: pure functions, by subtraction only."""

from collections.abc import Callable, Collection, Hashable, Mapping
from fractions import Fraction

from faubourg.indicators.bounding import Counts
from faubourg.indicators.protecting import Sum


def hidden_beside(
    counts: Counts, sums: Collection[Sum], threshold: int, given: Mapping[Hashable, bool]
) -> frozenset[Hashable]:
    """The cells to hide where others are printed already: `given` says of those whether they are hidden; they stay so.

    No number from 1 to threshold − 1 can be worked out from all that is printed, but what `given` tells by itself.
    Zeros are hidden last: where nothing else is left, to know that a cell is empty would give its neighbour back.
    """
    if threshold <= 1:
        return frozenset()
    known = [(total, tuple(part for part in parts if part in counts)) for total, parts in sums if total in counts]
    small = {cell for cell, count in counts.items() if 0 < count < threshold and given.get(cell, True)}
    hidden = small | {cell for cell, is_hidden in given.items() if is_hidden}
    for part in _components(known):
        _hide_beside(counts, part, threshold, given, small, hidden)
    return frozenset(hidden - given.keys())


def _hide_beside(counts: Counts, sums: list[Sum], threshold: int, given: Mapping, small: set, hidden: set) -> None:
    ties: dict[Hashable, list[set]] = {}
    for total, parts in sums:
        for cell in (total, *parts):
            ties.setdefault(cell, []).append({total, *parts})

    def free(cells: Collection[Hashable]) -> list[Hashable]:
        """The cells that may still be hidden: first those of sums that hide one already, the smallest, zeros last."""
        left = [cell for cell in cells if cell not in hidden and cell not in given]
        alone = {cell: sum(hidden.isdisjoint(tie) for tie in ties[cell]) for cell in left}
        return sorted(left, key=lambda cell: (counts[cell] == 0, alone[cell], counts[cell], str(cell)))

    def found_from(unknown: set) -> set:
        """The cells to protect that the others give back."""
        return small.intersection(_determined(sums, dict.fromkeys(sorted(unknown & ties.keys(), key=str))))

    # What is given tells some by itself, whatever is hidden here.
    lost = found_from(hidden | set(free(ties))) if small & ties.keys() else set()
    while True:
        told = _told(counts, sums, threshold, hidden, free)
        if told is None and found_from(hidden) - lost:
            told = next(iter(free(ties)), None)
        if told is None:
            return
        hidden.add(told)


def _told(counts: Counts, sums: list[Sum], threshold: int, hidden: set, free: Callable) -> Hashable | None:
    """A part to hide beside others whose sum is printed and small; None: there is none, or nothing left to hide."""
    for total, parts in sums:
        covered = [part for part in parts if part in hidden]
        if total not in hidden and covered and 0 < sum(counts[part] for part in covered) < threshold:
            for part in free(parts):
                if counts[part]:
                    return part
    return None


def _components(sums: list[Sum]) -> list[list[Sum]]:
    """The sums that share cells, directly or not, together."""
    found: list[tuple[set, list[Sum]]] = []
    for one in sums:
        cells, group = {one[0], *one[1]}, [one]
        apart = []
        for others, more in found:
            if others & cells:
                cells |= others
                group = [*more, *group]
            else:
                apart.append((others, more))
        found = [*apart, (cells, group)]
    return [group for _, group in found]


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
