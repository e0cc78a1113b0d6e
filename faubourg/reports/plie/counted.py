"""A table of the report with its years: what was printed before the software, what the records count, side by side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import MASKED, threshold_of
from faubourg.pathways.queries.counts import first_year
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.fse import Common, common_indicators
from faubourg.pathways.queries.series import Compared, Printed, compare, matched, printed_series, sum_gap, unmatched
from faubourg.pathways.queries.tallies import PERSONS, UNKNOWN, WHOLE, Tally
from faubourg.pathways.queries.yearly import Year, year_of
from faubourg.pathways.reporting import ReportTable
from faubourg.reports.plie.cells import Cell, Evolution, evolution_of, told_evolutions
from faubourg.ui.typography import number, percent

#: Years of a series that are counted on the records: more would make the report slow for nobody's reading.
MOST_YEARS = 5


@dataclass(frozen=True)
class Row:
    """A line of a table with its years; `gap` names the difference with what was printed for the year.

    `evolution`: since the year before, where both are known. `of` and `part`: the line that it details, and by what.
    `among`: it overlaps the lines that add up.
    """

    label: str
    cells: dict[int, Cell]
    printed: str = ""
    gap: str = ""
    of: str = ""
    part: str = ""
    evolution: str = ""
    among: bool = False


@dataclass(frozen=True)
class CountedTable:
    """A table of the report. `contradiction`: what the document says against itself.

    `told`: evolutions that the document prints, each beside what the series gives.
    """

    code: str
    title: str
    unit: str
    years: tuple[int, ...]
    rows: tuple[Row, ...]
    contradiction: str = ""
    told: tuple[Evolution, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no year says anything of any line."""
        return not any(cell.text for row in self.rows for cell in row.cells.values())


@dataclass(frozen=True)
class Counted:
    """Everything that is counted for a year; `left_out`: what is printed of the dispositifs and counted nowhere."""

    year: int
    current: Year
    tables: dict[str, CountedTable]
    indicators: list[Common]
    threshold: int
    from_records: bool
    left_out: tuple[Printed, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether neither the records nor anything published says anything of the year itself."""
        if self.from_records:
            return False
        cells = (row.cells.get(self.year) for table in self.tables.values() for row in table.rows)
        return not self.left_out and not any(cell.text for cell in cells if cell)


def counted_of(contract: Contract, year: int, *, most: int = MOST_YEARS) -> Counted:
    """The tables of a year with their past, of which `most` years are counted on the records."""
    threshold, start = threshold_of(contract), first_year(contract)
    first = max(start or year, year - most + 1)
    series = printed_series(contract)
    years = {one: year_of(contract, Cut.of_year(one), series=series) for one in range(min(first, year), year + 1)}
    hidden = {one: found.hidden(threshold) for one, found in years.items()}
    from_records = start is None or year >= start
    if not from_records:
        years = {year: years[year]}
    tables = {}
    for shape in years[year].in_order:
        tallies = {one: found.tallies[shape.code] for one, found in years.items() if shape.code in found.tallies}
        tables[shape.code] = _table(shape, tallies if from_records else {}, hidden, series.get(shape.table, []), year)
    several = [shape for shape in years[year].in_order if shape.name]
    left = [row for name in {shape.table for shape in several} for row in series.get(name, ())]
    told = _masked_sexes(years[year], hidden[year])
    indicators = common_indicators(contract, Cut.of_year(year), threshold=threshold, told=told)
    return Counted(year, years[year], tables, indicators, threshold, from_records,
                   tuple(unmatched(left, several, year)))  # fmt: skip


def _masked_sexes(year: Year, hidden: Collection) -> set[str]:
    """Of the participants by sex and in all, what the table of the report masks: that of the FSE+ counts the same."""
    table = year.tallies[ReportTable.SEX]
    labels = {"F": "Femmes", "H": "Hommes", "": UNKNOWN, "total": WHOLE}
    return {sex for sex, label in labels.items() if table.key(label) in hidden}


def _table(
    shape: Tally, tallies: dict[int, Tally], hidden: dict[int, frozenset], series: Sequence[Printed], year: int
) -> CountedTable:
    printed = matched(series, shape)
    past = sorted({one for one, _ in printed if one < min(tallies, default=year + 1) and one <= year})
    details = {line.label: (line.of, line.part) for line in (*shape.lines, *shape.besides)}
    adds_up = len(shape.lines) > 1 and shape.adds_up
    # What overlaps stands after the sum of what does not.
    after = [line.label for line in shape.besides]
    labels = [label for label in details if not adds_up or label not in after]
    labels += [WHOLE] if adds_up else []
    labels += [PERSONS] if shape.persons is not None else []
    labels += after if adds_up else []
    among = {line.label for line in shape.besides if adds_up and line.whole is not None}
    rows = []
    for label in labels:
        cells = {one: _published(printed.get((one, label), [])) for one in past}
        cells |= {one: _own(tally, label, hidden[one]) for one, tally in tallies.items()}
        current = tallies.get(year)
        is_hidden = current is not None and current.key(label) in hidden[year]
        found = [compare(one, label, current) for one in printed.get((year, label), [])] if current else []
        stated = [one for one in found if not one.printed.is_share or _has_share(current, label, hidden[year])]
        words = ", ".join(dict.fromkeys(one.printed.text for one in found))
        of, part = details.get(label, ("", ""))
        gap = "" if is_hidden else _gap(stated)
        since = evolution_of(cells.get(year - 1), cells.get(year))
        rows.append(Row(label, cells, words, gap, of, part, since, label in among))
    said = _contradiction(series, shape, year, rows)
    years = tuple(past) + tuple(sorted(tallies))
    told = told_evolutions(series, {row.label: row.cells for row in rows}, year)
    return CountedTable(str(shape.code), shape.title, shape.unit, years, tuple(rows), said, told)


def _contradiction(series: Sequence[Printed], shape: Tally, year: int, rows: Sequence[Row]) -> str:
    """What a printed total says against its printed lines, else against the records that they are made of."""
    if gap := sum_gap(series, shape, year):
        return f"Le document imprime {number(gap[0])}, ses lignes additionnent {number(gap[1])}."
    whole = next((row for row in rows if row.label == WHOLE and row.gap not in ("", "égal")), None)
    if whole is None or not shape.adds_up or year not in whole.cells:
        return ""
    return f"Le document imprime {whole.printed}, les lignes comptées additionnent {whole.cells[year].words}."


def _own(tally: Tally, label: str, hidden: frozenset) -> Cell:
    line = tally.line(label)
    if line is None:
        return Cell("")
    if tally.key(label) in hidden:
        return Cell(MASKED)
    if not tally.has_share(line, hidden):
        return Cell(number(line.count), number=line.count)
    rate = Decimal(line.count) / line.whole
    return Cell(number(line.count), percent(line.count, line.whole), number=line.count, rate=rate)


def _has_share(tally: Tally, label: str, hidden: Collection) -> bool:
    line = tally.line(label)
    return line is not None and tally.has_share(line, hidden)


def _published(found: Sequence[Printed]) -> Cell:
    count = next((one for one in found if not one.is_share), None)
    share = next((one for one in found if one.is_share), None)
    return Cell(
        count.text if count else "", share.text if share else "", is_published=True,
        number=count and _plain(count.number), rate=share.number / 100 if share and share.number is not None else None,
    )  # fmt: skip


def _plain(value: Decimal | None) -> int | Decimal | None:
    return int(value) if value is not None and value == value.to_integral_value() else value


def _gap(found: Sequence[Compared]) -> str:
    if not any(one.agrees is not None for one in found):
        return ""
    differing = [one for one in found if one.agrees is False]
    if not differing:
        return "égal"
    return ", ".join(_difference(one) for one in differing)


def _difference(one: Compared) -> str:
    if one.printed.is_share or one.printed.number is None:
        return f"{one.computed} et non {one.printed.text}"
    gap = Decimal(one.computed) - one.printed.number
    return f"{'+' if gap > 0 else ''}{number(gap)}"
