"""A request as a workbook: its lines to fill, and what a filled one says, read before anything is written."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import capfirst

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.followup.answers import token_of_answer
from faubourg.followup.choices import LineState, Renewal
from faubourg.followup.codes import number_of
from faubourg.followup.operations import Answer
from faubourg.indicators.cells import token_of
from faubourg.indicators.models import ValueNote
from faubourg.indicators.operations import Typed
from faubourg.indicators.queries import Cell
from faubourg.indicators.reading import RefusedError, meaning_of, read
from faubourg.intake.problems import IntakeError, Problem
from faubourg.intake.tables import Row as FileRow
from faubourg.intake.tables import Sheet as FileSheet
from faubourg.intake.values import parse_text
from faubourg.intake.workbooks import read_workbook
from faubourg.ui.typography import nbsp
from faubourg.web.followup.sheet import Card

SHEET = "Réponses"
CODE, CHOICE, REASON, MARK = "Code", "Suite donnée", "Indisponible : pourquoi", "Repère (ne pas changer)"
WORDS = {"interpretation": "Interprétation", "comment": "Commentaire", "source": "Source"}
#: What stands where a breakdown is not asked of an indicator.
NOT_ASKED = "×"
_CHOICES = {word: one.value for one in Renewal for word in (one.label, one.value)} | {"": ""}
_WORDS_MARK = "mots"


@dataclass(frozen=True)
class Change:
    """What the file would change. `meanwhile`: somebody has written there since it was downloaded."""

    code: str
    label: str
    what: str
    old: str
    new: str
    meanwhile: bool


@dataclass
class Read:
    """What a file says: its changes to show, the answers to write, the lines said unavailable (number → reason)."""

    changes: list[Change] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    unavailable: dict[int, str] = field(default_factory=dict)
    without_mark: bool = False

    @property
    def meanwhile(self) -> int:
        """How many changes replace what somebody wrote since the download."""
        return sum(one.meanwhile for one in self.changes)


def title_of(cell: Cell) -> str:
    """The title of the column of a cell."""
    return capfirst(cell.column.label)


def answer_sheet(cards: Iterable[Card]) -> Sheet:
    """The lines with what is known; the columns of values are those that one of them asks."""
    cards = list(cards)
    asked = list(dict.fromkeys(title_of(cell) for card in cards for cell in card.cells))
    columns = [
        SheetColumn(CODE, 10), SheetColumn("Indicateur", 50), SheetColumn("Unité", 12), SheetColumn("Année", 8),
        SheetColumn("État", 12), SheetColumn("Année précédente", 28), *(SheetColumn(one, 16) for one in asked),
        SheetColumn(CHOICE, 14), *(SheetColumn(one, 32) for one in WORDS.values()), SheetColumn(REASON, 28),
        SheetColumn(MARK, 10),
    ]  # fmt: skip
    return Sheet(SHEET, columns, [_row(card, asked) for card in cards])


def _row(card: Card, asked: list[str]) -> tuple:
    line, indicator = card.line, card.row.indicator
    texts = {title_of(cell): cell.text for cell in card.cells}
    before = [f"{title_of(cell)} : {cell.before}" for cell in card.cells if cell.before]
    unavailable = line.reason if line.state == LineState.UNAVAILABLE else ""
    return (
        line.code, card.row.label, (indicator.unit if indicator else "") or None, str(line.year),
        line.get_state_display(), "\n".join(before) or None, *(texts.get(one, NOT_ASKED) or None for one in asked),
        Renewal(card.choice).label if card.choice else None, *(card.note[name] or None for name in WORDS),
        unavailable or None, _mark(card),
    )  # fmt: skip


def _mark(card: Card) -> str:
    """What stood in the line when it was downloaded."""
    tokens = [f"{_place(cell)}:{cell.token}" for cell in card.cells if cell.token]
    return " ".join([f"{_WORDS_MARK}:{card.token}", *tokens])


def _place(cell: Cell) -> str:
    return "-".join(map(str, cell.column.place))


def read_answers(content: bytes, filename: str, cards: Iterable[Card]) -> Read:
    """What the workbook says of these lines, beside what they say now. Raises IntakeError: one sentence a cell."""
    sheets = read_workbook(content, filename, sheets={SHEET}).sheets
    if not sheets:
        remedy = "Partez du classeur de la demande, ou nommez ainsi la feuille des réponses"
        raise IntakeError(Problem(f"le classeur n’a pas de feuille « {SHEET} »", remedy=remedy))
    reading = _Reading(next(iter(sheets.values())), cards)
    for row in reading.sheet.rows:
        reading.line(row)
    if reading.problems:
        raise IntakeError(reading.problems)
    return reading.found


class _Reading:
    """The lines by number, what the file says so far, and what is wrong with it."""

    def __init__(self, sheet: FileSheet, cards: Iterable[Card]) -> None:
        self.sheet, self.found = sheet, Read()
        self.problems: list[Problem] = []
        self.known = {_folded(title): title for title in sheet.header}
        self.cards = {card.line.number: card for card in cards}
        self.seen: dict[int, int] = {}
        self.asked = list(dict.fromkeys(title_of(cell) for card in self.cards.values() for cell in card.cells))
        if _folded(CODE) not in self.known:
            problem = Problem(f"la colonne « {CODE} » manque", SHEET, sheet.header_row, remedy="Partez du classeur")
            raise IntakeError(problem)

    def line(self, row: FileRow) -> None:
        """One row of the file."""
        card = self._card(row)
        if card is None:
            return
        before = len(self.found.changes)
        mark = self._mark(row)
        cells, given = self._cells(row, card, mark)
        note, choice = self._words(row, card, mark)
        reason = self._unavailable(row, card, given)
        if len(self.found.changes) == before:
            return
        if card.why:
            self._tell(row, CODE, card.why, "Remettez la ligne comme elle était, ou retirez-la du classeur")
        if cells or note is not None:
            self.found.answers.append(Answer(card.line.pk, tuple(cells), note, choice, card.token))
        if reason:
            self.found.unavailable[card.line.pk] = reason

    def _card(self, row: FileRow) -> Card | None:
        text = self._text(row, CODE) or ""
        number = number_of(text)
        if number is None:
            said = f"« {text[:40]} » n’est pas un code de ligne" if text else "le code de la ligne manque"
            self._tell(row, CODE, said, "Recopiez le code, avec sa lettre, comme 014-R")
        elif number not in self.cards:
            self._tell(row, CODE, f"la ligne {text} n’est pas de cette demande", "Retirez-la du classeur")
        elif self.seen.setdefault(number, row.number) != row.number:
            self._tell(row, CODE, f"la ligne {text} est déjà à la ligne {self.seen[number]}", "Gardez-en une seule")
        else:
            return self.cards[number]
        return None

    def _cells(self, row: FileRow, card: Card, mark: dict[str, str] | None) -> tuple[list[Typed], bool]:
        """The cells that change, and whether the file gives a value at all."""
        own, changed, given = {title_of(cell): cell for cell in card.cells}, [], False
        for title in self.asked:
            text = self._text(row, title)
            if text is None or (title not in own and text in ("", NOT_ASKED, "x", "X")):
                continue
            if title not in own:
                self._tell(row, title, "cette case n’est pas demandée pour cet indicateur", "Videz-la")
                continue
            cell, given = own[title], given or bool(text)
            was = cell.token if mark is None else mark.get(_place(cell), "")
            if token_of(text) in (cell.token, was) or (cell.masked and text == cell.text):
                continue
            if cell.masked or cell.many:
                self._tell(row, title, "cette case ne se saisit pas ici", f"Remettez-y « {cell.text} »")
                continue
            try:
                read(text, meaning_of(card.row.indicator))
            except RefusedError as error:
                self._tell(row, title, str(error), "")
                continue
            changed.append(Typed(card.row.indicator.pk, cell.column.place, text, cell.token))
            self._change(card, title, cell.text, text, was != cell.token)
        return changed, given

    def _words(self, row: FileRow, card: Card, mark: dict[str, str] | None) -> tuple[dict[str, str] | None, str | None]:
        said, choice = dict(card.note), card.choice
        for name, title in WORDS.items():
            text, most = self._text(row, title), ValueNote._meta.get_field(name).max_length
            said[name] = said[name] if text is None else text
            if most and len(said[name]) > most:
                self._tell(row, title, f"le texte a {len(said[name])} caractères, {most} au plus", "Raccourcissez-le")
        word = self._text(row, CHOICE)
        if word is not None and word.casefold() not in _CHOICES:
            self._tell(row, CHOICE, f"« {word[:40]} » n’est pas une suite", "Écrivez reconduit, modifié ou arrêté")
            return None, None
        choice = choice if word is None else _CHOICES[word.casefold()]
        token = token_of_answer(said, choice)
        was = card.token if mark is None else mark.get(_WORDS_MARK, "")
        if token in (card.token, was):
            return None, None
        old = {**card.note, CHOICE: Renewal(card.choice).label if card.choice else ""}
        new = {**said, CHOICE: Renewal(choice).label if choice else ""}
        for name in (CHOICE, *WORDS):
            if token_of(old[name]) != token_of(new[name]):
                self._change(card, WORDS.get(name, name), old[name], new[name], was != card.token)
        return said, choice

    def _unavailable(self, row: FileRow, card: Card, given: bool) -> str:
        text, line = self._text(row, REASON) or "", card.line
        present = line.reason if line.state == LineState.UNAVAILABLE else ""
        if not text or token_of(text) == token_of(present):
            return ""
        if given:
            self._tell(row, REASON, "la ligne a une valeur et se dit indisponible", "Videz l’une ou l’autre")
            return ""
        self._change(card, "Indisponible", present, text, False)
        return text

    def _mark(self, row: FileRow) -> dict[str, str] | None:
        """What stood there at the download, by place; None where the column was lost."""
        text = self._text(row, MARK) or ""
        if not text.startswith(f"{_WORDS_MARK}:"):
            self.found.without_mark = True
            return None
        return dict(pair.split(":", 1) for pair in text.split() if ":" in pair)

    def _text(self, row: FileRow, title: str) -> str | None:
        """The cell as text; None where the file has no such column."""
        name = self.known.get(_folded(title))
        return None if name is None else parse_text(row.cells.get(name)).replace("\0", "")

    def _change(self, card: Card, what: str, old: str, new: str, meanwhile: bool) -> None:
        self.found.changes.append(Change(card.line.code, card.row.label, nbsp(what), old, new, meanwhile))

    def _tell(self, row: FileRow, title: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, SHEET, row.number, title, remedy))


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
