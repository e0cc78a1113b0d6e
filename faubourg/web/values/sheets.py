"""The grid on screen, as a list for XLSX and CSV."""

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.indicators.masking import masker_for
from faubourg.web.values.choosing import Chosen


def grid_sheet(chosen: Chosen) -> Sheet:
    """Every line under the filters; exact numbers are numbers, « plus de 200 » stays as it is written."""
    rows = list(chosen.rows)
    masker = masker_for(None, chosen.contract)
    grid = chosen.grid_of(rows, masker)
    columns = [
        SheetColumn("Clé", 16),
        SheetColumn("Indicateur", 60),
        SheetColumn("Unité", 12),
        *(SheetColumn(column.label, 16, "number") for column in grid.columns),
        SheetColumn("Source", 30),
        SheetColumn("Commentaire", 40),
        SheetColumn("Interprétation", 50),
        SheetColumn("À vérifier", 50),
    ]
    said = [f"année {chosen.year}"]
    said += [str(one) for one in (chosen.organisation, chosen.node, chosen.quarter) if one]
    said += [f"« {chosen.words} »"] if chosen.words else []
    title = f"{chosen.contract.name} : valeurs {chosen.year}"
    return Sheet(
        f"Valeurs {chosen.year}", columns, [_row(line) for line in grid.lines], title=title, note=", ".join(said)
    )


def _row(line) -> tuple:
    note = line.note
    return (
        line.indicator.key,
        line.indicator.label,
        line.indicator.unit or None,
        *(_value(cell) for cell in line.cells),
        *((note.source or None, note.comment or None, note.interpretation or None) if note else (None, None, None)),
        tuple(line.flags) or None,
    )


def _value(cell):
    if cell is None or not cell.text:
        return None
    return cell.text if cell.exact is None else cell.exact
