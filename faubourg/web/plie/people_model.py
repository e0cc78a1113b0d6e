"""The model workbook of participants, its lists filled with the words of the PLIE."""

from itertools import zip_longest

from xlsxwriter.utility import xl_col_to_name

from faubourg.contracts.models import Contract
from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.pathways.people_columns import SHEETS
from faubourg.pathways.people_words import Lists

LISTS, HELP = "Listes", "Mode d’emploi"
#: Offered for every column that says yes or no.
YES_NO = ("oui", "non")


def model_sheets(contract: Contract) -> list[Sheet]:
    """The three sheets to fill, the words of the lists, and what each column may hold."""
    words = {title: shown for title, shown in Lists(contract).offered().items() if shown} | {"oui ou non": YES_NO}
    places = {
        title: f"={LISTS}!${xl_col_to_name(rank)}$2:${xl_col_to_name(rank)}${len(shown) + 1}"
        for rank, (title, shown) in enumerate(words.items())
    }
    sheets = [
        Sheet(name, [_column(title, hint, places) for title, (_, hint) in columns.items()], [])
        for name, columns in SHEETS.items()
    ]
    advice = [
        (name, title, "obligatoire" if required else "", hint)
        for name, columns in SHEETS.items()
        for title, (required, hint) in columns.items()
    ]
    titles = [SheetColumn("Feuille", 16), SheetColumn("Colonne", 24), SheetColumn("", 14), SheetColumn("Contenu", 60)]
    lists = Sheet(LISTS, [SheetColumn(title, 26) for title in words], list(zip_longest(*words.values())))
    return [*sheets, lists, Sheet(HELP, titles, advice)]


def _column(title: str, hint: str, places: dict[str, str]) -> SheetColumn:
    offered = places["oui ou non"] if hint.startswith("oui ou non") else places.get(title, "")
    return SheetColumn(title, 18, offered=offered)
