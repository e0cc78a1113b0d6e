"""The charts of « Chiffres »: periods side by side, as bars of the house; what is masked is said, and never zero."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.counts import first_year
from faubourg.pathways.queries.series import matched, printed_series
from faubourg.pathways.queries.tallies import UNKNOWN, WHOLE
from faubourg.pathways.queries.yearly import Year, trend_of, year_of
from faubourg.pathways.reporting import ReportTable
from faubourg.ui.typography import nbsp, number, percent
from faubourg.web.plie.numbers import Load
from faubourg.web.plie.spans import Span

PERIODS = 5
TONES = ("1", "2", "3", "hatch", "partial", "none")
OTHERS = "Autres"
#: Table → (title, what a bar says).
_TITLES = {
    ReportTable.PRESCRIPTIONS: ("Prescriptions par prescripteur et par période", "Une barre par période."),
    ReportTable.BRSA: (
        "Bénéficiaires du RSA parmi les personnes suivies",
        "Au bout : leur part des personnes suivies.",
    ),
    ReportTable.EXITS: ("Sorties validées par nature", "Validées en cellule dans la période."),
}
#: (period, whether it is only printed) → label → count, None where it is not known, « masqué » where it is masked.
Series = dict[tuple[Span, bool], dict[str, int | str | None]]


@dataclass(frozen=True)
class Chart:
    """What `<c-bar-chart>` draws."""

    code: str
    title: str
    caption: str
    row_label: str
    series: list[dict]
    rows: list[dict]


def charts_of(contract: Contract, year: Year, span: Span, loads: list[Load], threshold: int) -> list[Chart]:
    """The five charts up to a period, beside those of the same length before it.

    What is printed of the years before is there beside years, for everybody's cut.
    """
    cut = year.cut
    found, hidden = _periods(contract, year, span, threshold)
    printed = printed_series(contract) if cut.is_whole and not span.part else {}
    charts = [_integration(_series(found, hidden, ReportTable.ENTRIES, printed), found, printed, hidden)]
    for name, words in _TITLES.items():
        charts.append(_stacked(name, words, _series(found, hidden, name, printed), found, printed, hidden))
    charts.insert(2, _capacity(loads))
    return charts


def _periods(contract: Contract, year: Year, span: Span, threshold: int) -> tuple[dict, dict]:
    """Period → its tables, and what is hidden of them; none that begins before the records."""
    told, before = date(first_year(contract) or 1, 1, 1), []
    while len(before) < PERIODS - 1 and (one := (before[-1] if before else span).before).first >= told:
        before.append(one)
    cuts = {one: replace(year.cut, first=one.first, last=one.last) for one in reversed(before)}
    # The last one is counted already.
    if not threshold:
        return {one: trend_of(contract, of) for one, of in cuts.items()} | {span: year.tallies}, {}
    whole = {one: year_of(contract, of) for one, of in cuts.items()} | {span: year}
    return {one: found.tallies for one, found in whole.items()}, {
        one: found.hidden(threshold) for one, found in whole.items()
    }


def _series(found: dict, hidden: dict, name: str, printed: dict) -> Series:
    shape = found[max(found)][name]
    lines: Series = {}
    for (year, label), rows in matched(printed.get(name, ()), shape).items():
        if year < min(found).year and (
            counts := [row.number for row in rows if not row.is_share and row.number is not None]
        ):
            lines.setdefault((Span.of(year), True), {})[label] = int(counts[0])
    for counts in lines.values():
        # A document that prints a total and some of its lines says how many are in none of them.
        if (whole := counts.pop(WHOLE, None)) is not None and whole > sum(counts.values()):
            counts[UNKNOWN] = whole - sum(counts.values())
        elif whole is None:
            # What it leaves out is not zero.
            counts |= {line.label: None for line in shape.lines if line.label not in counts}
    for year, tallies in found.items():
        tally = tallies[name]
        lines[year, False] = {
            line.label: MASKED if tally.key(line.label) in hidden.get(year, ()) else int(line.count)
            for line in tally.lines
        }
    return dict(sorted(lines.items()))


def _row(span: Span, is_printed: bool) -> str:
    if is_printed:
        return f"{span.short} (publié)"
    return f"{span.short} (en cours)" if span.runs_on(timezone.localdate()) else span.short


def _stacked(name: str, words: tuple[str, str], lines: Series, found: dict, printed: dict, hidden: dict) -> Chart:
    order = _order(lines)
    shares = _shares(name, lines, found, printed, hidden) if name == ReportTable.BRSA else {}
    rows, some = [], False
    for (year, is_printed), counts in lines.items():
        values = [_value(counts, label, order) for label in order]
        row = {"label": _row(year, is_printed), "url": "", "values": values}
        row |= {"end": shares[year, is_printed]} if (year, is_printed) in shares else {}
        row |= {"total": "n. d."} if is_printed and None in counts.values() else {}
        if MASKED in values and (whole := found[year][name]).key(WHOLE) not in hidden[year]:
            some, row["total"] = True, number(whole.total)
            # How many the masked lines make together is told by the total: they are drawn as one.
            row["rest"] = whole.total - sum(value for value in values if value and value != MASKED)
        rows.append(row)
    series = [
        {"label": label, "tone": "unknown" if label == UNKNOWN else tone, "short": ""}
        for label, tone in zip(order, TONES, strict=False)
    ]
    if some:
        series.append({"label": "Masqué, ensemble", "tone": "unknown", "short": ""})
        for row in rows:
            row["values"].append(row.pop("rest", MASKED if MASKED in row["values"] else 0))
    return Chart(name, words[0], nbsp(words[1]), "Période", series, rows)


def _order(lines: Series) -> list[str]:
    """The labels that count somebody, the smallest gathered where there are more than tones."""
    totals: dict[str, int] = {}
    for counts in lines.values():
        for label, count in counts.items():
            totals[label] = totals.get(label, 0) + (1 if count == MASKED else count or 0)
    order = [label for label in totals if totals[label]] or list(totals)[:1]
    order.sort(key=lambda label: label == UNKNOWN)
    if len(order) <= len(TONES):
        return order
    return [*sorted(order, key=lambda label: (label == UNKNOWN, -totals[label]))[: len(TONES) - 1], OTHERS]


def _shares(name: str, lines: Series, found: dict, printed: dict, hidden: dict) -> dict[tuple[Span, bool], str]:
    """The share of the first line of each period: as printed, or ours."""
    told = {(Span.of(row.year), True): row.text for row in printed.get(name, ()) if row.is_share}
    for year, is_printed in lines:
        if is_printed:
            continue
        tally = found[year][name]
        line = tally.lines[0]
        is_veiled = line.whole and not tally.has_share(line, hidden.get(year, ()))
        told[year, False] = MASKED if is_veiled else percent(line.count, line.whole) if line.whole else "n. d."
    return {year: nbsp(told[year]) for year in lines if year in told}


def _value(counts: dict[str, int | str | None], label: str, order: list[str]) -> int | str | None:
    if label != OTHERS or OTHERS in counts:
        return counts.get(label)
    rest = [count for other, count in counts.items() if other not in order]
    return MASKED if MASKED in rest else None if None in rest else sum(rest)


def _integration(lines: Series, found: dict, printed: dict, hidden: dict) -> Chart:
    shares = _shares(ReportTable.ENTRIES, lines, found, printed, hidden)
    rows = []
    for (year, is_printed), counts in lines.items():
        entered, whole = counts.get("Entrées"), None
        if not is_printed:
            tally = found[year][ReportTable.ENTRIES]
            is_veiled = tally.whole_of(tally.lines[0]) in hidden.get(year, ())
            whole = MASKED if is_veiled else tally.lines[0].whole or 0
        missing = MASKED if MASKED in (entered, whole) else None if whole is None else max(whole - entered, 0)
        total = "n. d." if whole is None else whole if whole == MASKED else number(whole)
        rows.append({"label": _row(year, is_printed), "url": "", "values": [entered, missing], "total": total,
                     "end": shares.get((year, is_printed), "n. d.")})  # fmt: skip
    series = [
        {"label": "Entrées (CER signé)", "tone": "1", "short": "Entrées"},
        {"label": "Autres prescriptions de la période", "tone": "none", "short": "Autres"},
    ]
    caption = "Entrées rapportées aux prescriptions de la même période ; au bout, le taux d’intégration."
    return Chart("entrees", "Taux d’intégration par période", nbsp(caption), "Période", series, rows)


def _capacity(loads: list[Load]) -> Chart:
    rows = []
    for one in loads:
        there, least = one.at_the_end, one.capacity[0]
        values = [MASKED, MASKED] if there is None else [there, max(least - there, 0)]
        end = MASKED if there is None else f"{number(there)}/{number(least)}"
        rows.append({"label": one.name, "url": one.urls[1], "values": values, "end": end})
    series = [
        {"label": "Personnes au dernier jour", "tone": "1", "short": "Personnes"},
        {"label": "Places libres, au moins", "tone": "none", "short": "Libres"},
    ]
    caption = "Au bout : les personnes et le plancher des places (ETP × places par ETP)."
    return Chart("charge", "Personnes suivies et places, par structure", nbsp(caption), "Structure", series, rows)
