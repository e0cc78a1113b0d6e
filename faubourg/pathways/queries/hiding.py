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

    def tie(self, total: Hashable, *parts: Hashable) -> None:
        """What these parts make, with a rest or without: « dont », « autres »."""
        self._sums.append((total, parts))

    def take(self, owner: Hashable, other: "Ledger") -> None:
        """The cells and sums of another ledger, each cell named (owner, cell): tables of another page."""
        self.show({(owner, cell): count for cell, count in other._counts.items()})
        self._secret |= {(owner, cell) for cell in other._secret}
        self._public |= {(owner, cell) for cell in other._public}
        self._held |= {(owner, cell) for cell in other._held}
        self._sums += [((owner, total), tuple((owner, part) for part in parts)) for total, parts in other._sums]

    @property
    def cells(self) -> Collection[Hashable]:
        """Every cell that it names."""
        return self._counts.keys()

    def hidden(self, threshold: int) -> frozenset:
        """The cells to mask under this threshold."""
        if threshold <= 1:
            return frozenset()
        counts, sums = self.system()
        secret = self._secret | self._held | (counts.keys() - self._counts.keys())
        found = hidden_cells(counts, sums, threshold, public=self._public, secret=secret)
        return frozenset(found) | (self._held - self._public)

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


def ledger_of(tallies: Iterable[Tally], public: Iterable[Cell] = ()) -> Ledger:
    """The cells of tables, each tied to what it is a part of."""
    found = Ledger()
    for tally in tallies:
        counted = [line for line in (*tally.lines, *tally.besides) if not line.measures]
        found.show({tally.key(WHOLE): tally.total} | {tally.key(line.label): line.count for line in counted})
        if tally.persons is not None:
            found.show({tally.key(PERSONS): tally.persons})
        for total, labels in tally.sums:
            found.tie(tally.key(total), *map(tally.key, labels))
        if tally.adds_up:
            found.tie(tally.key(WHOLE), *(tally.key(line.label) for line in tally.lines))
        for line in counted:
            if (whole := _whole(tally, line)) is not None:
                found.tie(whole, tally.key(line.label))
    found.publish(public)
    return found


def add_past(found: Ledger, tally: Tally, public: Mapping[int, Collection[Cell]], threshold: int) -> None:
    """The same table on the pages of the years before, masked as it is there: what came since is their difference."""
    before: list[tuple[int, Tally, frozenset]] = []
    for year, table in tally.earlier:
        own = ledger_of([table], public.get(year, ()))
        _stand_beside(own, table, before)
        hidden = {cell for cell in own.hidden(threshold) if cell[0] == table.code}
        before.append((year, table, frozenset(hidden)))
    _stand_beside(found, tally, before)


def _stand_beside(found: Ledger, tally: Tally, before: list[tuple[int, Tally, frozenset]]) -> None:
    """The tables of the years before as they were shown, each tied to the next one, the last of them to this one."""
    labels, later = tally.grows, None
    for year, table, hidden in before:
        own = ledger_of([table])
        own.hold(hidden)
        own.publish(own.cells - hidden)
        found.take(year, own)
        if later is not None:
            for label in labels:
                found.tie((year, table.key(label)), (later, table.key(label)))
        later = year
    for label in labels if later is not None else ():
        found.tie(tally.key(label), (later, tally.key(label)))


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
