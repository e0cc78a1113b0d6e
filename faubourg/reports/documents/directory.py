"""The directory of actors by theme, printed: whom to ask for what."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Cell, Column, Document, Heading, Paragraph, Table
from faubourg.reports.actors.directory import Entry, Theme, directory_of, level_title
from faubourg.ui.typography import plural

COLUMNS = (
    Column("Acteur", 3.2),
    Column("Ce qu’il fait", 1.8),
    Column("À qui s’adresser", 2.6),
    Column("Dispositifs portés", 2.2),
)
EMPTY = "Aucun acteur n’est nommé sous ce thème."


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The directory as a document. `options`: `level`, the name of the level of the tree that makes the themes."""
    found = directory_of(contract, (options or {}).get("level", ""))
    blocks: list[Block] = []
    if not found.themes:
        blocks.append(Paragraph("Aucun acteur n’a de rôle dans le plan de ce contrat.", "unknown"))
    for theme in found.themes:
        blocks += _theme(theme)
    return Document(
        title="Annuaire des acteurs",
        subtitle=f"{contract.title}\n{level_title(found.level)}",
        header=contract.name,
        printed_on=printed_on,
        landscape=True,
        blocks=tuple(blocks),
        keywords=("annuaire", "acteurs", "contrat de ville"),
    )


def _theme(theme: Theme) -> list[Block]:
    heading = Heading(1, theme.title, theme.node.code if theme.node else "")
    rows = tuple(_row(entry) for entry in theme.entries)
    table = Table(COLUMNS, rows, caption=plural(len(rows), "acteur,acteurs"), compact=True, empty=EMPTY)
    return [heading, table]


def _row(entry: Entry) -> tuple[Cell, ...]:
    name = entry.row.name
    if entry.path:
        name = f"{name} ({' › '.join(above.name for above in entry.path)})"
    roles = tuple(f"{label} : {count}" for label, count in entry.role_counts)
    return (name, roles, entry.posts or None, entry.schemes or "")
