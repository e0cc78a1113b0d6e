"""Counts as plain data: a table of the report and its lines. No person is reachable from here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from faubourg.pathways.reporting import ReportTable

#: The line of what says nothing of the breakdown.
UNKNOWN = "Non ventilé"
WHOLE, PERSONS = "Ensemble", "Personnes"


@dataclass(frozen=True)
class Line:
    """A count; `whole`: what it is a share of, None where a share would say nothing.

    `of` and `part`: the line that it details, and by what (« permis obtenu », « femmes »). `measures`: it counts no
    person but measures those of that line (months, days), and is hidden with it. `among`: the cell that `whole` is,
    where that is not the total of its table.
    """

    label: str
    count: int | Decimal
    whole: int | None = None
    of: str = ""
    part: str = ""
    measures: str = ""
    among: tuple[str, str] | None = None


@dataclass(frozen=True)
class Tally:
    """A table of the report: lines that add up to `total`, `besides` that overlap, distinct `persons`.

    `table`: a value of ReportTable; `name` tells apart several of one kind (a dispositif). `group`: tables of the same
    group have the same total. `sums`: a line and those that make it up, whole or in part. `earlier`: of what is
    counted since a beginning, the same table in each year before, the oldest first; `grows`: the lines that are.
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
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    earlier: tuple[tuple[int, "Tally"], ...] = ()
    grows: frozenset[str] = frozenset()

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

    def whole_of(self, line: Line) -> tuple[str, str] | None:
        """The cell that a line is a share of; None: none."""
        if line.whole is None or line.measures:
            return None
        return line.among or self.key(WHOLE)

    def has_share(self, line: Line, hidden: Collection[tuple[str, str]]) -> bool:
        """Whether its share may be read: with the number beside it, a share tells what it is a share of."""
        return bool(line.whole) and self.key(line.label) not in hidden and self.whole_of(line) not in hidden


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
