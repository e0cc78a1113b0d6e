"""A workbook of clause contracts: read, rehearsed and shown before anything is written; taken whole or not at all."""

from django.utils import timezone

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.pathways.clause_reading import COLUMNS, SHEET, read_lines, read_sheet
from faubourg.pathways.operations.clause_import import import_lines, rehearse
from faubourg.ui.typography import plural
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.keeping import LISTED, packed, unpacked
from faubourg.web.plie.periods import download
from faubourg.web.plie.views.clauses import KEEPERS
from faubourg.web.plie.views.taking import Taking
from faubourg.web.plie.views.taking import take as take_file


@plie_view(KEEPERS)
def model(request, contract):
    """The empty workbook, with what each column may hold."""
    columns = [SheetColumn(title, 18) for title in COLUMNS]
    advice = [(title, "obligatoire" if required else "", hint) for title, (required, hint) in COLUMNS.items()]
    titles = [SheetColumn("Colonne", 24), SheetColumn("", 14), SheetColumn("Ce qu’on y écrit", 50)]
    sheets = [Sheet(SHEET, columns, []), Sheet("Mode d’emploi", titles, advice)]
    return download(sheets, "xlsx", "contrats-clauses-modele", SHEET)


@plie_view(KEEPERS)
def take(request, contract):
    """Send a file, read its preview, confirm."""

    def preview(data) -> dict:
        sheet = read_sheet(data["file"].read(), data["file"].name)
        lines = read_lines(sheet, contract)
        told = rehearse(contract=contract, lines=lines, by=request.user, at=timezone.now())
        shown = {"told": told, "lines": lines[:LISTED], "hidden": max(len(lines) - LISTED, 0)}
        return shown | {"content": packed([sheet])}

    def written(content) -> str:
        (sheet,) = unpacked(content).values()
        lines = read_lines(sheet, contract)
        told = import_lines(contract=contract, lines=lines, by=request.user, at=timezone.now())
        added = plural(told.contracts, "contrat ajouté,contrats ajoutés")
        return f"{added}, {plural(told.changed, 'continué,continués')}."

    return take_file(
        request, contract, Taking("clauses", "plie/clauses_import.html", "plie:clause-contracts", preview, written)
    )
