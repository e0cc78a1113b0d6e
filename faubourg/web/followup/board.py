"""The lines of a campaign under the filters of its page."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.text import capfirst

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.followup.choices import LineState
from faubourg.followup.models import Campaign
from faubourg.followup.queries import Row, Tally, by_organisation, by_pillar, rows_of, whole

#: State → its glyph, its tone in a bar.
GLYPHS = {
    LineState.TO_FILL: "todo",
    LineState.SUBMITTED: "half",
    LineState.TO_CORRECT: "partial",
    LineState.VALIDATED: "done",
    LineState.UNAVAILABLE: "unknown",
}
#: The bars of completeness, from what is settled to what is owed.
DRAWN = (
    (LineState.VALIDATED, "ok"), (LineState.SUBMITTED, "on"), (LineState.UNAVAILABLE, "unknown"),
    (LineState.TO_CORRECT, "partial"), (LineState.TO_FILL, "none"),
)  # fmt: skip
WITHOUT_PILLAR = "_sans"


@dataclass
class Board:
    """Every line, those under the filters, and the tallies of all."""

    campaign: Campaign
    every: list[Row]
    rows: list[Row]
    organisations: list[Tally]
    pillars: list[Tally]
    whole: Tally
    asked: dict[str, str]
    options: dict[str, list[tuple[str, str]]]
    words: str

    @property
    def owing(self) -> list[Tally]:
        """The organisations that still owe something, the most first."""
        return sorted((one for one in self.organisations if one.owed), key=lambda one: (-one.owed, one.label))

    @property
    def drafted(self) -> list[Row]:
        """The lines of which an answer came too late."""
        return [row for row in self.every if row.line.draft]


def board_of(campaign: Campaign, contract: Contract, asked: QueryDict) -> Board:
    """Read the filters; an unknown one is left out."""
    every = rows_of(campaign, contract)
    organisations, pillars = by_organisation(every), by_pillar(every)
    options = {
        "etat": [(state.value, capfirst(state.label)) for state in LineState],
        "organisme": [(one.key, one.label) for one in organisations],
        "pilier": [(one.key or WITHOUT_PILLAR, one.label or "Sans pilier") for one in pillars],
    }
    kept = {
        name: value if value in {key for key, _ in found} else ""
        for name, found in options.items()
        for value in (asked.get(name, ""),)
    }
    words = " ".join(asked.get("q", "").replace("\0", "").split())[:200]
    rows = [row for row in every if _is_kept(row, kept, words.casefold())]
    return Board(campaign, every, rows, organisations, pillars, whole(every), kept, options, words)


def _is_kept(row: Row, kept: dict[str, str], words: str) -> bool:
    pillars = {node.key for node in row.pillars} or {WITHOUT_PILLAR}
    return (
        kept["etat"] in ("", row.line.state)
        and kept["organisme"] in ("", row.line.request.organisation.key)
        and (not kept["pilier"] or kept["pilier"] in pillars)
        and (words in row.label.casefold() or words in row.line.code.casefold())
    )


def chart(tallies: list[Tally], address: str, name: str) -> dict:
    """What `<c-bar-chart>` asks for: lines by state."""
    return {
        "series": [{"label": state.label, "tone": tone, "short": ""} for state, tone in DRAWN],
        "rows": [
            {
                "label": one.label or "Sans pilier",
                "url": f"{address}?{name}={one.key or WITHOUT_PILLAR}#lignes",
                "values": [one.counts[state] for state, _ in DRAWN],
                "end": f"{one.answered}/{one.total}",
            }
            for one in tallies
        ],
    }


def line_sheet(board: Board, values: dict[int, str]) -> Sheet:
    """The lines under the filters, with what each says."""
    columns = [
        SheetColumn("Code", 10), SheetColumn("Organisme", 34), SheetColumn("Référent·e", 24),
        SheetColumn("Indicateur", 60), SheetColumn("Unité", 14), SheetColumn("Année", 8), SheetColumn("État", 14),
        SheetColumn("Suite donnée", 14), SheetColumn("Valeur d’ensemble", 20), SheetColumn("Motif", 40),
        SheetColumn("Transmise le", 14, "date"), SheetColumn("Piliers", 40),
    ]  # fmt: skip
    rows = [
        (
            row.line.code, row.line.request.organisation.name, str(row.line.request.referent or "") or None, row.label,
            (row.indicator.unit if row.indicator else "") or None, str(row.line.year), row.line.get_state_display(),
            row.line.get_choice_display() or None, values.get(row.line.pk) or None, row.line.reason or None,
            row.line.submitted_at.date() if row.line.submitted_at else None,
            ", ".join(f"{node.code} {node.title}".strip() for node in row.pillars) or None,
        )
        for row in board.rows
    ]  # fmt: skip
    return Sheet("Lignes", columns, rows, title=f"{board.campaign.contract.name} : {board.campaign.title}")
