"""The tables of the dashboard as a workbook, one sheet a table; small numbers are masked for everybody."""

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.masking import masker_for
from faubourg.indicators.queries_totals import totals_by_period
from faubourg.reports.dashboards.campaign import AskedRow, Completeness
from faubourg.reports.dashboards.progress import Progress, ProgressRow
from faubourg.reports.dashboards.series import IndicatorRow, line_of
from faubourg.reports.meter.board import Board
from faubourg.reports.meter.sheets import meter_sheets

_TOTALS = ("Indicateurs", "Valeurs", "dont un nombre", "dont par sexe")


def dashboard_sheets(
    contract: Contract,
    progress: Progress,
    indicators: list[IndicatorRow],
    means: Board,
    found: Completeness | None,
    parity: list[dict],
) -> list[Sheet]:
    """Every table of the page, whole."""
    masker = masker_for(None, contract)
    titles = ("Indicateur", "Unité", "Période", "Valeur", "Cible", "Verdict")
    lines = [line_of(row, masker) for row in indicators]
    sheets = [
        _progress("Avancement par pilier", "Pilier", progress, progress.by_pillar),
        _progress("Avancement par pilote", "Pilote", progress, progress.by_pilot),
        Sheet(
            "Indicateurs",
            [SheetColumn(titles[0], 60), *(SheetColumn(title, 20) for title in titles[1:])],
            [
                (one.label, one.unit, one.period, one.value, one.target, one.verdict.words if one.verdict else "")
                for one in lines
            ],
        ),
        Sheet(
            "Valeurs par période",
            [SheetColumn("Période", 20), *(SheetColumn(title, 14, "number") for title in _TOTALS)],
            [(one.period, one.indicators, one.values, one.numbers, one.by_sex) for one in totals_by_period(contract)],
        ),
        *meter_sheets(means)[1:],
    ]
    if parity:
        sheets.append(_parity(parity))
    if found:
        sheets += [
            _asked("Campagne", "Organisme", found, found.rows),
            _asked("Campagne par pilier", "Pilier", found, found.by_pillar),
        ]
    return sheets


def _parity(parity: list[dict]) -> Sheet:
    columns = [
        SheetColumn("Indicateur et territoire", 60),
        *(SheetColumn(name, 14) for name in ("Part", "Poids", "Rapport")),
    ]
    rows = [(one["name"], one["share_text"], one["weight_text"], one["result"].text) for one in parity]
    return Sheet("Parité", columns, rows)


def _asked(name: str, heading: str, found: Completeness, rows: list[AskedRow]) -> Sheet:
    columns = [SheetColumn(heading, 40), *(SheetColumn(state, 14, "number") for state in found.states)]
    lines = [(row.label, *row.counts, row.owed) for row in [*rows, found.whole]]
    note = "Une ligne de deux piliers compte dans les deux, une fois dans l’ensemble." if heading == "Pilier" else ""
    return Sheet(name, [*columns, SheetColumn("reste dû", 14, "number")], lines, note=note)


def _progress(name: str, heading: str, progress: Progress, rows: list[ProgressRow]) -> Sheet:
    columns = [SheetColumn(heading, 44), *(SheetColumn(state, 16, "number") for state in progress.states)]
    extra = [SheetColumn("Actions", 12, "number"), SheetColumn("Valent réalisation", 16, "number")]
    lines = [
        (row.label, *(count for count, _ in row.counts), row.total, row.implemented) for row in [*rows, progress.whole]
    ]
    note = "Une action de deux éléments, ou de deux pilotes, compte dans les deux, une fois dans l’ensemble."
    return Sheet(name, [*columns, *extra], lines, note=note)
