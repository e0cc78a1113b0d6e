"""Cells of the PLIE's workbooks: each read by its column, each that must be mended told with its place and remedy."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.intake.problems import IntakeError, Problem, grouped, refusal
from faubourg.intake.tables import Row, Sheet
from faubourg.intake.values import parse_number, parse_text
from faubourg.pathways.choices import Sex
from faubourg.pathways.models import Term

#: Title → whether the cell must be filled, and what to write there.
Columns = Mapping[str, tuple[bool, str]]
LONGEST = 200
SEXES = {"f": Sex.FEMALE, "femme": Sex.FEMALE, "h": Sex.MALE, "m": Sex.MALE, "homme": Sex.MALE}
EMPTY_MODEL = "Partez du modèle vide"


def folded(text: str) -> str:
    """A title or a name as it is compared: whatever its case, spaces and apostrophes."""
    return " ".join(text.replace("'", "’").split()).casefold()


def sheet_named(sheets: Mapping[str, Sheet], name: str) -> Sheet | None:
    """The sheet of this name, whatever its case."""
    return next((sheet for title, sheet in sheets.items() if folded(title) == folded(name)), None)


def check_sheet(sheet: Sheet, columns: Columns, *, needed: Collection[str], most: int) -> list[Problem]:
    """What is wrong with a sheet as a whole: too many lines, a `needed` column that lacks, one that nobody knows."""
    found = []
    if len(sheet.rows) > most:
        found.append(Problem(f"la feuille a plus de {grouped(most)} lignes", sheet.name, remedy="Coupez-la en deux"))
    known = {folded(title) for title in sheet.header}
    place = {"sheet": sheet.name, "row": sheet.header_row}
    found += [
        Problem(f"la colonne « {title} » manque", **place, remedy=EMPTY_MODEL)
        for title in columns
        if title in needed and folded(title) not in known
    ]
    unknown = known - {folded(title) for title in columns}
    return found + [
        Problem(f"la colonne « {title[:60]} » n’est pas dans le modèle", **place, remedy="Retirez-la")
        for title in sheet.header
        if folded(title) in unknown
    ]


class Cells:
    """The cells of one line, read by the titles of the model; `problems` holds what must be mended in it."""

    def __init__(self, row: Row, sheet: Sheet, columns: Columns) -> None:
        self.number = row.number
        self.problems: list[Problem] = []
        self._values = {folded(title): value for title, value in row.cells.items()}
        self._letters = {folded(title): letters for title, letters in sheet.letters.items()}
        self._sheet, self._columns = sheet.name, columns

    def is_empty(self, title: str) -> bool:
        """Whether nothing is written there."""
        return parse_text(self._values.get(folded(title))) == ""

    def read(self, title: str, parse: Callable[[Any], Any]) -> Any:
        """What the cell says; None when it is empty, or cannot be read, which is told."""
        if self.is_empty(title):
            if self._columns[title][0]:
                self.tell(title, "la cellule est vide", "Cette colonne est obligatoire")
            return None
        try:
            return parse(self._values[folded(title)])
        except ValueError as error:
            self.tell(title, str(error))
            return None

    def tell(self, title: str, message: str, remedy: str = "") -> None:
        """Note what is wrong in the cell of this column."""
        letters = self._letters.get(folded(title))
        cell = f"{letters}{self.number}" if letters else ""
        self.problems.append(Problem(message, self._sheet, self.number, title, remedy, cell))

    def has_problem(self, *titles: str) -> bool:
        """Whether something is wrong in a cell of these columns."""
        return any(one.column in titles for one in self.problems)

    def refused(self, error: ValidationError, titles: Mapping[str, str], otherwise: str) -> None:
        """Note what the domain refuses, in the column that `titles` gives for its code."""
        for one in error.error_list:
            sentence = " ".join(one.messages).rstrip(".")
            self.tell(titles.get(one.code, otherwise), sentence[:1].lower() + sentence[1:])


@dataclass(frozen=True)
class Words:
    """The words of a list: `rows` as they are looked for, `shown` as they are offered; `what`: one, in a refusal."""

    what: str
    rows: Mapping[str, Any]
    shown: tuple[str, ...] = ()

    @classmethod
    def terms(cls, contract: Contract, kind: str, what: str) -> "Words":
        """Those of a list of the PLIE."""
        rows = Term.objects.of(contract).filter(kind=kind).order_by("position", "pk")
        return cls.of(what, ((term.label, term) for term in rows))

    @classmethod
    def of(cls, what: str, named: Iterable[tuple[str, Any]]) -> "Words":
        """Those of (words, value) pairs."""
        pairs = list(named)
        return cls(what, {folded(words): value for words, value in pairs}, tuple(words for words, _ in pairs))

    def __call__(self, value: Any) -> Any:
        """The row of a cell. Raises ValueError: the list does not hold it."""
        text = parse_text(value)
        if (found := self.rows.get(folded(text))) is not None:
            return found
        known = ", ".join(sorted(self.shown)[:30]) or "aucun terme"
        raise refusal(f"« {text[:60]} » n’est pas {self.what} de la liste : {known}")


def places(contract: Contract, *kinds: str) -> dict[str, ListedTerritory]:
    """The territories of the contract by name, key, code and alias; of these kinds, or all."""
    rows = ListedTerritory.objects.filter(contract=contract).order_by("pk")
    found: dict[str, ListedTerritory] = {}
    for place in rows.filter(kind__in=kinds) if kinds else rows:
        for name in (place.name, place.key, place.code, *map(str, place.aliases)):
            if name:
                found.setdefault(folded(name), place)
    return found


def short_text(value: Any) -> str:
    """A name or a title, on one line. Raises ValueError: too long."""
    return text_within(LONGEST)(value)


def text_within(most: int) -> Callable[[Any], str]:
    """The reader of texts of `most` characters."""

    def read(value: Any) -> str:
        text = " ".join(parse_text(value).replace("\0", " ").split())
        if len(text) > most:
            raise refusal(f"ce texte dépasse {most} caractères")
        return text

    return read


def read_sex(value: Any) -> str:
    """« F », « H » or their words. Raises ValueError."""
    text = folded(parse_text(value))
    if text not in SEXES:
        raise refusal(f"« {text[:20]} » n’est pas un sexe ; écrivez F ou H, ou laissez vide")
    return SEXES[text]


def amount(most: int, places: int, what: str) -> Callable[[Any], Decimal]:
    """The reader of a number from 0 to `most`, kept with `places` decimals; `what`: « des heures »."""

    def read(value: Any) -> Decimal:
        number = parse_number(value)
        if number is None or not 0 <= number <= most:
            raise refusal(f"{what} vont de 0 à {most}")
        return Decimal(str(number)).quantize(Decimal(1).scaleb(-places))

    return read


def raise_all(problems: list[Problem]) -> None:
    """Raise IntakeError when there is something to mend."""
    if problems:
        raise IntakeError(problems)
