"""The tables of the dashboard as a workbook, one sheet a table; small numbers are masked for everybody."""

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.masking import masker_for
from faubourg.reports.dashboards.campaign import Completeness
from faubourg.reports.dashboards.progress import Progress, ProgressRow
from faubourg.reports.dashboards.series import IndicatorRow, line_of
from faubourg.reports.meter.board import Board
from faubourg.reports.meter.sheets import meter_sheets


def dashboard_sheets(
    contract: Contract, progress: Progress, indicators: list[IndicatorRow], means: Board, found: Completeness | None
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
        *meter_sheets(means)[1:],
    ]
    if found:
        columns = [SheetColumn("Organisme", 40), *(SheetColumn(state, 14, "number") for state in found.states)]
        rows = [(row.label, *row.counts, row.owed) for row in [*found.rows, found.whole]]
        sheets.append(Sheet("Campagne", [*columns, SheetColumn("reste dû", 14, "number")], rows))
    return sheets


def _progress(name: str, heading: str, progress: Progress, rows: list[ProgressRow]) -> Sheet:
    columns = [SheetColumn(heading, 44), *(SheetColumn(state, 16, "number") for state in progress.states)]
    extra = [SheetColumn("Actions", 12, "number"), SheetColumn("Valent réalisation", 16, "number")]
    lines = [
        (row.label, *(count for count, _ in row.counts), row.total, row.implemented) for row in [*rows, progress.whole]
    ]
    note = "Une action de deux éléments, ou de deux pilotes, compte dans les deux, une fois dans l’ensemble."
    return Sheet(name, [*columns, *extra], lines, note=note)
