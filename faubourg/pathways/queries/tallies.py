"""Counts as plain data: a table of the report, its lines, what is hidden of it. No person is reachable from here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from faubourg.indicators.protecting import hidden_cells
from faubourg.pathways.reporting import ReportTable

#: The line of what says nothing of the breakdown.
UNKNOWN = "Non ventilé"
WHOLE, PERSONS = "Ensemble", "Personnes"


@dataclass(frozen=True)
class Line:
    """A count; `whole`: what it is a share of, None where a share would say nothing.

    `of` and `part`: the line that it details, and by what (« permis obtenu », « femmes »). `measures`: it counts no
    person but measures those of that line (months, days), and is hidden with it.
    """

    label: str
    count: int | Decimal
    whole: int | None = None
    of: str = ""
    part: str = ""
    measures: str = ""


@dataclass(frozen=True)
class Tally:
    """A table of the report: lines that add up to `total`, `besides` that overlap, distinct `persons`.

    `table`: a value of ReportTable; `name` tells apart several of one kind (a dispositif). `group`: tables of the same
    group have the same total.
    """

    table: str
    unit: str
    lines: tuple[Line, ...]
    total: int
    persons: int | None = None
    besides: tuple[Line, ...] = ()
    group: str = ""
    adds_up: bool = True
    name: str = ""

    @property
    def code(self) -> str:
        """What names the table among all of them."""
        return f"{self.table}:{self.name}" if self.name else self.table

    @property
    def title(self) -> str:
        """« Dispositif : Auto-école »."""
        label = str(ReportTable(self.table).label)
        return f"{label} : {self.name}" if self.name else label

    @property
    def labels(self) -> list[str]:
        """What stands by itself: lines that detail no other, then « Ensemble » and « Personnes » where they are."""
        found = [line.label for line in (*self.lines, *self.besides) if not line.part]
        found += [WHOLE] if self.adds_up and len(self.lines) > 1 else []
        return found + ([PERSONS] if self.persons is not None else [])

    def line(self, label: str) -> Line | None:
        """The line of a label, « Ensemble » and « Personnes » included."""
        if label == WHOLE:
            return Line(WHOLE, self.total)
        if label == PERSONS:
            return None if self.persons is None else Line(PERSONS, self.persons)
        return next((one for one in (*self.lines, *self.besides) if one.label == label), None)

    def key(self, label: str) -> tuple[str, str]:
        """What names a cell among all the tables."""
        return (self.group, WHOLE) if label == WHOLE and self.group else (self.code, label)


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
    counts, sums = system_of(tallies)
    return with_measures(tallies, hidden_cells(counts, [*links, *sums], threshold))


def system_of(tallies: Collection[Tally]) -> tuple[dict[tuple[str, str], int], list[tuple]]:
    """The cells that count something, each with its number, and the sums that tie them: (cell, cells that make it)."""
    counts, sums = {}, []
    for tally in tallies:
        counts[tally.key(WHOLE)] = tally.total
        counted = [line for line in (*tally.lines, *tally.besides) if not line.measures]
        counts |= {tally.key(line.label): line.count for line in counted}
        for line in counted:
            if line.part and (whole := tally.line(line.of)) is not None:
                # Who is not in the part stands in no table, and the subtraction would tell.
                others = tally.key(f"{line.label}, autres")
                counts[others] = whole.count - line.count
                sums.append((tally.key(line.of), (tally.key(line.label), others)))
        if tally.persons is not None:
            counts[tally.key(PERSONS)] = tally.persons
        if tally.adds_up:
            sums.append((tally.key(WHOLE), tuple(tally.key(line.label) for line in tally.lines)))
    return counts, sums


def with_measures(tallies: Collection[Tally], hidden: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Hidden cells, and what is measured of them (months, hours)."""
    found = set(hidden)
    measures = [(tally, line) for tally in tallies for line in tally.besides if line.measures]
    return frozenset(found | {tally.key(line.label) for tally, line in measures if tally.key(line.measures) in found})
