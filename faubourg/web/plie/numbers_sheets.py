"""What « Chiffres » shows, as sheets: the filters first, then each table."""

from collections.abc import Sequence
from datetime import date

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.yearly import Year
from faubourg.ui.typography import day
from faubourg.web.plie.numbers import Load, Table


def sheets_of(
    year: Year, named: str, filters: Sequence[tuple[str, str]], tables: Sequence[Table], loads: Sequence[Load],
    threshold: int, *, printed_on: date,
) -> list[Sheet]:  # fmt: skip
    """The workbook; `filters`: (what the filter says first, what was chosen)."""
    lines = [("Année", named), ("Du", day(year.cut.first)), ("Au", day(year.cut.last))]
    lines += list(filters) or [("Filtres", "aucun : tout le monde")]
    small = f"« {MASKED} » : de 1 à {max(threshold - 1, 0)}, ou ce qui en donnerait un"
    lines += [("Édité le", day(printed_on)), ("Petits nombres", small)]
    facts = Sheet("Filtres", [SheetColumn("Filtre", 30), SheetColumn("Choix", 60)], lines)
    return [facts, _loads(loads), *map(_table, tables)]


def _loads(loads: Sequence[Load]) -> Sheet:
    titles = ("De l’année", "Au dernier jour", "Places, au moins", "Places, au plus")
    columns = [SheetColumn("Structure", 40), *(SheetColumn(title, 16, "number") for title in titles)]
    rows = [
        (one.name, *(MASKED if count is None else count for count in (one.people, one.at_the_end)), *one.capacity)
        for one in loads
    ]
    return Sheet("Structures", columns, rows)


def _table(table: Table) -> Sheet:
    columns = [SheetColumn(f"{table.title} ({table.unit})", 60), SheetColumn("Nombre", 14, "number"),
               SheetColumn("Part", 10)]  # fmt: skip
    return Sheet(
        table.title,
        columns,
        [(one.label, one.words if one.count is None else one.count, one.share) for one in table.lines],
    )
