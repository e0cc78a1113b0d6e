"""A request as a printed sheet: under each code, boxes to write in. What comes back is typed by code."""

from collections.abc import Iterable
from datetime import date

from django.utils.text import capfirst

from faubourg.documents.blocks import Blank, Block, Column, Document, Heading, Paragraph, Table
from faubourg.followup.choices import Renewal
from faubourg.followup.models import CampaignRequest
from faubourg.ui.typography import day, nbsp
from faubourg.web.followup.sheet import Card

HOW = (
    "Écrivez vos valeurs dans les cases. Une case accepte 12,5 ; « n.d. » si vous ne savez pas ; « plus de 200 » ; "
    "10-20. Une case vide ne dit rien : ce n’est pas zéro. Le code de chaque ligne, avec sa lettre, sert à la "
    "retrouver : laissez-le lisible."
)


#: Where to write.
DOTS = f"\n{'.' * 40}"


def paper_of(request: CampaignRequest, cards: Iterable[Card], *, today: date) -> Document:
    """The lines of the request, to fill by hand."""
    campaign, cards = request.campaign, list(cards)
    until = f" À rendre avant le {day(campaign.deadline)}." if campaign.deadline else ""
    blocks: list[Block] = [Paragraph(nbsp(f"{HOW}{until}"), "help")]
    if campaign.message:
        blocks.append(Paragraph(campaign.message, "lead"))
    for card in cards:
        blocks += _line(card)
    return Document(
        title=nbsp(request.organisation.name),
        subtitle=nbsp(f"{campaign.contract.name} : {campaign.title}"),
        header=nbsp(f"{campaign.title} : {request.organisation.name}"),
        printed_on=today,
        blocks=tuple(blocks),
    )


def _line(card: Card) -> list[Block]:
    line, indicator = card.line, card.row.indicator
    told = [indicator.unit if indicator else "", line.get_state_display()]
    columns = (
        Column("Ce qui est demandé", 3), Column(str(card.year_before), 2), Column(f"{line.year} : votre valeur", 3),
    )  # fmt: skip
    rows = tuple((capfirst(cell.column.label), cell.before or None, cell.text or DOTS) for cell in card.cells)
    boxes = "     ".join(f"[   ] {one.label}" for one in Renewal)
    reason = f"\nÀ corriger : {line.reason}" if line.state == "a-corriger" and line.reason else ""
    is_asked = indicator is not None and indicator.requires_interpretation
    help_text = f"Interprétation ({'obligatoire' if is_asked else 'facultative'}), commentaire, source"
    return [
        Heading(4, nbsp(card.row.label), line.code),
        Paragraph(nbsp(f"{', '.join(filter(None, told))}{reason}"), "note"),
        Table(columns, rows),
        Paragraph(nbsp(f"Cet indicateur est :     {boxes}          [   ] indisponible, parce que :"), "note"),
        Blank(2, nbsp(help_text)),
    ]
