"""What the rows of a register give to an indicator: each row counted once a year, and once in each breakdown."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from faubourg.indicators.cells import TERRITORY
from faubourg.registers.cells import Lists, decimal_of, shown, year_of
from faubourg.registers.choices import Aggregate, ColumnType, part_label
from faubourg.registers.models import RegisterColumn, RegisterCount, RegisterRow

#: The value of a breakdown for the rows that do not say it.
UNSAID = "non ventilé"


@dataclass
class Part:
    """One value: the breakdown that it is of (none: the whole), and its rows. `lacking`: rows without the number."""

    breakdown: dict[str, str]
    rows: list[RegisterRow] = field(default_factory=list)
    value: Decimal | None = None
    lacking: int = 0

    @property
    def label(self) -> str:
        """« Ensemble », or « Territoire : Clou Bouchet »."""
        return part_label(self.breakdown)


@dataclass
class Tally:
    """Year → parts, the whole first; `undated`: rows that are kept but say no year, counted nowhere."""

    years: dict[int, list[Part]]
    undated: list[RegisterRow]


def keeps(count: RegisterCount, row: RegisterRow, counting: set[str]) -> bool:
    """Whether the row is one that the rule counts; `counting`: the states of the register that count."""
    if row.state not in (count.states or counting):
        return False
    return all(row.values.get(key) == value for key, value in count.where.items())


def tally(count: RegisterCount, rows: Iterable[RegisterRow], columns: Iterable[RegisterColumn], lists: Lists) -> Tally:
    """What the rule gives on these rows of its register. Reads nothing but `lists`."""
    by_key = {column.key: column for column in columns}
    counting = count.register.counting_states
    years: dict[int, list[RegisterRow]] = {}
    undated = []
    for row in rows:
        if not keeps(count, row, counting):
            continue
        year = year_of(row.values.get(count.year_column))
        if year is None:
            undated.append(row)
        else:
            years.setdefault(year, []).append(row)
    parts = {year: _parts(count, years[year], by_key, lists) for year in sorted(years, reverse=True)}
    return Tally(parts, undated)


def _parts(
    count: RegisterCount, rows: list[RegisterRow], by_key: dict[str, RegisterColumn], lists: Lists
) -> list[Part]:
    parts = [Part({}, rows)]
    for key in count.by:
        if (column := by_key.get(key)) is None:
            continue
        groups: dict[str, Part] = {}
        name = TERRITORY if column.type == ColumnType.TERRITORY else column.label
        for row in rows:
            said = shown(column, row.values.get(key), lists) or UNSAID
            groups.setdefault(said, Part({name: said})).rows.append(row)
        parts += [groups[said] for said in sorted(groups, key=lambda word: (word == UNSAID, word))]
    for part in parts:
        _measure(count, part)
    return parts


def _measure(count: RegisterCount, part: Part) -> None:
    """Unknown is not zero: a sum of rows that say no number is not known."""
    if count.aggregate == Aggregate.COUNT:
        part.value = Decimal(len(part.rows))
        return
    given = [row.values[count.column] for row in part.rows if row.values.get(count.column) is not None]
    part.lacking = len(part.rows) - len(given)
    part.value = sum(map(decimal_of, given), Decimal(0)) if given else None
