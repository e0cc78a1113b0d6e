"""Counts as plain data: a table of the report, its lines, what is hidden of it. No person is reachable from here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from faubourg.indicators.protecting import hidden_cells

#: The line of what says nothing of the breakdown.
UNKNOWN = "Non ventilé"
WHOLE, PERSONS = "Ensemble", "Personnes"


@dataclass(frozen=True)
class Line:
    """A count; `whole`: what it is a share of, None where a share would say nothing."""

    label: str
    count: int
    whole: int | None = None


@dataclass(frozen=True)
class Tally:
    """A table of the report: lines that add up to `total`, `besides` that overlap, distinct `persons`.

    `table`: a value of ReportTable. `group`: tables of the same group have the same total.
    """

    table: str
    unit: str
    lines: tuple[Line, ...]
    total: int
    persons: int | None = None
    besides: tuple[Line, ...] = ()
    group: str = ""
    adds_up: bool = True

    def line(self, label: str) -> Line | None:
        """The line of a label, « Ensemble » and « Personnes » included."""
        if label == WHOLE:
            return Line(WHOLE, self.total)
        if label == PERSONS:
            return None if self.persons is None else Line(PERSONS, self.persons)
        return next((one for one in (*self.lines, *self.besides) if one.label == label), None)

    def key(self, label: str) -> tuple[str, str]:
        """What names a cell among all the tables."""
        return (self.group, WHOLE) if label == WHOLE and self.group else (self.table, label)


def tally_of(
    table: str, unit: str, counts: Mapping, labels: Mapping, *, is_share: bool = False, **more
) -> Tally:  # fmt: skip
    """A tally from « value → count »: `labels` gives the lines in order, with zeros; the rest is not broken down."""
    total = sum(counts.values())
    whole = total if is_share else None
    lines = [Line(str(label), counts.get(value, 0), whole) for value, label in labels.items()]
    rest = total - sum(line.count for line in lines)
    if rest:
        lines.append(Line(UNKNOWN, rest, whole))
    return Tally(table, unit, tuple(lines), total, **more)


def hidden_of(tallies: Collection[Tally], threshold: int, links: Iterable[tuple] = ()) -> frozenset[tuple[str, str]]:
    """The cells to mask, so that no sum within a table, nor across tables, gives a small number back.

    `links`: (cell, cells that make it) across tables.
    """
    counts, sums = {}, list(links)
    for tally in tallies:
        counts[tally.key(WHOLE)] = tally.total
        for line in (*tally.lines, *tally.besides):
            counts[tally.key(line.label)] = line.count
        if tally.persons is not None:
            counts[tally.key(PERSONS)] = tally.persons
        if tally.adds_up:
            sums.append((tally.key(WHOLE), tuple(tally.key(line.label) for line in tally.lines)))
    return frozenset(hidden_cells(counts, sums, threshold))
