"""A request as its référent·e fills it: a card a line, with last year beside; and what a form of it says back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.followup.answers import NOTE_FIELDS, note_of, token_of_answer
from faubourg.followup.choices import LineState
from faubourg.followup.models import Campaign
from faubourg.followup.operations import Answer, Answered
from faubourg.followup.operations.answering import notes_of
from faubourg.followup.operations.locking import shut
from faubourg.followup.queries import Row, shared_in
from faubourg.indicators.cells import cell_named, quarters_of, token_of
from faubourg.indicators.operations import Typed
from faubourg.indicators.queries import Cell, grid_of
from faubourg.indicators.veiling import Masker

#: Lines on one page: their cells stay within what the server takes of a form.
LINES = 20


@dataclass
class Card:
    """A line as the page shows it. `why`: it is shut; `error`: what became of the last answer; `drafted`: kept late."""

    row: Row
    cells: list[Cell] = field(default_factory=list)
    note: dict[str, str] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    choice: str = ""
    token: str = ""
    why: str = ""
    error: str = ""
    drafted: bool = False

    @property
    def line(self):
        """The line itself."""
        return self.row.line

    @property
    def name(self) -> str:
        """How the names of its fields begin."""
        return f"l{self.line.pk}"

    @property
    def is_sent(self) -> bool:
        """Whether it waits for the validator, or was said unavailable: it can be taken back."""
        return self.line.state in (LineState.SUBMITTED, LineState.UNAVAILABLE)

    @property
    def lacks_interpretation(self) -> bool:
        """Whether a value is there without the interpretation that its indicator asks for: it could not be sent."""
        is_asked = self.row.indicator is not None and self.row.indicator.requires_interpretation
        return is_asked and any(cell.text for cell in self.cells) and not self.note.get("interpretation", "").strip()

    @property
    def year_before(self) -> int:
        """The year shown beside."""
        return self.line.year - 1


def cards_of(
    rows: Iterable[Row], campaign: Campaign, contract: Contract, *, masker: Masker, today: date, runs: bool
) -> list[Card]:
    """The cards of some lines of one request; three queries a year, as many for what several producers give."""
    rows = list(rows)
    quarters = quarters_of(ListedTerritory.objects.of(contract))
    shared, notes = shared_in(campaign.pk), notes_of(contract, [row.line for row in rows])
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in rows:
        if row.indicator:
            own = (row.line.lineage_id, row.line.year) in shared
            groups[row.line.year, row.line.request.organisation_id if own else None].append(row)
    cells: dict[int, list[Cell]] = {}
    for (year, producer), found in groups.items():
        indicators = [row.indicator for row in found]
        grid = grid_of(indicators, quarters, contract=contract, year=year, producer=producer, masker=masker)
        for row, line in zip(found, grid.lines, strict=True):
            cells[row.line.pk] = [cell for cell in line.cells if cell]
    made = []
    for row in rows:
        line = row.line
        note, before = (note_of(notes.get((line.lineage_id, str(year)))) for year in (line.year, line.year - 1))
        card = Card(row, cells.get(line.pk, []), note, before, line.choice, token_of_answer(note, line.choice))
        card.why = shut(line, campaign, today=today, runs=runs)
        _put_draft(card)
        made.append(card)
    return made


def _put_draft(card: Card) -> None:
    """What came too late is back in its fields, once they are open again; each cell keeps the token of what it says."""
    draft = card.line.draft
    if not draft or card.why:
        return
    card.drafted = True
    for cell in card.cells:
        cell.text = draft.get("cells", {}).get(cell.name, cell.text)
    card.note |= {name: text for name, text in draft.get("note", {}).items() if text and name in NOTE_FIELDS}
    card.choice = draft.get("choice") or card.choice


def tokens_of(cards: Iterable[Card]) -> str:
    """The tokens of the cells, in one field of the form."""
    return " ".join(f"{card.name}-{cell.name}:{cell.token}" for card in cards for cell in card.cells if cell.token)


def answers_of(posted: QueryDict, rows: Iterable[Row]) -> list[Answer]:
    """What the form says of the lines that it shows."""
    tokens = dict(pair.split(":", 1) for pair in posted.get("jetons", "").split() if ":" in pair)
    fields: Mapping[str, list[str]] = defaultdict(list)
    for name in posted:
        fields[name.split("-", 1)[0]].append(name)
    answers = []
    for row in rows:
        start = f"l{row.line.pk}"
        named = [(name, cell_named(name.removeprefix(f"{start}-"))) for name in fields[start]]
        if not fields[start]:
            continue
        cells = tuple(Typed(*place, posted[name], tokens.get(name, "")) for name, place in named if place)
        note = {name: posted.get(f"{start}-{name}", "").replace("\0", "") for name in NOTE_FIELDS}
        has_note = f"{start}-jeton" in posted
        answers.append(
            Answer(
                row.line.pk, cells, note if has_note else None,
                posted.get(f"{start}-choix", "") if has_note else None, posted.get(f"{start}-jeton", ""),
            )
        )  # fmt: skip
    return answers


def put_back(cards: Iterable[Card], answers: Iterable[Answer], done: Iterable[Answered]) -> None:
    """What was typed and not written stays in its fields, with why; the next sending of a conflict writes over."""
    typed = {one.line: one for one in answers}
    results = {one.line.pk: one for one in done}
    for card in cards:
        result, answer = results.get(card.line.pk), typed.get(card.line.pk)
        if result is None or answer is None or result.is_whole:
            continue
        card.error = result.sentence or "Certaines cases n’ont pas été enregistrées : la raison est dite sous chacune."
        left = {one.typed.place: one for one in result.outcomes if one.state != "saved"}
        for cell in card.cells:
            if one := left.get(cell.column.place):
                cell.text, cell.token, cell.error = one.typed.text, token_of(one.text), one.message
        if result.sentence and answer.note is not None:
            card.note, card.choice = dict(answer.note), answer.choice or ""
        if result.kept:
            texts = {one.place: one.text for one in answer.cells}
            for cell in card.cells:
                cell.text = texts.get(cell.column.place, cell.text)
