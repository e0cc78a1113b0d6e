"""Workbooks of participants for tests, in the columns of the model."""

from datetime import date

from faubourg.documents.sheets import Sheet, SheetColumn, write_xlsx
from faubourg.pathways.choices import TermKind
from faubourg.pathways.people_columns import MEASURES, PEOPLE, SHEETS, STEPS
from faubourg.pathways.people_reading import read_book, read_sheets

#: A person who entered, left, and whose every cell is filled; words of lists are those of `plie.build`.
PERSON = {
    "Référence": "P1", "Nom": "Plantémot", "Prénom": "Ali", "Sexe": "H", "Date de naissance": date(1990, 1, 2),
    "Téléphone": "01", "Courriel": "p1@example.org", "Adresse": "4 rue du Clou", "Code postal": "79000",
    "Commune": "Ailleurs", "Domicile depuis": date(2023, 1, 1), "BRSA": "oui", "BRSA depuis": date(2023, 6, 1),
    "Qualification": f"mot de {TermKind.QUALIFICATION}", "Diplôme étranger": "non", "RQTH": "non", "DELD": "oui",
    "Notice remise le": date(2024, 1, 10), "Prescripteur": f"mot de {TermKind.PRESCRIBER}",
    "Prescription": date(2024, 1, 10), "Motif de prescription": f"mot de {TermKind.PRESCRIPTION_REASON}",
    "Entrée (CER)": date(2024, 3, 4), "Sortie": date(2025, 2, 3), "Nature de la sortie": "autre sortie",
    "Motif de sortie": f"mot de {TermKind.EXIT_REASON}", "Cellule de sortie": date(2025, 2, 10),
}  # fmt: skip
MEASURE = {"Référence": "P1", "Début": date(2024, 3, 4), "Fin": date(2024, 9, 3)}
STEP = {
    "Référence": "P1", "Nature": "emploi", "Début": date(2024, 5, 2), "Fin": date(2024, 8, 2), "Durée en mois": 3,
    "État": "réalisée en totalité", "Type de contrat": f"mot de {TermKind.CONTRACT_TYPE}", "Heures par semaine": "17,5",
}  # fmt: skip


def workbook(people=(), measures=(), steps=()) -> bytes:
    """A workbook with these lines, each a dict of cells by title."""
    rows = {PEOPLE: people, MEASURES: measures, STEPS: steps}
    return write_xlsx(
        [
            Sheet(
                name, [SheetColumn(title) for title in titles], [[row.get(one) for one in titles] for row in rows[name]]
            )
            for name, titles in SHEETS.items()
        ]
    )


def book_of(contract, people=(), measures=(), steps=()):
    """The same, read."""
    return read_book(read_sheets(workbook(people, measures, steps), "personnes.xlsx"), contract)
