"""Lines of the TFPB abatement from a workbook: every cell that cannot be read is told, and then nothing is taken."""

from collections.abc import Callable, Mapping
from typing import Any

from faubourg.contracts.models import Contract, ListedOrganisation, ListedTerritory
from faubourg.intake.problems import IntakeError, Problem
from faubourg.intake.tables import Row, Sheet
from faubourg.intake.values import parse_text
from faubourg.intake.workbooks import read_workbook
from faubourg.territories.models import TerritoryKind
from faubourg.urban.amounts import parse_amount, parse_dwellings, parse_year
from faubourg.urban.choices import Category, LineState
from faubourg.urban.models import TfpbLine
from faubourg.urban.operations import KINDS, amount_name
from faubourg.urban.permissions import Landlords

SHEET = "TFPB"
LANDLORD, TERRITORY, YEAR, STATE = "Bailleur", "Quartier", "Année", "État"
Parser = Callable[[object], Any]


def _state(value: object) -> str | None:
    text = parse_text(value).casefold()
    found = {str(label).casefold(): code for code, label in LineState.choices} | {code: code for code in LineState}
    if text and text not in found:
        labels = ", ".join(f"« {label} »" for label in LineState.labels)
        raise ValueError(f"« {text[:40]} » n’est pas un état : écrivez {labels}")
    return found.get(text)


#: Title of a column → name of the value and its parser; landlord and territory are looked up in the contract.
COLUMNS: dict[str, tuple[str, Parser]] = {
    YEAR: ("year", parse_year),
    "Logements": ("dwellings", parse_dwellings),
    "Abattement": ("abatement", parse_amount),
    "Total déclaré": ("declared_total", parse_amount),
    STATE: ("state", _state),
    "Note": ("note", parse_text),
} | {
    f"{category.label} ({word})": (amount_name(kind, category.value), parse_amount)
    for kind, word in KINDS.items()
    for category in Category
}
TITLES = (LANDLORD, TERRITORY, *COLUMNS)


def read_lines(
    content: bytes, filename: str, *, contract: Contract, writable: Landlords
) -> list[tuple[TfpbLine | None, Mapping[str, Any]]]:
    """The lines of the workbook with the one already there, if any; an empty cell leaves what is there.

    Columns that are not in TITLES are not read. Raises IntakeError with one sentence a cell.
    """
    sheets = read_workbook(content, filename, sheets={SHEET}).sheets
    if not sheets:
        remedy = "Partez du modèle vide, ou nommez ainsi la feuille des lignes"
        raise IntakeError(Problem(f"le classeur n’a pas de feuille « {SHEET} »", remedy=remedy))
    reading = _Reading(next(iter(sheets.values())), contract, writable)
    found = [reading.line(row) for row in reading.sheet.rows]
    if reading.problems:
        raise IntakeError(reading.problems)
    if not found:
        raise IntakeError(Problem("la feuille n’a aucune ligne", sheet=SHEET, remedy="Remplissez-la, puis envoyez-la"))
    return found


class _Reading:
    """The lists of the contract, and what is wrong so far."""

    def __init__(self, sheet: Sheet, contract: Contract, writable: Landlords) -> None:
        self.sheet, self.writable = sheet, writable
        self.problems: list[Problem] = []
        self.known = {_folded(title): title for title in sheet.header}
        self.landlords = _named(ListedOrganisation.objects.of(contract).order_by("pk"))
        quarters = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV)
        self.territories = _named(quarters.order_by("pk"))
        rows = TfpbLine.objects.of(contract).order_by("pk")
        self.present = {(row.landlord_id, row.territory_id, row.year): row for row in rows}
        self.seen: dict[tuple, int] = {}
        for title in (LANDLORD, TERRITORY, YEAR):
            if _folded(title) not in self.known:
                message = f"la colonne « {title} » manque"
                self.problems.append(Problem(message, SHEET, sheet.header_row, remedy="Partez du modèle vide"))

    def line(self, row: Row) -> tuple[TfpbLine | None, dict[str, Any]]:
        """One row: the line that it changes, and its values."""
        landlord = self._look_up(row, LANDLORD, self.landlords, "une organisation du contrat")
        territory = self._look_up(row, TERRITORY, self.territories, "un quartier prioritaire du contrat")
        values = {"landlord": landlord, "territory": territory}
        for title, (name, parse) in COLUMNS.items():
            value = self._read(row, title, parse)
            if value not in (None, ""):
                values[name] = value
        if "year" not in values and not self._is_told(row, YEAR):
            self._tell(row, YEAR, "l’année manque", "Écrivez-la, comme 2024")
        if landlord is not None and landlord.pk not in self.writable:
            self._tell(row, LANDLORD, f"les lignes de « {landlord} » ne se tiennent pas avec votre rôle", "Retirez-la")
        return self._placed(row, values), values

    def _placed(self, row: Row, values: dict[str, Any]) -> TfpbLine | None:
        if values["landlord"] is None or values["territory"] is None or "year" not in values:
            return None
        place = (values["landlord"].pk, values["territory"].pk, values["year"])
        first = self.seen.setdefault(place, row.number)
        if first != row.number:
            message = f"ce bailleur, ce quartier et cette année sont déjà à la ligne {first}"
            self._tell(row, YEAR, message, "Gardez une seule des deux lignes")
        return self.present.get(place)

    def _look_up(self, row: Row, title: str, rows: dict[str, list], what: str) -> Any:
        text = parse_text(self._cell(row, title))
        found = rows.get(_folded(text), [])
        if len(found) == 1:
            return found[0]
        if _folded(title) not in self.known:
            return None
        if not text:
            self._tell(row, title, "la cellule est vide", f"Écrivez le nom ou la clé d’{what}")
        elif found:
            keys = ", ".join(f"« {one.key} »" for one in found)
            self._tell(row, title, f"« {text[:60]} » désigne plusieurs lignes ({keys})", "Écrivez la clé")
        else:
            self._tell(row, title, f"« {text[:60]} » n’est pas {what}", "Écrivez son nom ou sa clé")
        return None

    def _read(self, row: Row, title: str, parse: Parser) -> Any:
        try:
            return parse(self._cell(row, title))
        except ValueError as error:
            self._tell(row, title, str(error), "")
            return None

    def _cell(self, row: Row, title: str) -> Any:
        return row.cells.get(self.known.get(_folded(title), ""))

    def _tell(self, row: Row, title: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, SHEET, row.number, title, remedy))

    def _is_told(self, row: Row, title: str) -> bool:
        if _folded(title) not in self.known:
            return True
        return any((one.row, one.column) == (row.number, title) for one in self.problems)


def _named(rows) -> dict[str, list]:
    """Key, name and aliases → the rows that bear them."""
    found: dict[str, list] = {}
    for row in rows:
        for text in {_folded(word) for word in (row.key, row.name, *row.aliases)}:
            found.setdefault(text, []).append(row)
    return found


def _folded(text: str) -> str:
    return " ".join(str(text).replace("’", "'").split()).casefold()
