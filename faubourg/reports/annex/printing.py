"""The annex on paper and as a list: the same six columns, the pictogram in the fifth."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from faubourg.documents.blocks import Block, Cell, Column, Document, Heading, Mark, Paragraph, Table
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.reports.annex.content import WITHOUT, Annex, AnnexGroup, AnnexRow
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.documents.rows import state_mark
from faubourg.reports.standing import UNKNOWN
from faubourg.ui.typography import NBSP, nbsp, number, plural

TITLE = "État d’avancement des fiches"
COLUMNS = (
    Column("N°", 0.5), Column("Fiche action", 2.4), Column("Pilote", 1.5), Column("Calendrier", 1),
    Column("État", 1.5), Column("Mise en œuvre de l’action", 3.4),
)  # fmt: skip
#: From how many fiches on the same remark is printed once, under the legend.
MANY = 3
NOWHERE = "Sans objectif (transversaux)"


def annex_document(annex: Annex, *, printed_on: date) -> Document:
    """The annex alone, in landscape."""
    title = f"{TITLE}, {annex.year}" if annex.year else TITLE
    return Document(
        title=title,
        subtitle=cover_subtitle(annex.contract),
        header=nbsp(annex.contract.name),
        footer=title,
        printed_on=printed_on,
        landscape=True,
        blocks=tuple(annex_blocks(annex, level=1)),
        keywords=("état d’avancement", "fiches actions", annex.contract.key),
    )


def annex_blocks(annex: Annex, *, level: int) -> list[Block]:
    """Legend with its counts, then a table an objective under its title at `level`."""
    if not annex.groups:
        return [Paragraph("Aucune fiche ne répond à ce choix." if annex.state else "Aucune fiche.", "unknown")]
    blocks: list[Block] = [_legend(annex)]
    signs = _said_of_many(annex)
    blocks += [Paragraph(nbsp(f"{sign} {note}."), "note") for note, sign in signs.items()]
    for group in annex.groups:
        code, title = (group.node.code, group.node.title) if group.node else ("", NOWHERE)
        rows = tuple(_cells(one, signs) for one in group.rows)
        blocks += [Heading(level, nbsp(title), code), Table(COLUMNS, rows, compact=True)]
    return blocks


def _legend(annex: Annex) -> Table:
    states = [(state.glyph, state.label, annex.counts.get(state.key, 0)) for state in annex.scale]
    states += [("unknown", UNKNOWN, annex.counts[WITHOUT])] if annex.counts.get(WITHOUT) else []
    rows = tuple((Mark(glyph, nbsp(label)), number(count)) for glyph, label, count in states)
    return Table((Column("Légende", 4), Column("Fiches", 1, "right")), rows, caption=_counted(annex))


def _counted(annex: Annex) -> str:
    whole = sum(annex.counts.values())
    kept = f", dont {annex.shown} ici" if annex.shown != whole else ""
    return f"{plural(whole, 'fiche,fiches')}{kept}"


def _said_of_many(annex: Annex) -> dict[str, str]:
    """What is said of the state of several fiches alike → the sign that stands for it in the table."""
    counts = Counter(one.row.state_note for group in annex.groups for one in group.rows if one.row.state_note)
    return {note: "*" * rank for rank, note in enumerate((note for note, n in counts.items() if n >= MANY), start=1)}


def _cells(one: AnnexRow, signs: Mapping[str, str]) -> tuple[Cell, ...]:
    mark = state_mark(one.row)
    if sign := signs.get(one.row.state_note):
        mark = replace(mark, text=mark.text.replace(f"\n{nbsp(one.row.state_note)}", f"{NBSP}{sign}"))
    return (
        one.row.code,
        nbsp(one.row.title),
        nbsp(", ".join(one.pilots)) or None,
        nbsp(one.row.calendar) or None,
        mark,
        _lines((*one.done, *one.values)),
    )


def _lines(texts: Iterable[str]) -> Cell:
    found = tuple(map(nbsp, texts))
    return found if len(found) > 1 else found[0] if found else None


def annex_sheet(annex: Annex) -> Sheet:
    """The rows on screen, one line a place."""
    columns = (
        SheetColumn("Objectif", 36), SheetColumn("N°", 8), SheetColumn("Fiche action", 60), SheetColumn("Pilote", 30),
        SheetColumn("Calendrier", 18), SheetColumn("État", 30), SheetColumn("Déduit", 8),
        SheetColumn("Motif ou remarque", 30), SheetColumn("Mise en œuvre de l’action", 80), SheetColumn("Clé", 14),
    )  # fmt: skip
    rows = [_line(group, one) for group in annex.groups for one in group.rows]
    note = " ; ".join(filter(None, (f"valeurs de {annex.year}" if annex.year else "", _counted(annex))))
    return Sheet("Fiches", columns, rows, title=f"{annex.contract.name} : {TITLE}", note=note)


def _line(group: AnnexGroup, one: AnnexRow) -> tuple:
    row = one.row
    return (
        group.node.label if group.node else NOWHERE, row.code or None, row.title, ", ".join(one.pilots) or None,
        row.calendar or None, row.state.label if row.state else UNKNOWN, "oui" if one.deduced else "non",
        row.state_reason or row.state_note or None, (*one.done, *one.values) or None, row.key,
    )  # fmt: skip
