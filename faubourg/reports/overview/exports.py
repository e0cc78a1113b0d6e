"""The crossings as lists to take away."""

from collections.abc import Iterator

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.overview.crossings import Crossing
from faubourg.reports.plan.records import PlanRow
from faubourg.reports.wording import dated

DISTINCT = "Les totaux comptent chaque action une seule fois : ils peuvent être plus petits que la somme des cases."


def crossing_sheets(contract: Contract, crossing: Crossing) -> list[Sheet]:
    """What the screen shows, then for a grid one line a pair of row and action."""
    title = dated(f"{crossing.kind.title} : {contract.title}", contract)
    if crossing.grid:
        return _grid(crossing, title)
    if crossing.kind.key == "mesures":
        columns = [SheetColumn("Code", 10), SheetColumn("Mesure", 70), SheetColumn("État", 20),
                   SheetColumn("Repris par", 60)]  # fmt: skip
        rows = [
            (
                line.measure.code,
                line.measure.title,
                line.state,
                tuple(f"{cover.label} ({cover.kind})" for cover in line.covers) or None,
            )
            for line in crossing.measures
        ]
        return [Sheet("Mesures nationales", columns, rows, title)]
    columns = [SheetColumn("Niveau", 26), SheetColumn("Code", 12), SheetColumn("Intitulé", 70),
               SheetColumn("Pourquoi", 60)]  # fmt: skip
    rows = [
        (line.node.level, line.node.code, line.node.title, (*line.flags, *line.reasons) or None)
        for line in crossing.bare
    ]
    return [Sheet("Sans action", columns, rows, title)]


def _grid(crossing: Crossing, title: str) -> list[Sheet]:
    grid = crossing.grid
    columns = [SheetColumn(crossing.kind.heading, 44)]
    columns += [SheetColumn(value.label, 16, "number") for value in grid.columns]
    columns.append(SheetColumn("Actions distinctes", 14, "number"))
    rows = [(row.value.label, *(cell.count for cell in row.cells), row.total.count) for row in grid.rows]
    rows.append(("Actions distinctes", *grid.totals, grid.total))
    detail = [
        SheetColumn(crossing.kind.heading, 44),
        SheetColumn("Code", 14),
        SheetColumn("Action", 70),
        SheetColumn("Place dans l’arbre", 50),
        SheetColumn("Clé", 18),
    ]
    return [
        Sheet("Croisement", columns, rows, title, DISTINCT),
        Sheet("Détail", detail, list(_detail(crossing)), title),
    ]


def _detail(crossing: Crossing) -> Iterator[tuple]:
    plan = crossing.frame.plan
    rows: dict[int, PlanRow] = {row.pk: row for row in plan.rows}
    for line in crossing.grid.rows:
        for row in (rows[pk] for pk in rows if pk in line.actions):
            yield line.value.label, row.code, row.title, tuple(node.label for node in plan.places(row)) or None, row.key
