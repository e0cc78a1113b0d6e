"""What « Chiffres » shows, as sheets: the filters first, then each table."""

from collections.abc import Sequence
from datetime import date

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.masking import MASKED
from faubourg.pathways.queries.yearly import Year
from faubourg.ui.typography import day
from faubourg.web.plie.numbers import Choice, Load, Table
from faubourg.web.plie.spans import Span


def sheets_of(
    year: Year, choice: Choice, filters: Sequence[tuple[str, str]], tables: Sequence[Table], loads: Sequence[Load],
    threshold: int, *, printed_on: date,
) -> list[Sheet]:  # fmt: skip
    """The workbook; `filters`: (what the filter says first, what was chosen)."""
    span = choice.span
    lines = [("Période", span.named), ("Du", day(span.first)), ("Au", day(span.last))]
    if span.runs_on(printed_on):
        lines.append(("À date", f"période en cours : chiffres du {day(printed_on)}"))
    lines += list(filters) or [("Filtres", "aucun : tout le monde")]
    small = f"« {MASKED} » : de 1 à {max(threshold - 1, 0)}, ou ce qui en donnerait un"
    lines += [("Édité le", day(printed_on)), ("Petits nombres", small)]
    if not choice.is_masked:
        lines.append(
            ("Diffusion", "n’en diffusez pas deux qui se recoupent : l’un ôté de l’autre donne un petit nombre")
        )
    facts = Sheet("Filtres", [SheetColumn("Filtre", 30), SheetColumn("Choix", 60)], lines)
    return [facts, _loads(loads, span, printed_on), *map(_table, tables)]


def _loads(loads: Sequence[Load], span: Span, printed_on: date) -> Sheet:
    end = f"Au {day(printed_on)}" if span.runs_on(printed_on) else "Au dernier jour"
    titles = ("De la période", end, "Places par an, au moins", "Places par an, au plus")
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
