"""Clause contracts from a workbook: each line read cell by cell, with one sentence for each cell to mend."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.intake.problems import IntakeError, Problem, refusal
from faubourg.intake.tables import Sheet
from faubourg.intake.values import parse_boolean, parse_date, parse_text
from faubourg.intake.workbooks import read_workbook
from faubourg.pathways.cells import (
    Cells,
    Words,
    amount,
    check_sheet,
    folded,
    places,
    raise_all,
    read_sex,
    sheet_named,
    short_text,
)
from faubourg.pathways.choices import QpvResult, TermKind

SHEET = "Contrats clauses"
#: Title → whether it must be filled, and what to write there.
COLUMNS: dict[str, tuple[bool, str]] = {
    "Donneur d’ordre": (True, "Ville, bailleur, Département…"),
    "Opération": (True, ""),
    "Marché": (True, ""),
    "Lot": (False, ""),
    "Entreprise": (True, "Où la personne travaille"),
    "Employeur": (False, "Si c’est un autre : AI, ETTI…"),
    "Nom": (True, ""),
    "Prénom": (False, ""),
    "Sexe": (False, "F ou H"),
    "Date de naissance": (False, "JJ/MM/AAAA"),
    "Commune": (False, "Telle que dans le contrat"),
    "QPV": (False, "Nom du quartier, oui ou non"),
    "BRSA": (False, "oui ou non"),
    "DELD": (False, "oui ou non"),
    "RQTH": (False, "oui ou non"),
    "Type de contrat": (False, "De la liste du PLIE"),
    "Début": (True, "JJ/MM/AAAA"),
    "Fin": (False, "JJ/MM/AAAA"),
    "Mois": (False, "Mois des heures : 03/2025"),
    "Heures": (False, "Heures faites ce mois-là"),
}
#: A preview carries its lines with it.
MOST_LINES = 3_000


@dataclass(frozen=True)
class ClauseLine:
    """A line of the workbook, its cells holding what must be mended in it. Empty facts are left out."""

    cells: Cells
    names: dict[str, str]
    identity: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    month: date | None = None
    hours: Decimal | None = None


def read_sheet(content: bytes, filename: str) -> Sheet:
    """The sheet of contracts, or the first one. Raises IntakeError."""
    sheets = read_workbook(content, filename).sheets
    sheet = sheet_named(sheets, SHEET) or next(iter(sheets.values()))
    if not sheet.rows:
        raise IntakeError(Problem("la feuille n’a aucune ligne", sheet=sheet.name, remedy="Remplissez le modèle vide"))
    needed = [title for title, (required, _) in COLUMNS.items() if required]
    raise_all(check_sheet(sheet, COLUMNS, needed=needed, most=MOST_LINES))
    return sheet


def read_lines(sheet: Sheet, contract: Contract) -> list[ClauseLine]:
    """The lines, good or not: `clause_import` tells what is wrong in all of them at once."""
    reading = _Reading(contract)
    return [reading.line(Cells(row, sheet, COLUMNS)) for row in sheet.rows]


class _Reading:
    """The lists of the contract."""

    def __init__(self, contract: Contract) -> None:
        self.places = places(contract)
        self.types = Words.terms(contract, TermKind.CONTRACT_TYPE, "un type de contrat")

    def line(self, cells: Cells) -> ClauseLine:
        """One line; cells that cannot be read are told and left out."""
        read = cells.read
        keys = {"buyer": "Donneur d’ordre", "operation": "Opération", "market": "Marché", "lot": "Lot",
                "company": "Entreprise", "employer": "Employeur"}  # fmt: skip
        names = {key: read(title, short_text) or "" for key, title in keys.items()}
        identity = {
            "last_name": read("Nom", short_text) or "",
            "first_name": read("Prénom", short_text) or "",
            "sex": read("Sexe", read_sex) or "",
            "birth_date": read("Date de naissance", parse_date),
        }
        facts = {
            "is_brsa": read("BRSA", parse_boolean),
            "long_unemployed": read("DELD", parse_boolean),
            "disabled_worker": read("RQTH", parse_boolean),
            "commune": read("Commune", self._place),
            "contract_type": read("Type de contrat", self.types),
            "start": read("Début", parse_date),
            "end": read("Fin", parse_date),
        }
        facts |= read("QPV", self._qpv) or {}
        month, hours = read("Mois", _month), read("Heures", amount(31 * 24, 2, "des heures d’un mois"))
        if hours is not None and cells.is_empty("Mois"):
            cells.tell("Mois", "la cellule est vide", "Dites de quel mois sont ces heures")
        if month is not None and cells.is_empty("Heures"):
            cells.tell("Heures", "la cellule est vide", "Écrivez les heures de ce mois, ou videz « Mois »")
        said = {name: value for name, value in facts.items() if value is not None}
        return ClauseLine(cells, names, identity, said, month, hours)

    def _place(self, value: Any) -> ListedTerritory:
        text = parse_text(value)
        if folded(text) not in self.places:
            raise refusal(f"« {text[:60]} » n’est pas dans les territoires du contrat ; laissez la cellule vide sinon")
        return self.places[folded(text)]

    def _qpv(self, value: Any) -> dict[str, Any]:
        try:
            inside = parse_boolean(value)
        except ValueError:
            return {"qpv": QpvResult.INSIDE, "territory": self._place(value)}
        return {"qpv": QpvResult.INSIDE if inside else QpvResult.OUTSIDE}


def _month(value: Any) -> date:
    text = parse_text(value).strip()
    month, _, year = text.partition("/")
    if "/" not in year and month.isdecimal() and year.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return parse_date(value).replace(day=1)
