"""Which cells of tables of counts are hidden, so that no small one can be found again from the others: pure functions.

A cell that counts 1 to threshold − 1 is small, and hidden; zero and unknown are not. What is shown, with the sums that
tie the cells, lets a reader bound each hidden cell: other cells are hidden until each small one may have at least
`threshold` values (« aides + création = 2 » says as much as « 1 and 1 »). The bounds are exact (see `bounding`).

The tables of a page, and of the pages that the same readers open, are given together: a total that stands in several
is one cell.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from faubourg.indicators.bounding import Counts, narrow
from faubourg.indicators.choices import MaskReason

#: A total, and the cells that make it.
Sum = tuple[Hashable, tuple[Hashable, ...]]


def hidden_cells(
    counts: Counts, sums: Collection[Sum], threshold: int, *, public: Collection = (), secret: Collection = ()
) -> dict[Hashable, MaskReason]:
    """The cells to hide, each with why. Cells named by `sums` and absent from `counts` are not known to anybody.

    `public`: known whatever is hidden here, as a published document prints them; neither hidden nor protected.
    `secret`: printed nowhere, or hidden already: never asked back, protected as the others.
    """
    if threshold <= 1:
        return {}
    known = [(total, tuple(part for part in parts if part in counts)) for total, parts in sums]
    known = [(total, parts) for total, parts in known if total in counts and parts]
    tables = _Tables(counts, known, threshold, frozenset(public), frozenset(secret))
    return tables.protected()


@dataclass
class _Tables:
    counts: Counts
    sums: list[Sum]
    threshold: int
    public: frozenset
    secret: frozenset
    hidden: dict[Hashable, MaskReason] = field(default_factory=dict)
    #: Hidden cells tied together → those of them that are narrow.
    _seen: dict[frozenset, set] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.of: dict[Hashable, list[Sum]] = {}
        for total, parts in self.sums:
            for cell in {total, *parts}:
                self.of.setdefault(cell, []).append((total, parts))

    def protected(self) -> dict[Hashable, MaskReason]:
        """The small cells and those that protect them."""
        self.hidden = {
            cell: MaskReason.FEW for cell in self.counts
            if self.is_small(cell) and cell not in self.secret
        }  # fmt: skip
        small = sorted((cell for cell in self.counts if self.is_small(cell)), key=str)
        waiting = list(small)
        while waiting:
            tied = self.tied(waiting[0], self.unknown)
            if waiting[0] not in self.narrow(tied) or (other := self._another(waiting[0], tied)) is None:
                waiting.pop(0)
            else:
                self.hidden[other] = MaskReason.PROTECTS
        return self.hidden

    @property
    def unknown(self) -> set[Hashable]:
        """What a reader does not know. That a cell printed nowhere is zero may be guessed: it protects nothing."""
        return {*self.hidden, *(cell for cell in self.secret if self.counts.get(cell, 0) > 0)} - self.public

    def is_small(self, cell: Hashable) -> bool:
        """Whether the cell is to be protected."""
        return 0 < self.counts[cell] < self.threshold and cell not in self.public

    def tied(self, cell: Hashable, unknown: Collection) -> frozenset:
        """The unknown cells that sums tie to one, itself included."""
        found, waiting = {cell}, [cell]
        while waiting:
            for total, parts in self.of.get(waiting.pop(), ()):
                fresh = {one for one in (total, *parts) if one in unknown} - found
                found |= fresh
                waiting += fresh
        return frozenset(found)

    def narrow(self, tied: frozenset) -> set[Hashable]:
        """The small cells among these whose possible values are fewer than the threshold."""
        if tied not in self._seen:
            asked = sorted((cell for cell in tied if self.is_small(cell)), key=str)
            self._seen[tied] = narrow(list(self._equations(tied)), self.counts, asked, self.threshold - 1)
        return self._seen[tied]

    def _equations(self, tied: Iterable) -> Iterator[dict[Hashable, int]]:
        told = dict.fromkeys(one for cell in sorted(tied, key=str) for one in self.of.get(cell, ()))
        for total, parts in told:
            equation = {part: 1 for part in parts if part in tied}
            if total in tied:
                equation[total] = equation.get(total, 0) - 1
            yield equation

    def _another(self, cell: Hashable, tied: frozenset) -> Hashable | None:
        """One more cell to hide: the cheapest that is enough, else the cheapest of the sums of the narrow cell.

        Zeros come last: where all the rest is hidden or public, to know that a cell is empty would tell its neighbour.
        None: nothing is left to hide.
        """
        near = self._candidates([cell])
        found = [*near, *(one for one in self._candidates(tied) if one not in near)]
        found = [one for one in found if self.counts[one] > 0] or found
        unknown = self.unknown
        enough = (one for one in found if cell not in self.narrow(self.tied(cell, unknown | {one})))
        return next(enough, found[0] if found else None)

    def _candidates(self, cells: Iterable) -> list[Hashable]:
        """The shown cells of the sums of these, parts before totals, the smallest first."""
        totals: dict[Hashable, bool] = {}
        unknown = self.unknown
        for cell in cells:
            for total, parts in self.of.get(cell, ()):
                for one in (total, *parts):
                    if one not in unknown and one not in self.public | self.secret:
                        totals[one] = totals.get(one, True) and one == total
        return sorted(totals, key=lambda one: (totals[one], self.counts[one], str(one)))
