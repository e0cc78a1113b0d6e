"""What is masked of figures that are shown together: their cells, the sums that tie them, and the one decision.

Whoever shows figures of a period to somebody who sees no file asks the same `Ledger` as the others: the report, the
page « Chiffres », the desk, the totals of the clauses and the lists that go out mask the same cells.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from decimal import Decimal

from faubourg.indicators.protecting import hidden_cells
from faubourg.pathways.queries.tallies import PERSONS, WHOLE, Line, Tally

Cell = tuple[Hashable, str]


class Ledger:
    """Cells and sums; what makes up a sum and is printed nowhere is protected as well."""

    def __init__(self) -> None:
        self._counts: dict[Hashable, int | Decimal] = {}
        self._sums: list[tuple[Hashable, tuple[Hashable, ...]]] = []
        self._secret: set[Hashable] = set()
        self._public: set[Hashable] = set()
        self._held: set[Hashable] = set()
        self._grown: dict[Hashable, tuple] = {}

    def show(self, counts: Mapping[Hashable, int | Decimal]) -> None:
        """Cells that are printed."""
        self._counts |= counts

    def deduce(self, cell: Hashable, count: int | Decimal) -> None:
        """A cell that is printed nowhere and that the sums may give."""
        self._counts[cell] = count
        self._secret.add(cell)

    def publish(self, cells: Iterable[Hashable]) -> None:
        """Cells that somebody else prints, with the same number: nothing is hidden of them."""
        self._public |= set(cells)

    def hold(self, cells: Iterable[Hashable]) -> None:
        """Cells that are masked whatever they count."""
        self._held |= set(cells)

    def grow(self, cell: Hashable, counts: Iterable[int | Decimal]) -> None:
        """A cell counted since the beginning: what it was on the pages of the years before, then what it is."""
        self._grown[cell] = tuple(counts)

    def tie(self, total: Hashable, *parts: Hashable) -> None:
        """What these parts make, with a rest or without: « dont », « autres »."""
        self._sums.append((total, parts))

    def hidden(self, threshold: int) -> frozenset:
        """The cells to mask under this threshold."""
        if threshold <= 1:
            return frozenset()
        counts, sums = self.system()
        held = self._held | {cell for cell, grown in self._grown.items() if _tells_a_year(grown, threshold)}
        secret = self._secret | held | (counts.keys() - self._counts.keys())
        found = hidden_cells(counts, sums, threshold, public=self._public, secret=secret)
        return frozenset(found) | (held - self._public)

    def system(self) -> tuple[dict[Hashable, int | Decimal], list[tuple[Hashable, tuple[Hashable, ...]]]]:
        """Every cell with what it counts, the rests of the sums included, and the sums."""
        counts, sums = dict(self._counts), []
        for total, parts in dict.fromkeys(self._sums):
            known = tuple(part for part in parts if part in counts)
            rest = counts[total] - sum(counts[part] for part in known) if total in counts and known else -1
            if rest > 0:
                # A cell is a pair, whatever it is.
                other = (("rest", total), str(known))
                counts[other], known = rest, (*known, other)
            if rest >= 0:
                sums.append((total, known))
        return counts, sums


def _tells_a_year(counts: Iterable[int | Decimal], threshold: int) -> bool:
    """Whether the last of these, less the last one told before it, is the small number of what came since.

    A first small number is taken as told: a document may print it.
    """
    told, is_close = 0, False
    for count in counts:
        is_close = told > 0 and 0 < abs(count - told) < threshold
        told = told if is_close else count
    return is_close


def ledger_of(tallies: Iterable[Tally], public: Iterable[Cell] = ()) -> Ledger:
    """The cells of tables, each tied to what it is a part of."""
    found = Ledger()
    for tally in tallies:
        counted = [line for line in (*tally.lines, *tally.besides) if not line.measures]
        found.show({tally.key(WHOLE): tally.total} | {tally.key(line.label): line.count for line in counted})
        if tally.persons is not None:
            found.show({tally.key(PERSONS): tally.persons})
        for label, earlier in tally.earlier.items():
            if (line := tally.line(label)) is not None:
                found.grow(tally.key(label), (*earlier, line.count))
        for total, labels in tally.sums:
            found.tie(tally.key(total), *map(tally.key, labels))
        if tally.adds_up:
            found.tie(tally.key(WHOLE), *(tally.key(line.label) for line in tally.lines))
        for line in counted:
            if (whole := _whole(tally, line)) is not None:
                found.tie(whole, tally.key(line.label))
    found.publish(public)
    return found


def hidden_of(tallies: Collection[Tally], threshold: int, ledger: Ledger) -> frozenset[Cell]:
    """The cells of a ledger to mask, with what measures the persons of a masked one."""
    return with_measures(tallies, ledger.hidden(threshold))


def with_measures(tallies: Collection[Tally], found: frozenset[Cell]) -> frozenset[Cell]:
    """Masked cells, and what measures their persons (months, hours)."""
    measures = [(tally, line) for tally in tallies for line in tally.besides if line.measures]
    return found | {tally.key(line.label) for tally, line in measures if tally.key(line.measures) in found}


def _whole(tally: Tally, line: Line) -> Cell | None:
    """The cell that a line is a part of, where no sum of its table says so: the others would be told by subtraction."""
    if line.part:
        return tally.key(line.of)
    if line in tally.besides or line.among:
        return tally.whole_of(line)
    return tally.key(PERSONS) if tally.persons is not None and not tally.adds_up else None
