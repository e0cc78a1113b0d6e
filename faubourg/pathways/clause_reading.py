"""Clause contracts from a workbook: each line read cell by cell, with one sentence for each cell to mend."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.intake.problems import IntakeError, Problem, refusal
from faubourg.intake.tables import Row, Sheet
from faubourg.intake.values import parse_boolean, parse_date, parse_number, parse_text
from faubourg.intake.workbooks import read_workbook
from faubourg.pathways.choices import QpvResult, Sex, TermKind
from faubourg.pathways.models import Term

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
LONGEST = 200
#: A preview carries its lines with it.
MOST_LINES = 3_000
SEXES = {"f": Sex.FEMALE, "femme": Sex.FEMALE, "h": Sex.MALE, "m": Sex.MALE, "homme": Sex.MALE}


@dataclass(frozen=True)
class ClauseLine:
    """A line of the workbook; `number`: its line as the spreadsheet shows it. Empty facts are left out."""

    number: int
    names: dict[str, str]
    identity: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    month: date | None = None
    hours: Decimal | None = None


def folded(text: str) -> str:
    """A title or a name as it is compared: whatever its case, spaces and apostrophes."""
    return " ".join(text.replace("'", "’").split()).casefold()


def read_sheet(content: bytes, filename: str) -> Sheet:
    """The sheet of contracts, or the first one. Raises IntakeError."""
    sheets = read_workbook(content, filename).sheets
    named = [sheet for name, sheet in sheets.items() if folded(name) == folded(SHEET)]
    sheet = (named or list(sheets.values()))[0]
    if not sheet.rows:
        raise IntakeError(Problem("la feuille n’a aucune ligne", sheet=sheet.name, remedy="Remplissez le modèle vide"))
    if len(sheet.rows) > MOST_LINES:
        raise IntakeError(Problem("la feuille a plus de 3 000 lignes", sheet=sheet.name, remedy="Coupez-la en deux"))
    known = {folded(title) for title in sheet.header}
    problems = [
        Problem(f"la colonne « {title} » manque", sheet.name, sheet.header_row, remedy="Partez du modèle vide")
        for title, (required, _) in COLUMNS.items()
        if required and folded(title) not in known
    ]
    unknown = known - {folded(title) for title in COLUMNS}
    problems += [
        Problem(f"la colonne « {title[:60]} » n’est pas dans le modèle", sheet.name, sheet.header_row,
                remedy="Retirez-la")
        for title in sheet.header if folded(title) in unknown
    ]  # fmt: skip
    if problems:
        raise IntakeError(problems)
    return sheet


def read_lines(rows: Iterable[Row], contract: Contract, sheet_name: str = SHEET) -> list[ClauseLine]:
    """The lines, all of them good. Raises IntakeError with one sentence a cell."""
    reading = _Reading(contract, sheet_name)
    lines = [reading.line(row) for row in rows]
    if reading.problems:
        raise IntakeError(reading.problems)
    return lines


class _Reading:
    """The lists of the contract, and what is wrong so far."""

    def __init__(self, contract: Contract, sheet_name: str) -> None:
        self.sheet_name = sheet_name
        self.problems: list[Problem] = []
        places = ListedTerritory.objects.filter(contract=contract).order_by("pk")
        self.places = {folded(name): place for place in places for name in (place.name, place.key)}
        types = Term.objects.of(contract).filter(kind=TermKind.CONTRACT_TYPE).order_by("pk")
        self.types = {folded(term.label): term for term in types}

    def line(self, row: Row) -> ClauseLine:
        """One line; cells that cannot be read are told and left out."""
        cells = {folded(title): value for title, value in row.cells.items()}

        def read(title: str, parse: Callable[[Any], Any]) -> Any:
            value = cells.get(folded(title))
            required, _ = COLUMNS[title]
            if parse_text(value) == "":
                if required:
                    self._tell(row, title, "la cellule est vide", "Cette colonne est obligatoire")
                return None
            try:
                return parse(value)
            except ValueError as error:
                self._tell(row, title, str(error), "")
                return None

        keys = {"buyer": "Donneur d’ordre", "operation": "Opération", "market": "Marché", "lot": "Lot",
                "company": "Entreprise", "employer": "Employeur"}  # fmt: skip
        names = {key: read(title, _name) or "" for key, title in keys.items()}
        identity = {
            "last_name": read("Nom", _name) or "",
            "first_name": read("Prénom", _name) or "",
            "sex": read("Sexe", _sex) or "",
            "birth_date": read("Date de naissance", parse_date),
        }
        facts = {
            "is_brsa": read("BRSA", parse_boolean),
            "long_unemployed": read("DELD", parse_boolean),
            "disabled_worker": read("RQTH", parse_boolean),
            "commune": read("Commune", self._place),
            "contract_type": read("Type de contrat", self._type),
            "start": read("Début", parse_date),
            "end": read("Fin", parse_date),
        }
        facts |= read("QPV", self._qpv) or {}
        month, hours = read("Mois", _month), read("Heures", _hours)
        self._check_hours(row, cells, month, hours)
        return ClauseLine(
            row.number,
            names,
            identity,
            {name: value for name, value in facts.items() if value is not None},
            month,
            hours,
        )

    def _check_hours(self, row: Row, cells: dict, month: date | None, hours: Decimal | None) -> None:
        if hours is not None and parse_text(cells.get("mois")) == "":
            self._tell(row, "Mois", "la cellule est vide", "Dites de quel mois sont ces heures")
        if month is not None and parse_text(cells.get("heures")) == "":
            self._tell(row, "Heures", "la cellule est vide", "Écrivez les heures de ce mois, ou videz « Mois »")

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

    def _type(self, value: Any) -> Term:
        text = parse_text(value)
        if folded(text) not in self.types:
            known = ", ".join(sorted(term.label for term in self.types.values())) or "aucun"
            raise refusal(f"« {text[:60]} » n’est pas un type de contrat de la liste : {known}")
        return self.types[folded(text)]

    def _tell(self, row: Row, title: str, message: str, remedy: str) -> None:
        self.problems.append(Problem(message, self.sheet_name, row.number, title, remedy))


def _name(value: Any) -> str:
    text = " ".join(parse_text(value).split())
    if len(text) > LONGEST:
        raise refusal(f"ce texte dépasse {LONGEST} caractères")
    return text


def _sex(value: Any) -> str:
    text = folded(parse_text(value))
    if text not in SEXES:
        raise refusal(f"« {text[:20]} » n’est pas un sexe ; écrivez F ou H, ou laissez vide")
    return SEXES[text]


def _month(value: Any) -> date:
    text = parse_text(value).strip()
    month, _, year = text.partition("/")
    if "/" not in year and month.isdecimal() and year.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return parse_date(value).replace(day=1)


def _hours(value: Any) -> Decimal:
    number = parse_number(value)
    if number is None or not 0 <= number <= 31 * 24:
        raise refusal("des heures vont de 0 à 744 par mois")
    return Decimal(str(number)).quantize(Decimal("0.01"))
