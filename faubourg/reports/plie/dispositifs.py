"""Childcare and the dispositifs in the report: their tables, who is at each stage, what is printed and not counted."""

from collections import defaultdict

from faubourg.documents.blocks import Block, Column, Heading, Table
from faubourg.pathways.reporting import ReportTable
from faubourg.reports.plie.counted import Counted, CountedTable, Row
from faubourg.reports.wording import first_upper
from faubourg.ui.typography import nbsp

KINDS = (ReportTable.CHILDCARE, ReportTable.FUNNELS)


def tables_of(counted: Counted) -> list[CountedTable]:
    """The tables of childcare, then those of the dispositifs."""
    return [table for kind in KINDS for table in counted.tables.values() if table.code.startswith(f"{kind}:")]


def who_is_where(table: CountedTable) -> list[Block]:
    """The lines that detail another one, side by side: women and men, QPV, BRSA of each stage."""
    details: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in table.rows:
        if row.part:
            details[row.of][row.part] = row
    if not (details and table.years):
        return []
    parts = list(dict.fromkeys(part for rows in details.values() for part in rows))
    year = table.years[-1]
    lines = tuple(
        (label, *(_cell(rows[part], year) if part in rows else None for part in parts))
        for label, rows in details.items()
    )
    columns = (Column(first_upper(table.unit), 3), *(Column(first_upper(part), 1, "right") for part in parts))
    return [Table(columns, lines, caption=f"Qui, en {year}", compact=True)]


def _cell(row: Row, year: int) -> str:
    text = row.cells[year].text if year in row.cells else ""
    return nbsp(f"{text} (imprimé : {row.printed})") if row.gap not in ("", "égal") else nbsp(text)


def not_counted(counted: Counted) -> list[Block]:
    """What the document prints of them and that no record counts: interventions, permanences…"""
    if not counted.left_out:
        return []
    rows = tuple((row.source, row.label, row.text) for row in counted.left_out)
    columns = (Column("Tableau", 2), Column("Ligne", 3), Column("Publié", 1, "right"))
    return [Heading(3, "Publié, non compté ici"), Table(columns, rows, compact=True)]
