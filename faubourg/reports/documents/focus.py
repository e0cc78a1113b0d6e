"""The focus pages of a contract, or one of them, as a document."""

from datetime import date

from faubourg.contracts.models import Contract
from faubourg.documents.blocks import Block, Document, Facts, Heading, Mark, PageBreak, Paragraph
from faubourg.reports.documents.cover import cover_subtitle
from faubourg.reports.documents.fiche_sections import section_blocks
from faubourg.reports.focus import Focus, focus_of, focuses_of
from faubourg.ui.typography import NBSP, nbsp

TITLE = "Focus sur des fiches actions"


def build(contract: Contract, *, key: str | None = None, options: dict | None = None, printed_on: date) -> Document:
    """The focus of the fiche `key`, else of those that the document tells at length. LookupError: no such fiche."""
    found = [focus_of(contract, key)] if key else focuses_of(contract)
    if None in found:
        raise LookupError(f"Aucune action n’a la clé «{NBSP}{key}{NBSP}».")
    blocks: list[Block] = []
    for rank, one in enumerate(found):
        blocks += ([PageBreak()] if rank else []) + _page(one)
    return Document(
        title=TITLE,
        subtitle=cover_subtitle(contract),
        header=nbsp(contract.name),
        footer=TITLE,
        printed_on=printed_on,
        blocks=tuple(blocks) or (Paragraph("Aucune fiche n’est présentée en focus.", "unknown"),),
        keywords=("focus", "fiches actions", contract.key),
    )


def _page(one: Focus) -> list[Block]:
    fiche = one.fiche
    blocks: list[Block] = [Heading(1, nbsp(fiche.title), fiche.code)]
    if fiche.status:
        state = Mark(fiche.status.kind, nbsp("\n".join((fiche.status.label, *fiche.status.lines))))
        blocks.append(Facts((("État", state),)))
    for section in one.sections:
        blocks += section_blocks(section, 2)
    return blocks
