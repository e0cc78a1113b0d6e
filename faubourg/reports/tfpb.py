"""The lines of the TFPB abatement as a list to download, in the columns that an import reads, and the empty model."""

from collections.abc import Iterable

from faubourg.contracts.models import Contract, ListedTerritory
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.territories.models import TerritoryKind
from faubourg.urban.choices import TOLERANCE_WORDS, Category, LineState
from faubourg.urban.models import TfpbLine
from faubourg.urban.operations import KINDS
from faubourg.urban.reading import LANDLORD, SHEET, STATE, TERRITORY, TITLES, YEAR

_WORDS = (LANDLORD, TERRITORY, STATE, "Note")
_NUMBERS = (YEAR, "Logements")
_COMPUTED = (
    SheetColumn("Somme des postes (réalisé)", 18, "euro"),
    SheetColumn("Total déclaré moins la somme", 18, "euro"),
    SheetColumn("Dépenses sur abattement", 14, "percent"),
)


def line_sheet(lines: Iterable[TfpbLine]) -> Sheet:
    """Every line with what it gives, then what is computed; an empty cell is « not given »."""
    return Sheet(SHEET, [*map(_column, TITLES), *_COMPUTED], [_row(line) for line in lines])


def model_sheets(contract: Contract) -> list[Sheet]:
    """The empty workbook, with what may be written in its first columns."""
    quarters = ListedTerritory.objects.of(contract).filter(kind=TerritoryKind.QPV).order_by("position", "pk")
    advice = [
        ("Une ligne", "Un bailleur dans un quartier pour une année."),
        ("Cellule vide", "Non donné : ce n’est pas 0 €. Écrivez 0 quand rien n’a été dépensé."),
        ("Ligne déjà là", "Elle est mise à jour ; une cellule vide laisse ce qui est écrit."),
        ("Total déclaré", f"Comparé à la somme des postes, à {TOLERANCE_WORDS} près."),
        ("État", ", ".join(str(label) for label in LineState.labels)),
        *(("Quartier possible", f"{quarter.name} (clé {quarter.key})") for quarter in quarters),
    ]
    columns = [SheetColumn("Sujet", 22), SheetColumn("À savoir", 80)]
    return [Sheet(SHEET, [_column(title) for title in TITLES], []), Sheet("Mode d’emploi", columns, advice)]


def _column(title: str) -> SheetColumn:
    kind = "text" if title in _WORDS else "number" if title in _NUMBERS else "euro"
    return SheetColumn(title, 30 if kind == "text" else 16, kind)


def _row(line: TfpbLine) -> tuple:
    amounts = [line.amounts(kind).get(category.value) for kind in KINDS for category in Category]
    said = (line.landlord.name, line.territory.name, line.year, line.dwellings, line.abatement, line.declared_total)
    words = (str(line.get_state_display()), line.note)
    return (*said, *words, *amounts, line.category_total, line.gap, line.ratio)
