"""Indicators that have a value: the last one, its target and its verdict; and the series of one, by territory."""

from collections import defaultdict
from dataclasses import dataclass, field

from faubourg.contracts.models import Contract
from faubourg.documents.charts import Spec, lines
from faubourg.indicators.masking import Masker
from faubourg.indicators.models import Indicator, Observation, Target
from faubourg.indicators.perimeters import change_words, crosses
from faubourg.indicators.queries_places import Geography, year_of
from faubourg.indicators.queries_series import target_text
from faubourg.indicators.verdicts import Verdict, bears_on, verdict

WHOLE, TERRITORY = "Ensemble", "territoire"
#: Lines that one picture can tell apart.
DRAWN = 5


@dataclass
class IndicatorRow:
    """An indicator, its cells by territory and period, and the target that bears on its last value."""

    indicator: Indicator
    cells: dict[str, dict[str, list[Observation]]] = field(default_factory=dict)
    targets: list[Target] = field(default_factory=list)

    @property
    def periods(self) -> list[str]:
        """Every period that a cell has, in order."""
        return sorted({period for found in self.cells.values() for period in found})

    @property
    def places(self) -> list[str]:
        """The whole first, then the territories by name."""
        return sorted(self.cells, key=lambda place: (place != WHOLE, place))

    @property
    def last(self) -> tuple[str, Observation] | None:
        """The newest period with one value of the whole."""
        found = self.cells.get(WHOLE, {})
        period = max((one for one, rows in found.items() if len(rows) == 1), default=None)
        return (period, found[period][0]) if period is not None else None

    def one(self, place: str, period: str) -> Observation | None:
        """The value of a cell; None where nobody gave one, or where two stand beside each other."""
        found = self.cells[place].get(period, [])
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Line:
    """What the table of indicators shows of one."""

    key: str
    label: str
    unit: str
    period: str
    value: str
    target: str
    verdict: Verdict | None
    periods: int


def rows_of(contract: Contract) -> list[IndicatorRow]:
    """The indicators of the version in force with at least one value, in the order of the document. Three queries."""
    observed = defaultdict(list)
    for value in Observation.objects.of(contract).order_by("position", "pk"):
        if set(value.breakdown) <= {TERRITORY}:
            observed[value.lineage_id].append(value)
    indicators = Indicator.objects.filter(version=contract.current_version_id, lineage__in=observed)
    rows = [IndicatorRow(one) for one in indicators.order_by("position", "pk")]
    targets = defaultdict(list)
    for target in Target.objects.filter(indicator__version=contract.current_version_id).order_by("position", "pk"):
        targets[target.indicator_id].append(target)
    for row in rows:
        row.targets = targets[row.indicator.pk]
        for value in observed[row.indicator.lineage_id]:
            place = str(value.breakdown.get(TERRITORY) or WHOLE)
            row.cells.setdefault(place, {}).setdefault(value.period, []).append(value)
    return rows


def line_of(row: IndicatorRow, masker: Masker) -> Line:
    """The last value beside its target; masked where it counts too few people."""
    indicator, period, value, judged, words = row.indicator, "", "", None, ""
    if row.last:
        period, found = row.last
        value = masker.shown(found)
        bearing = [one for one in row.targets if period.isdigit() and bears_on(one, int(period))]
        if bearing:
            words = target_text(bearing[0])
            judged = None if masker.hides(found) else verdict(bearing[0], indicator, found)
    words = words or (target_text(row.targets[0]) if row.targets else "")
    return Line(indicator.key, indicator.label, indicator.spoken_unit, period, value, words, judged, len(row.periods))


def table_of(row: IndicatorRow, masker: Masker) -> list[tuple[str, list[str]]]:
    """Territory → a text a period; an empty text: nothing is said."""
    return [
        (place, [" ; ".join(masker.shown(one) for one in row.cells[place].get(period, [])) for period in row.periods])
        for place in row.places
    ]


def breaks_of(row: IndicatorRow, geography: Geography) -> dict[str, int]:
    """Place → the year from which its outline is another, where its values stand on both sides."""
    found = {}
    for place in row.places:
        change = geography.change(geography.territory({TERRITORY: place}))
        if crosses([year for period in row.cells[place] if (year := year_of(period))], change):
            found[place] = change
    return found


def break_words(row: IndicatorRow, geography: Geography) -> list[str]:
    """A sentence a year of change."""
    found = breaks_of(row, geography)
    named = {place: geography.territory({TERRITORY: place}) for place in found}
    return [
        change_words(year, [named[place] for place in found if found[place] == year])
        for year in sorted(set(found.values()))
    ]


def series_chart(row: IndicatorRow, masker: Masker, geography: Geography) -> Spec:
    """A line a territory, two where its outline changed, and the targets of single years as a dashed one.

    What is masked is not drawn.
    """
    drawn, breaks = [], breaks_of(row, geography)
    for place in row.places[:DRAWN]:
        values = [(period, row.one(place, period)) for period in row.periods]
        points = [(period, None if one is None or masker.hides(one) else _float(one.value)) for period, one in values]
        if not any(value is not None for _, value in points):
            continue
        if year := breaks.get(place):
            sides = {False: f"{place} (avant {year})", True: f"{place} (depuis {year})"}
            drawn += [
                (name, [(one, value if ((year_of(one) or 0) >= year) is side else None) for one, value in points])
                for side, name in sides.items()
            ]
        else:
            drawn.append((place, points))
    target = [
        (year, float(one.value))
        for one in row.targets
        if one.value is not None and (year := str(one.period or one.due).strip()).isdigit()
    ]
    return lines(drawn, target=target if drawn else (), unit=row.indicator.unit)


def chosen(rows: list[IndicatorRow], key: str) -> IndicatorRow | None:
    """The indicator of that key; else the one with most periods."""
    named = next((row for row in rows if row.indicator.key == key), None)
    return named or max(rows, key=lambda row: (len(row.periods), len(row.cells)), default=None)


def _float(value) -> float | None:
    return None if value is None else float(value)
