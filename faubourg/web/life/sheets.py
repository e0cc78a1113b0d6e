"""What is on screen, as a list for XLSX and CSV."""

from faubourg.actions.choices import ActionKind
from faubourg.actions.progress.following import Followed, Following
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.ui.typography import partial_date
from faubourg.web.life.showing import Asked, selects_of

COLUMNS = (
    SheetColumn("Code", 12),
    SheetColumn("Intitulé", 70),
    SheetColumn("Nature", 16),
    SheetColumn("Pilotes", 32),
    SheetColumn("État", 24),
    SheetColumn("D’où vient l’état", 26),
    SheetColumn("Constaté le", 16),
    SheetColumn("Commentaire", 40),
    SheetColumn("Condition de déblocage", 40),
    SheetColumn("Instance", 28),
    SheetColumn("Preuve attendue", 40),
    SheetColumn("À valider", 24),
    SheetColumn("Délai", 22),
    SheetColumn("Pourquoi", 50),
    SheetColumn("Condition", 40),
    SheetColumn("Suite donnée à la condition", 24),
    SheetColumn("Clé", 18),
)


def progress_sheet(found: Following, rows: list[Followed], asked: Asked) -> Sheet:
    """The rows under the filters, with the filters in the note."""
    said = [
        dict(select["choices"])[select["value"]].strip("— ") for select in selects_of(found, asked) if select["value"]
    ]
    title = f"{found.contract.name} : avancement"
    return Sheet("Avancement", COLUMNS, [_cells(found, row) for row in rows], title=title, note=", ".join(said))


def _cells(found: Following, row: Followed) -> tuple:
    said = row.said
    return (
        row.code or None,
        row.title,
        ActionKind(row.kind).label,
        tuple(found.organisations[pk].name for pk in row.pilots) or None,
        row.state.label if row.state else None,
        row.deduced or None,
        partial_date(said.stated_on) or None if said else None,
        said.comment or None if said else None,
        said.unblocking or None if said else None,
        said.body.name if said and said.body else None,
        said.expected_proof or None if said else None,
        tuple(one.state.label for one in row.proposals) or None,
        row.late.delay.label if row.late else None,
        row.late.reason if row.late else None,
        row.condition or None,
        row.outcome_label or None,
        row.key,
    )
