"""A workbook of clause contracts: read, rehearsed and shown before anything is written; taken whole or not at all."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.intake.problems import IntakeError
from faubourg.pathways.clause_reading import COLUMNS, SHEET, read_lines, read_sheet
from faubourg.pathways.operations.clause_import import import_lines, rehearse
from faubourg.ui.typography import plural
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.forms.files import WorkbookForm
from faubourg.web.plie.keeping import LISTED, STALE, TOO_LONG, keep, kept, listed_problems, packed, unpacked
from faubourg.web.plie.periods import download
from faubourg.web.plie.views.clauses import KEEPERS

WHAT = "clauses"


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
    if request.method == "POST" and "kept" in request.POST:
        return _apply(request, contract)
    form, shown = WorkbookForm(request.POST or None, request.FILES or None), listed_problems([])
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            shown |= _preview(request, contract, read_sheet(file.read(), file.name))
        except IntakeError as error:
            shown = listed_problems(error.problems)
    return render(request, "plie/clauses_import.html", shown | {"form": form})


def _preview(request, contract, sheet) -> dict:
    lines = read_lines(sheet, contract)
    told = rehearse(contract=contract, lines=lines, by=request.user, at=timezone.now())
    found = keep(request, contract, WHAT, packed([sheet]))
    if found is None:
        return listed_problems([TOO_LONG])
    return {"kept": found, "told": told, "lines": lines[:LISTED], "hidden": max(len(lines) - LISTED, 0)}


def _apply(request, contract):
    try:
        (sheet,) = unpacked(kept(request, contract, WHAT)).values()
        lines = read_lines(sheet, contract)
        told = import_lines(contract=contract, lines=lines, by=request.user, at=timezone.now())
    except signing.BadSignature:
        messages.error(request, STALE)
    except IntakeError as error:
        messages.error(request, " ".join(problem.sentence for problem in error.problems[:5]))
    else:
        added = plural(told.contracts, "contrat ajouté,contrats ajoutés")
        messages.success(request, f"{added}, {plural(told.changed, 'continué,continués')}.")
        return redirect("plie:clause-contracts", contract.key)
    return redirect("plie:clause-import", contract.key)
