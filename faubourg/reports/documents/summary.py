"""The tableau récapitulatif on paper: for each first-level element, its branch with counters and actions."""

from dataclasses import replace
from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Cell, Column, Contents, Document, Heading, PageBreak, Paragraph, Table
from faubourg.documents.sheets import Sheet
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.overview.counters import Counter
from faubourg.reports.overview.summary import Summary, SummaryNode, summary_of, summary_sheets
from faubourg.reports.plan.records import PlanNode, PlanRow
from faubourg.reports.wording import first_upper, plural_name


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The récapitulatif; `key` keeps the branch of one node, the option `folded` leaves the actions out.

    LookupError when no node bears `key`.
    """
    summary = summary_of(contract)
    roots = _roots(summary, key)
    folded = bool((options or {}).get("folded"))
    blocks: list[Block] = [Heading(1, "Vue d’ensemble"), Paragraph(_totals(summary), "lead"), _gaps(summary)]
    blocks += [_synopsis(summary, roots), PageBreak()]
    for root in roots:
        blocks += [Heading(1, root.title, root.code), _branch(summary, root, folded=folded)]
    if summary.unplaced and key is None and not folded:
        blocks += [Heading(1, "Sans place dans l’arbre"), _unplaced(summary.unplaced)]
    return Document(
        title="Tableau récapitulatif",
        subtitle=cover_subtitle(contract),
        header=contract.name,
        footer="Tableau récapitulatif",
        printed_on=printed_on,
        landscape=True,
        cover=key is None,
        blocks=(Contents(1), PageBreak(), *blocks) if key is None else tuple(blocks),
        keywords=("contrat de ville", "tableau récapitulatif"),
    )


def sheets(contract: Contract, *, key: str | None = None, options: dict | None = None) -> list[Sheet]:
    """The récapitulatif as a workbook, the one that its screen exports; `key` and `folded` as for `build`."""
    summary = summary_of(contract)
    if key is not None:
        wanted = {node.pk for root in _roots(summary, key) for node in root.walk()}
        lines = [line for line in summary.lines if line.node.pk in wanted]
        summary = replace(summary, lines=lines, unplaced=[])
    found = summary_sheets(summary)
    return found[1:] if (options or {}).get("folded") else found


def _roots(summary: Summary, key: str | None) -> list[PlanNode]:
    if key is None:
        return summary.frame.plan.roots
    roots = [node for node in summary.frame.plan.nodes.values() if node.key == key]
    if not roots:
        raise LookupError(f"Aucun élément de l’arbre n’a la clé « {key} ».")
    return roots


def _totals(summary: Summary) -> str:
    return " · ".join(counter.text for counter in summary.total) or "Ce contrat n’a encore ni arbre ni action."


def _gaps(summary: Summary) -> Paragraph:
    if not summary.printed:
        return Paragraph("Le document n’imprime aucun compteur.", "note")
    if not summary.gaps:
        return Paragraph(f"Les {summary.printed} compteurs imprimés sont égaux aux nôtres.", "note")
    found = [f"{node.label} : {counter.text}, {counter.remark}" for node, counter in summary.gaps]
    return Paragraph(f"{summary.agreeing} compteurs imprimés sur {summary.printed} sont égaux aux nôtres. "
                     f"Écarts : {' ; '.join(found)}.", "note")  # fmt: skip


def _synopsis(summary: Summary, roots: list[PlanNode]) -> Table:
    """The two first levels with all their counters."""
    wanted = {child.pk for root in roots for child in (root, *root.children)}
    rows = tuple(
        (first_upper(line.node.level), line.node.label, tuple(_counter(counter) for counter in line.counters) or "–")
        for line in summary.lines
        if line.node.pk in wanted
    )
    columns = (Column("Niveau", 0.8), Column("Élément", 2.4), Column("Ce qu’il contient", 2))
    return Table(columns, rows, empty="L’arbre du plan est vide")


def _counter(counter: Counter) -> str:
    return f"{counter.text} ({counter.remark})" if counter.remark else counter.text


def _branch(summary: Summary, root: PlanNode, *, folded: bool) -> Table:
    wanted = {node.pk for node in root.walk()}
    lines = [line for line in summary.lines if line.node.pk in wanted and (line.node.pk != root.pk or line.rows)]
    names = list(dict.fromkeys(line.node.level for line in lines))
    title = first_upper(" / ".join(plural_name(name) for name in names)) or "Éléments"
    columns = [Column(title, 1.6), Column("Contient", 1)] + ([] if folded else [Column("Actions", 3)])
    rows = [tuple(_line(line, len(root.path), folded=folded)) for line in lines]
    return Table(tuple(columns), tuple(rows), compact=True, empty="Rien sous cet élément")


def _line(line: SummaryNode, top: int, *, folded: bool) -> list[Cell]:
    # Depth shows without relying on layout: « › » before each level below the first shown.
    label = f"{'› ' * max(line.depth - top - 1, 0)}{line.node.label}"
    flags = "".join(f" [{flag}]" for flag in line.facts.flags)
    cells: list[Cell] = [label + flags, tuple(_counter(counter) for counter in line.counters) or ""]
    if folded:
        return cells
    if line.is_bare:
        return [*cells, "aucune action : " + (" ; ".join(line.reasons) or "raison non donnée")]
    return [*cells, tuple(_action(row) for row in line.rows) or ""]


def _action(row: PlanRow) -> str:
    title = f"{row.code} {row.title}".strip()
    letter = f" ({row.letter})" if row.letter else ""
    parts = len(row.family) - 1
    return f"{title}{letter}" + (f", {parts} sous-action{'s' if parts > 1 else ''}" if parts else "")


def _unplaced(rows: list[PlanRow]) -> Table:
    columns = (Column("Code", 0.6), Column("Action", 4), Column("Type", 0.8))
    return Table(columns, tuple((row.code, row.title, row.type_label or "–") for row in rows), compact=True)
