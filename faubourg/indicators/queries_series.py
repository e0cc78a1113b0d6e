"""What one indicator says, period after period: a table, its targets and their verdicts, a series to draw."""

from dataclasses import dataclass

from faubourg.contracts.models import Contract
from faubourg.indicators.models import Indicator, Observation, Target, ValueNote
from faubourg.indicators.reading import written
from faubourg.indicators.veiling import Masker
from faubourg.indicators.verdicts import Verdict, bears_on, verdict


@dataclass(frozen=True)
class SeriesLine:
    """The values of one breakdown, a text a period; an empty text: nothing is said."""

    label: str
    texts: list[str]


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
    """`points`: the total of each period, None where it is not a number."""

    periods: list[str]
    lines: list[SeriesLine]
    judged: list[Judged]
    notes: list[ValueNote]
    points: list[tuple[str, float | None, str]]


def series_of(indicator: Indicator, *, contract: Contract, masker: Masker) -> Series:
    """All values of `indicator`; three queries, however many there are."""
    rows = list(Observation.objects.filter(contract=contract, lineage=indicator.lineage_id).order_by("position", "pk"))
    targets = list(Target.objects.filter(indicator=indicator).order_by("position", "pk"))
    notes = list(ValueNote.objects.filter(contract=contract, lineage=indicator.lineage_id).order_by("-period", "pk"))
    periods = sorted({row.period for row in rows})
    cells: dict[str, dict[str, list[Observation]]] = {}
    for row in rows:
        cells.setdefault(breakdown_words(row.breakdown), {}).setdefault(row.period, []).append(row)
    labels = sorted(cells, key=lambda label: (label != "Ensemble", label))
    lines = [
        SeriesLine(label, [" ; ".join(map(masker.shown, cells[label].get(period, []))) for period in periods])
        for label in labels
    ]
    totals = {period: found[0] for period, found in cells.get("Ensemble", {}).items() if len(found) == 1}
    texts = {period: masker.shown(row) for period, row in totals.items()}
    totals = {period: row for period, row in totals.items() if not masker.hides(row)}
    points = [(period, _float(totals.get(period)), texts.get(period, "")) for period in periods]
    return Series(periods, lines, list(_judged(indicator, targets, totals)), notes, points)


def breakdown_words(breakdown: dict) -> str:
    """« Clou Bouchet, sexe F »: territory first, by its name alone."""
    told = {str(key): str(value) for key, value in breakdown.items()}
    territory = told.pop("territoire", "")
    words = [territory] if territory else []
    names = {"F": "femmes", "H": "hommes"}
    words += [names.get(value, value) if key == "sexe" else f"{key} {value}" for key, value in told.items()]
    return ", ".join(words) or "Ensemble"


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


def _judged(indicator: Indicator, targets: list[Target], totals: dict[str, Observation]):
    """Each target beside every year on which it bears; without any value, once."""
    years = [period for period in sorted(totals) if period.isdigit()]
    for target in targets:
        bearing = [period for period in years if bears_on(target, int(period))]
        for period in bearing or [""]:
            value = totals.get(period)
            yield Judged(target, target_text(target), period, _written(value), verdict(target, indicator, value))
