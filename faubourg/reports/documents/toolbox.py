"""The boîte à outils on paper: one actor and its services, or all of them."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import (
    Block,
    Bullets,
    Column,
    Contents,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from faubourg.reports.documents.cover import dated_title
from faubourg.reports.documents.rows import RowTables, row_tables
from faubourg.reports.plan import load_plan
from faubourg.reports.plan.records import PlanData
from faubourg.reports.plan.toolbox import ActorPage, Toolbox, toolbox
from faubourg.ui.typography import nbsp, plural


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The pages of the organisation `key` and its services, or of all actors. LookupError for an unknown key."""
    plan = load_plan(contract)
    found = toolbox(plan, key)
    tables = row_tables(plan)
    blocks: list[Block] = []
    for rank, page in enumerate(found.pages):
        blocks += [PageBreak()] if rank else []
        blocks += _page(plan, tables, page)
    if found.orphans:
        blocks += [PageBreak(), Heading(1, "Sans pilote désigné"), tables.table(found.orphans)]
    if key is None:
        blocks = [Contents(1), PageBreak(), Heading(1, "Vue d’ensemble"), *_overview(plan, found), PageBreak(), *blocks]
    actor = found.pages[0].actor.name if key is not None else ""
    return Document(
        title="Boîte à outils",
        subtitle=nbsp(dated_title(contract)),
        header=nbsp(actor),
        footer="Boîte à outils",
        printed_on=printed_on,
        cover=key is None,
        blocks=tuple(blocks),
        keywords=("contrat de ville", "boîte à outils", *filter(None, (actor,))),
    )


def _overview(plan: PlanData, found: Toolbox) -> list[Block]:
    """How many rows of each type each actor promises."""
    letters = list(plan.types)
    rows = [
        (page.actor.title, *(page.types[letter] for letter in letters), len(page.typed))
        for page in found.pages
        if page.typed
    ]
    distinct, wordings = len(found.rows), found.wordings
    counted = [sum(row.letter == letter for row in found.rows) for letter in letters]
    total = ("Ensemble, chaque engagement une fois", *counted, distinct)
    shared = f", {plural(wordings, 'texte distinct,textes distincts')}" if wordings != distinct else ""
    columns = (
        Column("Acteur", 6),
        *(Column(f"{letter} {label}", 1, "right") for letter, label in plan.types.items()),
        Column("Total", 1, "right"),
    )
    return [
        Paragraph(f"{plural(len(rows), 'acteur,acteurs')}, {_count(plan, distinct)}{shared}.", "lead"),
        Table(columns, (*rows, total), compact=True),
    ]


def _count(plan: PlanData, number: int) -> str:
    return plural(number, "engagement,engagements" if plan.types else "action,actions")


def _page(plan: PlanData, tables: RowTables, page: ActorPage) -> list[Block]:
    blocks: list[Block] = [Heading(1, nbsp(page.actor.name))]
    if page.institution:
        blocks.append(Paragraph(nbsp(page.institution.name), "lead"))
    counts = [f"{plan.types[letter]} : {page.types[letter]}" for letter in plan.types if page.types[letter]]
    detail = f" ({', '.join(counts)})" if counts else ""
    blocks += [
        Paragraph(nbsp(f"{_count(plan, len(page.typed))}{detail}."), "normal"),
        Heading(2, "Référent·es"),
        Bullets(tuple(nbsp(f"{post.title} ({post.note})" if post.note else post.title) for post in page.posts)),
    ]
    if page.core:
        blocks += [Heading(2, "Engagements socles, communs à tous"), tables.table(page.core, pilots=False)]
    if page.written:
        blocks += [Heading(2, "Engagements rédigés"), tables.table(page.written, pilots=False)]
    for section in page.sections:
        blocks += [Heading(2, nbsp(section.title or "Actions")), tables.table(section.rows, pilots=False)]
    if not (page.core or page.written or page.sections):
        blocks.append(Paragraph("Cet acteur ne porte aucune action du plan.", "unknown"))
    return blocks
