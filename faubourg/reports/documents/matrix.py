"""The matrix sheets on paper: A4 landscape, at most four objectives side by side."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Cell, Column, Contents, Document, Heading, PageBreak, Paragraph, Table
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.overview.matrix import (
    MatrixAction,
    MatrixColumn,
    MatrixIndicator,
    MatrixSheet,
    matrix_sheets,
)
from faubourg.ui.typography import plural

MOST_COLUMNS = 4


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The sheet of the node `key`, or all the sheets of the contract. LookupError when `key` has no sheet."""
    sheets = matrix_sheets(contract, key)
    if key is not None and not sheets:
        raise LookupError(f"Aucune matrice pour « {key} » : seuls les éléments qui portent des objectifs en ont une.")
    blocks: list[Block] = []
    if len(sheets) > 1:
        blocks += [Contents(1), PageBreak()]
    for rank, sheet in enumerate(sheets):
        blocks += [PageBreak()] if rank else []
        blocks += _sheet(sheet)
    if not sheets:
        blocks.append(Paragraph("Aucun élément de l’arbre ne porte encore d’action ni de clause.", "unknown"))
    return Document(
        title="Fiches matrices" if key is None else f"Fiche matrice : {sheets[0].link.label}",
        subtitle=cover_subtitle(contract),
        header=contract.name,
        footer="Fiches matrices",
        printed_on=printed_on,
        landscape=True,
        cover=key is None,
        blocks=tuple(blocks),
        keywords=("contrat de ville", "fiche matrice"),
    )


def _sheet(sheet: MatrixSheet) -> list[Block]:
    blocks: list[Block] = [Heading(1, sheet.link.title, sheet.link.code), Paragraph(_figures(sheet), "lead")]
    if sheet.remarks:
        blocks.append(Paragraph(" · ".join(sheet.remarks), "note"))
    if sheet.variants:
        blocks.append(Paragraph(f"Autre intitulé imprimé : {' ; '.join(sheet.variants)}", "note"))
    parts = split_columns(sheet.columns)
    for part in parts:
        if len(parts) > 1:
            blocks.append(Heading(2, f"{part[0].node.code or part[0].node.title} à {_last(part)}"))
        blocks.append(_table(part, with_clauses=bool(sheet.clauses)))
    return blocks


def _last(part: list[MatrixColumn]) -> str:
    return part[-1].node.code or part[-1].node.title


def split_columns(columns: list[MatrixColumn]) -> list[list[MatrixColumn]]:
    """The columns in as few parts as may be, of nearly the same width: ten make four, three and three."""
    count = -(-len(columns) // MOST_COLUMNS)
    parts, start = [], 0
    for rank in range(count):
        size = -(-(len(columns) - start) // (count - rank))
        parts.append(columns[start : start + size])
        start += size
    return parts


def _figures(sheet: MatrixSheet) -> str:
    found = [
        plural(len(sheet.columns), "colonne,colonnes"),
        plural(sheet.actions, "action,actions"),
        plural(sheet.measured, "indicateur,indicateurs"),
    ]
    if sheet.clauses:
        found.insert(2, plural(sheet.clauses, "ligne de cahier des charges,lignes de cahier des charges"))
    if sheet.documents:
        found.append(plural(sheet.documents, "document à remettre,documents à remettre"))
    return " · ".join(found)


def _table(part: list[MatrixColumn], *, with_clauses: bool) -> Table:
    columns = [Column("Rubrique", 0.45), *(Column(column.node.label) for column in part)]
    rows: list[tuple[Cell, ...]] = [
        ("Actions", *(_actions(column) for column in part)),
        *(_clauses(part) if with_clauses else ()),
        ("Indicateurs", *(_indicators(column) for column in part)),
    ]
    if any(column.flags or column.variants for column in part):
        rows.insert(0, ("Mentions", *(_marks(column) for column in part)))
    return Table(tuple(columns), tuple(rows), compact=True)


def _marks(column: MatrixColumn) -> Cell:
    return (*column.flags, *(f"autre intitulé imprimé : {variant}" for variant in column.variants)) or ""


def _actions(column: MatrixColumn) -> Cell:
    if column.actions:
        own = tuple(line for action in column.actions for line in _action(action))
        return own + tuple(reference.sentence for reference in column.references)
    return " ; ".join(column.reasons) or "aucune action, raison non donnée"


def _action(action: MatrixAction) -> list[str]:
    lines = [f"{action.mark} · {action.row.title}" if action.mark else action.row.title]
    if action.references:
        lines[0] += f" ({' ; '.join(reference.sentence for reference in action.references)})"
    # Sub-actions follow the action that holds them, under their own codes.
    return lines + [f"– {part.code} {part.title}" for part in action.row.family[1:]]


def _clauses(part: list[MatrixColumn]) -> list[tuple[Cell, ...]]:
    """One row a kind of clause; one row that says why where there is none."""
    kinds = list(dict.fromkeys(group.label for column in part for group in column.clauses))
    if not kinds:
        return [("Cahier des charges", *(column.followed_in or "aucune clause" for column in part))]
    rows: list[tuple[Cell, ...]] = []
    for kind in kinds:
        found = [{group.label: tuple(group.texts) for group in column.clauses}.get(kind, "") for column in part]
        rows.append((f"Cahier des charges : {kind[:1].lower()}{kind[1:]}", *found))
    return rows


def _indicators(column: MatrixColumn) -> Cell:
    found = tuple(_indicator(indicator) for indicator in column.indicators)
    return found or column.followed_in or "aucun indicateur"


def _indicator(indicator: MatrixIndicator) -> str:
    split = f", par {indicator.splits}" if indicator.splits else ""
    return f"{indicator.label} ({indicator.kind_label}{split})"
