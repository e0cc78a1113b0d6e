"""What one indicator says, period after period: a table, its targets and their verdicts, a series to draw.

Months and quarters are folded in their year; what they make, and what territories make together, stands beside what
was given, marked as ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.indicators.adding import Whole, disagreement, of_year, single, years_within
from faubourg.indicators.models import Indicator, Observation, Target, ValueNote
from faubourg.indicators.perimeters import change_words, crosses
from faubourg.indicators.queries_places import Gathered, Geography, year_of
from faubourg.indicators.reading import written
from faubourg.indicators.veiling import MASKED, Masker
from faubourg.indicators.verdicts import Verdict, bears_on, verdict

WHOLE = "Ensemble"
#: The rows of a breakdown: period → its values.
Rows = dict[str, list[Observation]]
#: Year → the territories that have another outline from then on.
Breaks = dict[int, dict[ListedTerritory, None]]


@dataclass(frozen=True)
class SeriesCell:
    """What was given, and beside it what its parts make (`ours`, and `how`). `year`: its months are folded below.

    `breaks`: the outline of the territory is another from here on.
    """

    text: str = ""
    ours: str = ""
    how: str = ""
    gap: str = ""
    year: int | None = None
    breaks: bool = False


@dataclass(frozen=True)
class SeriesLine:
    """The values of one breakdown, a cell a period. `is_ours`: the whole line is made of others."""

    label: str
    cells: list[SeriesCell]
    is_ours: bool = False


@dataclass(frozen=True)
class Fold:
    """The months and quarters of a year: period → a text a label."""

    year: int
    labels: list[str]
    rows: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Side:
    """Two producers of one label, side by side: (name, text, whether it is the one of reference)."""

    place: str
    values: list[tuple[str, str, bool]]
    is_ruled: bool


@dataclass(frozen=True)
class Judged:
    """A target beside the value of a year."""

    target: Target
    text: str
    period: str
    value: str
    verdict: Verdict


@dataclass(frozen=True)
class Series:
    """`points`: the total of each period, None where it is not a number; `breaks`: sentences of changed outlines."""

    periods: list[str]
    lines: list[SeriesLine]
    folds: list[Fold]
    sides: list[Side]
    breaks: list[str]
    judged: list[Judged]
    notes: list[ValueNote]
    points: list[tuple[str, float | None, str]]

    @property
    def told(self) -> frozenset[str]:
        """The periods of which something is said."""
        return frozenset(
            period for rank, period in enumerate(self.periods) if any(line.cells[rank].text for line in self.lines)
        ) | {str(fold.year) for fold in self.folds}


@dataclass
class _Read:
    """The values of one indicator by breakdown and period, as one reader sees them."""

    indicator: Indicator
    masker: Masker
    geography: Geography
    rows: dict[str, Rows] = field(default_factory=dict)
    told: dict[str, dict] = field(default_factory=dict)

    def single(self, label: str, period: str) -> Observation | None:
        """The value that counts in a cell."""
        return single(self.rows[label].get(period, ()), self.indicator.reference_producer_id)

    def shown(self, label: str, period: str) -> str:
        """What a cell says: the value that counts, else all of them."""
        kept = self.single(label, period)
        return " ; ".join(map(self.masker.shown, [kept] if kept else self.rows[label].get(period, ())))

    def ours(self, whole: Whole | None, given: Observation | None, year: int | None = None) -> SeriesCell:
        """A cell with what parts make; masked as soon as one of them is."""
        if whole is None:
            return SeriesCell()
        if any(map(self.masker.hides, whole.rows)):
            return SeriesCell(ours=MASKED, year=year)
        return SeriesCell(ours=whole.text, how=whole.how, gap=disagreement(given, whole), year=year)


def series_of(indicator: Indicator, *, contract: Contract, masker: Masker) -> Series:
    """All values of `indicator`; six queries, however many there are."""
    rows = Observation.objects.filter(contract=contract, lineage=indicator.lineage_id).select_related("producer")
    rows = list(rows.order_by("position", "pk"))
    targets = list(Target.objects.filter(indicator=indicator).order_by("position", "pk"))
    notes = list(ValueNote.objects.filter(contract=contract, lineage=indicator.lineage_id).order_by("-period", "pk"))
    read = _Read(indicator, masker, Geography.of(contract))
    for row in rows:
        label = breakdown_words(row.breakdown)
        read.rows.setdefault(label, {}).setdefault(row.period, []).append(row)
        read.told.setdefault(label, row.breakdown)
    within = years_within({row.period for row in rows})
    short = {text for texts in within.values() for text in texts}
    periods = sorted({row.period for row in rows} - short | set(map(str, within)))
    breaks: Breaks = {}
    lines = [
        _line(read, label, periods, within, breaks)
        for label in sorted(read.rows, key=lambda label: (label != WHOLE, label))
    ]
    lines += _gathered(read, periods, within, breaks)
    whole = {period: read.single(WHOLE, period) for period in read.rows.get(WHOLE, ())}
    texts = {period: masker.shown(row) for period, row in whole.items() if row}
    totals = {period: row for period, row in whole.items() if row and not masker.hides(row)}
    points = [(period, _float(totals.get(period)), texts.get(period, "")) for period in periods]
    told = [change_words(change, _smallest(read, places)) for change, places in sorted(breaks.items())]
    judged = list(_judged(indicator, targets, totals))
    return Series(periods, lines, _folds(read, within), _sides(read), told, judged, notes, points)


def _line(read: _Read, label: str, periods: list[str], within: Mapping, breaks: Breaks) -> SeriesLine:
    """What was given for one breakdown; in a year of months, what they make."""
    cells = []
    for period in periods:
        year = int(period) if period.isdigit() and int(period) in within else None
        whole = None if year is None else of_year(read.indicator, read.told[label], read.rows[label], year)
        made = read.ours(whole, read.single(label, period), year)
        cells.append(SeriesCell(read.shown(label, period), made.ours, made.how, made.gap, made.year))
    return SeriesLine(label, _broken(read, label, cells, periods, breaks))


def _broken(
    read: _Read, label: str, cells: list[SeriesCell], periods: list[str], breaks: Breaks,
    territory: ListedTerritory | None = None,
) -> list[SeriesCell]:  # fmt: skip
    """The cells, the first one after a change of outline marked, with its sentence."""
    one = territory or read.geography.territory(read.told[label])
    change = read.geography.change(one)
    said = [
        (rank, year)
        for rank, (cell, period) in enumerate(zip(cells, periods, strict=True))
        if (cell.text or cell.ours) and (year := year_of(period))
    ]
    if one is None or not crosses([year for _, year in said], change):
        return cells
    breaks.setdefault(change, {})[one] = None
    first = next(rank for rank, year in said if year >= change)
    return [replace(cell, breaks=rank == first) for rank, cell in enumerate(cells)]


def _smallest(read: _Read, places: Iterable[ListedTerritory]) -> list[ListedTerritory]:
    """Those that gather no other, in the order of the contract; a group where it alone is told."""
    ordered = [one for one in read.geography.territories.values() if one in places]
    return [one for one in ordered if not read.geography.members.get(one.pk)] or ordered


def _gathered(read: _Read, periods: list[str], within: Mapping, breaks: Breaks) -> list[SeriesLine]:
    """Groups of territories, and the neighbourhoods together, made of their members."""
    found = []
    for one in read.geography.gathered(read.told):
        cells = []
        for period in periods:
            year = int(period) if period.isdigit() and int(period) in within else None
            given = next(filter(None, (read.single(label, period) for label in one.given)), None)
            whole = one.whole(read.indicator, read.rows, period, year)
            cells.append(read.ours(whole, given))
        if any(cell.ours or cell.how for cell in cells):
            cells = _broken(read, "", cells, periods, breaks, one.territory) if one.territory else cells
            found.append(SeriesLine(_words_of(one), cells, is_ours=True))
    return found


def _words_of(one: Gathered) -> str:
    rest = breakdown_words(one.rest) if one.rest else ""
    return ", ".join(filter(None, (one.name, rest)))


def _folds(read: _Read, within: Mapping[int, list[str]]) -> list[Fold]:
    """Each year with its months, those of each breakdown that has some."""
    found = []
    for year, texts in within.items():
        labels = [label for label, rows in read.rows.items() if any(text in rows for text in texts)]
        labels.sort(key=lambda label: (label != WHOLE, label))
        lines = [(text, [read.shown(label, text) for label in labels]) for text in texts]
        found.append(Fold(year, labels, lines))
    return found


def _sides(read: _Read) -> list[Side]:
    """The cells that several producers say, the latest first."""
    found = []
    reference = read.indicator.reference_producer_id
    for label, by_period in read.rows.items():
        for period, rows in by_period.items():
            if len({row.producer_id for row in rows}) > 1:
                told = [
                    (str(row.producer or "Sans producteur dit"), read.masker.shown(row), _is(row, reference))
                    for row in rows
                ]
                found.append((period, label, told))
    found.sort(key=lambda one: (one[1] != WHOLE, one[1]))
    found.sort(key=lambda one: one[0], reverse=True)
    return [Side(f"{period}, {label}", told, any(one[2] for one in told)) for period, label, told in found]


def _is(row: Observation, reference: int | None) -> bool:
    return reference is not None and row.producer_id == reference


def breakdown_words(breakdown: dict) -> str:
    """« Clou Bouchet, sexe F »: territory first, by its name alone."""
    told = {str(key): str(value) for key, value in breakdown.items()}
    territory = told.pop("territoire", "")
    words = [territory] if territory else []
    names = {"F": "femmes", "H": "hommes"}
    words += [names.get(value, value) if key == "sexe" else f"{key} {value}" for key, value in told.items()]
    return ", ".join(words) or WHOLE


def _written(row: Observation | None) -> str:
    return written(row) if row else ""


def _float(row: Observation | None) -> float | None:
    return None if row is None or row.value is None else float(row.value)


def target_text(target: Target) -> str:
    """« au moins 20 », « 10 à 20 », or its words."""
    if target.words:
        return target.words
    return written(
        Observation(value=target.value, minimum=target.minimum, maximum=target.maximum, words=[])
    ) or ", ".join(
        f"{word} {bound.normalize():f}"
        for word, bound in (("au moins", target.minimum), ("au plus", target.maximum))
        if bound is not None
    )


def _judged(indicator: Indicator, targets: Iterable[Target], totals: dict[str, Observation]):
    """Each target beside every year on which it bears; without any value, once."""
    years = [period for period in sorted(totals) if period.isdigit()]
    for target in targets:
        bearing = [period for period in years if bears_on(target, int(period))]
        for period in bearing or [""]:
            value = totals.get(period)
            yield Judged(target, target_text(target), period, _written(value), verdict(target, indicator, value))
