"""Reads of values: the grid where they are typed, and what an indicator says year after year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.indicators.adding import Whole, of_year, single
from faubourg.indicators.cells import (
    SEXES,
    Category,
    Column,
    Place,
    Places,
    asked,
    asked_categories,
    category_of,
    cell_name,
    columns_of,
    token_of,
)
from faubourg.indicators.choices import Adding, Qualifier
from faubourg.indicators.models import Indicator, Observation, ValueNote
from faubourg.indicators.periods import period_of
from faubourg.indicators.reading import Meaning, meaning_of
from faubourg.indicators.veiling import MASKED, Masker
from faubourg.territories.models import TerritoryKind
from faubourg.ui.typography import number


@dataclass
class Cell:
    """One cell. `many`: several values stand there, nothing can be typed over them. `before`: last year's text.

    `masked`: what stands there is a small number of persons, not for this reader. `made`: why the text is ours (« somme
    de 12 valeurs »), or which of several producers it comes from; nothing is then typed. `exact`: the text as a
    number, where it is one.
    """

    column: Column
    name: str
    text: str = ""
    token: str = ""
    before: str = ""
    many: bool = False
    masked: bool = False
    made: str = ""
    error: str = ""
    exact: Decimal | None = None


@dataclass
class Line:
    """An indicator of the grid; a cell is None where its breakdown is not asked. `flags`: sums that do not agree."""

    indicator: Indicator
    meaning: Meaning
    cells: list[Cell | None]
    note: ValueNote | None
    flags: list[str]

    @property
    def owes_words(self) -> bool:
        """Whether a value waits for its obligatory interpretation."""
        said = self.indicator.requires_interpretation and any(cell.text for cell in self.cells if cell)
        return bool(said) and not (self.note and self.note.interpretation)


@dataclass
class Grid:
    """Lines × columns of one year."""

    year: int
    columns: list[Column]
    lines: list[Line] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The territories over the columns, with how many each covers."""
        counts: dict[str, int] = {}
        for column in self.columns:
            counts[column.heading] = counts.get(column.heading, 0) + 1
        return list(counts.items())


@dataclass
class Values:
    """The values of some indicators in some years. `months`: (lineage, place) → those of months and quarters."""

    whole: dict[tuple[object, str, Place], list[Observation]] = field(default_factory=dict)
    months: dict[tuple[object, Place], dict[str, list[Observation]]] = field(default_factory=dict)

    def at(self, indicator: Indicator, year: int, place: Place) -> list[Observation]:
        """What was given for the year."""
        return self.whole.get((indicator.lineage_id, str(year), place), [])

    def made(self, indicator: Indicator, year: int, column: Column) -> Whole | None:
        """What months and quarters make of the year, where they make a number."""
        found = self.months.get((indicator.lineage_id, column.place))
        whole = found and of_year(indicator, column.breakdown, found, year)
        return whole if whole and whole.value is not None else None


def values_of(
    indicators: Iterable[Indicator],
    places: Places,
    *,
    contract: Contract,
    years: Sequence[int],
    producer: int | None = None,
) -> Values:
    """The values of these years by place, only those of `producer` where it is given; one query."""
    lineages = {one.lineage_id for one in indicators}
    written = [str(year) for year in years]
    # « T1 2025 », « mars 2025 », « 2025-03 »: what else names a year is left out below.
    within = reduce(or_, (Q(period__contains=year) for year in written))
    rows = Observation.objects.filter(within, contract=contract, lineage__in=lineages)
    if producer is not None:
        rows = rows.filter(producer=producer)
    found = Values()
    # What a file says beside a value is not shown in the grid: decoded for nothing over thousands of rows.
    for row in rows.defer("extra", "blanks", "inferred").order_by("position", "pk"):
        if (place := places.of(row.breakdown)) is None:
            continue
        if row.period in written:
            found.whole.setdefault((row.lineage_id, row.period, place), []).append(row)
        elif (period := period_of(row.period)) is not None and period.above:
            found.months.setdefault((row.lineage_id, place), {}).setdefault(row.period, []).append(row)
    return found


def categories_of(indicators: Iterable[Indicator], *, contract: Contract) -> list[Category]:
    """The categories beside territory and sex that these indicators ask or already have; one query."""
    indicators = list(indicators)
    found = {one: None for row in indicators for one in asked_categories(row.breakdowns, row.categories)}
    rows = Observation.objects.filter(contract=contract, lineage__in={one.lineage_id for one in indicators})
    told = {category_of(breakdown) for breakdown in rows.order_by().values_list("breakdown", flat=True).distinct()}
    return [*found, *sorted(told - found.keys() - {()})]


def grid_of(
    indicators: Sequence[Indicator],
    territories: Sequence[ListedTerritory],
    *,
    contract: Contract,
    year: int,
    masker: Masker,
    every: bool = False,
    producer: int | None = None,
    categories: Sequence[Category] = (),
    sexes: Sequence[str] = tuple(SEXES),
) -> Grid:
    """The grid of these indicators; `every` opens the cells of breakdowns that are not asked. Two queries.

    `producer`: only the values of this organisation of the contract. `territories`, `categories`, `sexes`: the columns.
    """
    columns = list(columns_of(territories, categories, sexes).values())
    values = values_of(indicators, Places(territories), contract=contract, years=(year, year - 1), producer=producer)
    notes = {
        note.lineage_id: note
        for note in ValueNote.objects.filter(
            contract=contract, period=str(year), lineage__in={one.lineage_id for one in indicators}
        )
    }
    lines = []
    for indicator in indicators:
        cells = list(_cells(indicator, columns, values, year, masker, every=every))
        here = {column.place: values.at(indicator, year, column.place) for column in columns}
        meaning = meaning_of(indicator)
        # A sum that does not agree tells its parts.
        veiled = any(masker.hides(row) for found in here.values() for row in found)
        flags = [] if veiled else flags_of(indicator, meaning, here, columns)
        lines.append(Line(indicator, meaning, cells, notes.get(indicator.lineage_id), flags))
    used = [any(line.cells[rank] for line in lines) for rank in range(len(columns))]
    for line in lines:
        line.cells = [cell for cell, is_used in zip(line.cells, used, strict=True) if is_used]
    return Grid(year, [column for column, is_used in zip(columns, used, strict=True) if is_used], lines)


def _cells(indicator: Indicator, columns: Iterable[Column], values: Values, year: int, masker: Masker, *, every: bool):
    """A cell where the breakdown is asked or something is said; the grand total is always asked."""
    by_territory, by_sex = asked(indicator.breakdowns)
    own = asked_categories(indicator.breakdowns, indicator.categories)
    for column in columns:
        now, before = values.at(indicator, year, column.place), values.at(indicator, year - 1, column.place)
        made = None if now else values.made(indicator, year, column)
        is_asked = (column.sex == "t" or by_sex) and (column.territory is None or by_territory)
        is_asked = is_asked and (not column.category or column.category in own)
        if not (every or now or before or made or is_asked):
            yield None
        elif made:
            yield _made(indicator, column, made, before, masker)
        else:
            yield _cell(indicator, column, now, before, masker)


def _made(indicator: Indicator, column: Column, made: Whole, before: list[Observation], masker: Masker) -> Cell:
    """A year that comes from its months: read, not typed."""
    masked = any(map(masker.hides, made.rows))
    return Cell(
        column, cell_name(indicator.pk, column.place), MASKED if masked else made.text,
        before=" ; ".join(map(masker.shown, before)), masked=masked, made="" if masked else made.how,
        exact=None if masked or made.floor or made.about or made.lacking else made.value,
    )  # fmt: skip


def _cell(
    indicator: Indicator, column: Column, now: list[Observation], before: list[Observation], masker: Masker
) -> Cell:
    kept = single(now, indicator.reference_producer_id)
    text, masked = " ; ".join(map(masker.shown, [kept] if kept else now)), any(map(masker.hides, now))
    told = ""
    if len(now) > 1:
        told = f"{len(now)} valeurs : {'celle de la référence vaut' if kept else 'référence à choisir'}"
    return Cell(
        column, cell_name(indicator.pk, column.place), text, "" if masked else token_of(text),
        " ; ".join(map(masker.shown, before)), many=len(now) > 1, masked=masked, made=told,
        exact=None if masked or kept is None or kept.words or kept.denominator is not None else _exact([kept]),
    )  # fmt: skip


def flags_of(indicator: Indicator, meaning: Meaning, here: dict, columns: Iterable[Column]) -> list[str]:
    """The sums that do not agree: sexes against their total, neighbourhoods above the whole. Unknown says nothing."""
    if meaning.percent or indicator.adding in (Adding.MEAN, Adding.RATIO):
        return []
    flags = []
    for column in columns:
        if column.sex == "t":
            whose, _, *category = column.place
            parts = [_exact(here.get((whose, sex, *category), [])) for sex in SEXES if sex != "t"]
            flags += _disagreement(column.heading, _exact(here.get(column.place, [])), parts)
    whole = _exact(here.get((0, "t"), []))
    quarters = [
        _exact(here.get(column.place, []))
        for column in columns
        if column.sex == "t" and column.territory and column.territory.kind == TerritoryKind.QPV and not column.category
    ]
    known = sum((one for one in quarters if one is not None), Decimal(0))
    if whole is not None and known > whole and indicator.adding != Adding.NEVER:
        flags.append(f"Les quartiers font {number(known)}, l’ensemble saisi {number(whole)}.")
    return flags


def _disagreement(heading: str, total: Decimal | None, parts: list[Decimal | None]) -> list[str]:
    known = [part for part in parts if part is not None]
    if total is None or not known:
        return []
    gap = total - sum(known, Decimal(0))
    women, men, rest = parts
    # A part that is not typed may hold what lacks; once women and men are both there, only « non ventilé » can.
    if gap == 0 or (gap > 0 and (women is None or men is None)):
        return []
    sums = " + ".join(
        f"{number(part)} {SEXES[sex][1]}" for part, sex in zip(parts, "fhn", strict=True) if part is not None
    )
    lack = f" Il manque {number(gap)} : « non ventilé » ?" if gap > 0 and rest is None else ""
    return [f"{heading} : {sums} = {number(sum(known, Decimal(0)))}, total saisi {number(total)}.{lack}"]


def _exact(found: list[Observation]) -> Decimal | None:
    """The number of a cell, where it is one that adds up."""
    if len(found) != 1 or found[0].qualifier not in ("", Qualifier.EXACT):
        return None
    return found[0].value
