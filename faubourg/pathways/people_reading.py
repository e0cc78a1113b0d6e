"""Participants, measures and steps from a workbook: each cell read, one sentence for each that must be mended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from faubourg.contracts.models import Contract
from faubourg.intake.problems import IntakeError, Problem, refusal
from faubourg.intake.tables import Sheet
from faubourg.intake.values import parse_boolean, parse_date, parse_integer, parse_number, parse_text
from faubourg.intake.workbooks import read_workbook
from faubourg.pathways.cells import Cells, amount, check_sheet, raise_all, read_sex, sheet_named, text_within
from faubourg.pathways.choices import ExitKind
from faubourg.pathways.people_columns import MEASURES, MOST_LINES, NEEDED, PEOPLE, SHEETS, STEPS
from faubourg.pathways.people_words import Lists
from faubourg.pathways.points import in_france, swapped

#: Title → field of the participant, and how the cell is read.
IDENTITY = {
    "last_name": ("Nom", text_within(120)), "first_name": ("Prénom", text_within(120)),
    "birth_name": ("Nom de naissance", text_within(120)), "sex": ("Sexe", read_sex),
    "birth_date": ("Date de naissance", parse_date), "phone": ("Téléphone", text_within(40)),
    "foreign_diploma": ("Diplôme étranger", parse_boolean), "disabled_worker": ("RQTH", parse_boolean),
    "long_unemployed": ("DELD", parse_boolean), "informed_on": ("Notice remise le", parse_date),
}  # fmt: skip
HOME = {
    "since": ("Domicile depuis", parse_date), "address": ("Adresse", text_within(300)),
    "postcode": ("Code postal", text_within(10)),
}  # fmt: skip
STEP_TEXTS = {"title": "Intitulé", "organisation": "Employeur ou organisme"}
#: A column that means nothing without another.
TOGETHER = (
    ("Latitude", "Longitude"),
    ("Longitude", "Latitude"),
    ("BRSA depuis", "BRSA"),
    ("Prescription", "Prescripteur"),
    ("Prescripteur", "Prescription"),
    ("Motif de prescription", "Prescription"),
    ("Structure", "Entrée (CER)"),
    ("Entrée (CER)", "Structure"),
    ("Référent·e", "Entrée (CER)"),
    ("Sortie", "Entrée (CER)"),
    ("Sortie", "Nature de la sortie"),
    ("Sortie", "Cellule de sortie"),
    ("Nature de la sortie", "Sortie"),
    ("Motif de sortie", "Sortie"),
    ("Catégorie de sortie", "Sortie"),
    ("Cellule de sortie", "Sortie"),
)


@dataclass(frozen=True)
class Who:
    """How a line of measures or steps names its person: by a reference, a file's number, or the names."""

    reference: str = ""
    number: int | None = None
    last_name: str = ""
    first_name: str = ""
    birth_date: date | None = None

    @property
    def column(self) -> str:
        """The title of the column that names the person."""
        return "Référence" if self.reference else "Nom" if self.number is None else "Dossier"


@dataclass(frozen=True)
class PersonLine:
    """A person; empty facts are left out. `qpv`: what `place_home` is told of the home."""

    cells: Cells
    reference: str
    identity: dict[str, Any]
    home: dict[str, Any]
    qpv: dict[str, Any]
    is_brsa: bool | None
    brsa_since: date | None
    prescription: dict[str, Any]
    entry: dict[str, Any]
    exit: dict[str, Any]

    @property
    def name(self) -> str:
        """The names as the workbook writes them."""
        return " ".join(self.identity[part] for part in ("last_name", "first_name") if part in self.identity)


@dataclass(frozen=True)
class PartLine:
    """A measure or a step of somebody."""

    cells: Cells
    who: Who
    values: dict[str, Any]


@dataclass(frozen=True)
class Book:
    """The lines of a workbook, those that are wrong included: their cells hold what is wrong."""

    people: list[PersonLine] = field(default_factory=list)
    measures: list[PartLine] = field(default_factory=list)
    steps: list[PartLine] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """All that must be mended, sheet after sheet."""
        lines = [*self.people, *self.measures, *self.steps]
        return [problem for line in lines for problem in line.cells.problems]


def read_sheets(content: bytes, filename: str) -> dict[str, Sheet]:
    """The sheets of the model that the workbook holds, by their own names. Raises IntakeError."""
    read = read_workbook(content, filename, sheets=list(SHEETS)).sheets
    found = {name: sheet for name in SHEETS if (sheet := sheet_named(read, name)) is not None}
    if not any(sheet.rows for sheet in found.values()):
        raise IntakeError(
            Problem(
                "le classeur n’a aucune ligne dans les feuilles « Participants », « Mesures » et « Étapes »",
                remedy="Remplissez le modèle vide",
            )
        )
    raise_all(
        [
            problem
            for name, sheet in found.items()
            if sheet.rows
            for problem in check_sheet(sheet, SHEETS[name], needed=NEEDED[name], most=MOST_LINES[name])
        ]
    )
    return found


def read_book(sheets: Mapping[str, Sheet], contract: Contract) -> Book:
    """The lines of the sheets, good or not: see `Book.problems`."""
    lists = Lists(contract)

    def lines(name: str, read) -> list:
        sheet = sheets.get(name)
        return [read(Cells(row, sheet, SHEETS[name]), lists) for row in sheet.rows] if sheet else []

    return Book(lines(PEOPLE, _person), lines(MEASURES, _measure), lines(STEPS, _step))


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _person(cells: Cells, lists: Lists) -> PersonLine:
    read = cells.read
    identity = {name: read(title, parse) for name, (title, parse) in IDENTITY.items()}
    identity |= {"email": read("Courriel", _email), "qualification": read("Qualification", lists.qualifications)}
    home = {name: read(title, parse) for name, (title, parse) in HOME.items()}
    home |= read("Commune", lists.commune) or {}
    home |= {"latitude": read("Latitude", _latitude), "longitude": read("Longitude", _longitude)}
    line = PersonLine(
        cells, read("Référence", text_within(40)) or "", _given(identity), _given(home),
        read("QPV", lists.quarter) or {}, read("BRSA", parse_boolean), read("BRSA depuis", parse_date),
        _given({"prescriber": read("Prescripteur", lists.prescribers), "date": read("Prescription", parse_date),
                "reason": read("Motif de prescription", lists.prescription_reasons)}),
        _given({"entered_on": read("Entrée (CER)", parse_date), "structure": read("Structure", lists.structures),
                "referent": read("Référent·e", lists.referents)}),
        _given({"on": read("Sortie", parse_date), "kind": read("Nature de la sortie", lists.exit_kinds),
                "reason": read("Motif de sortie", lists.exit_reasons),
                "category": read("Catégorie de sortie", lists.exit_categories),
                "validated_on": read("Cellule de sortie", parse_date)}),
    )  # fmt: skip
    for title, other in TOGETHER:
        # A positive exit may still wait for the cellule.
        if other == "Cellule de sortie" and line.exit.get("kind") == ExitKind.POSITIVE:
            continue
        if not cells.is_empty(title) and cells.is_empty(other):
            cells.tell(
                other, f"la cellule est vide alors que « {title} » est rempli", "Remplissez-la, ou videz l’autre"
            )
    if line.brsa_since is not None and line.is_brsa is False:
        cells.tell("BRSA depuis", "une date de RSA est donnée à qui n’est pas bénéficiaire", "Videz l’une des deux")
    _check_point(cells, home)
    return line


def _check_point(cells: Cells, home: dict[str, Any]) -> None:
    """Tell a point that cannot be a home; the sign of a longitude west of Greenwich is the usual slip."""
    latitude, longitude = home["latitude"], home["longitude"]
    if latitude is None or longitude is None or in_france(latitude, longitude):
        return
    if swapped(latitude, longitude):
        cells.tell("Latitude", "la latitude et la longitude sont inversées", "Échangez les deux cellules")
    else:
        cells.tell("Latitude", "ce point est hors de France", "Vérifiez les deux nombres, et le signe de la longitude")


def _who(cells: Cells) -> Who:
    read = cells.read
    return Who(
        read("Référence", text_within(40)) or "",
        None if cells.is_empty("Dossier") else read("Dossier", _file_number),
        read("Nom", text_within(120)) or "",
        read("Prénom", text_within(120)) or "",
        read("Date de naissance", parse_date),
    )


def _measure(cells: Cells, lists: Lists) -> PartLine:
    read = cells.read
    values = {
        "start": read("Début", parse_date),
        "end": read("Fin", parse_date),
        "derogation": read("Dérogation", text_within(1000)) or "",
    }
    return PartLine(cells, _who(cells), values)


def _step(cells: Cells, lists: Lists) -> PartLine:
    read = cells.read
    kind = read("Nature", lists.step_kinds)
    values = {name: read(title, text_within(200)) for name, title in STEP_TEXTS.items()}
    values |= {
        "kind": kind,
        "domain": read("Domaine", lists.domains_of(kind)) if kind else None,
        "means": read("Moyen", lists.means),
        "prescriber": read("Prescrite par", lists.prescribers),
        "state": read("État", lists.step_states),
        "start": read("Début", parse_date),
        "end": read("Fin", parse_date),
        "contract_type": read("Type de contrat", lists.contract_types),
        "months": read("Durée en mois", amount(999, 1, "des mois")),
        "weekly_hours": read("Heures par semaine", amount(168, 2, "des heures par semaine")),
        "total_hours": read("Heures en tout", amount(99_999, 2, "des heures")),
        "in_siae": read("Dans une SIAE", parse_boolean),
        "is_qualifying": read("Formation qualifiante", parse_boolean),
    }
    return PartLine(cells, _who(cells), _given(values))


def _latitude(value: Any) -> float:
    return _degrees(value, 90, "la latitude")


def _longitude(value: Any) -> float:
    return _degrees(value, 180, "la longitude")


def _degrees(value: Any, most: int, what: str) -> float:
    found = parse_number(value)
    if not -most <= found <= most:
        raise refusal(f"{what} va de -{most} à {most}, en degrés")
    return float(found)


def _file_number(value: Any) -> int:
    number = parse_integer(value)
    if not 0 < number < 2**31:
        raise refusal(f"« {parse_text(value)[:20]} » n’est pas un numéro de dossier")
    return number


def _email(value: Any) -> str:
    text = text_within(254)(value)
    try:
        validate_email(text)
    except ValidationError as error:
        raise refusal(f"« {text[:60]} » n’est pas une adresse électronique") from error
    return text
