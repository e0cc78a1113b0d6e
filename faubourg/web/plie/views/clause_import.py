"""A workbook of clause contracts: read, rehearsed and shown before anything is written; taken whole or not at all."""

from datetime import date, datetime

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.documents.sheets import Sheet, SheetColumn
from faubourg.intake.problems import IntakeError
from faubourg.intake.tables import Row
from faubourg.pathways.clause_reading import COLUMNS, SHEET, read_lines, read_sheet
from faubourg.pathways.operations.clause_import import import_lines, rehearse
from faubourg.ui.typography import plural
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.forms.clauses import WorkbookForm
from faubourg.web.plie.periods import download
from faubourg.web.plie.views.clauses import KEEPERS

#: Problems and lines that the page lists; the others are counted.
LISTED = 100
#: What the form of the preview may carry, under the limit of what a form may send.
LARGEST = 2_000_000
LIFETIME = 3600
STALE = "Cet aperçu n’est plus valable : une heure a passé. Envoyez de nouveau le fichier."
SALT = "plie.clauses"


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
    form, shown = WorkbookForm(request.POST or None, request.FILES or None), {"problems": []}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            shown = _preview(request, contract, read_sheet(file.read(), file.name).rows)
        except IntakeError as error:
            shown = {"problems": [problem.sentence for problem in error.problems]}
    problems = shown["problems"]
    shown |= {"form": form, "problem_count": len(problems), "problems": problems[:LISTED]}
    return render(request, "plie/clauses_import.html", shown | {"more": max(len(problems) - LISTED, 0)})


def _preview(request, contract, rows) -> dict:
    """What the file would do, and its cells signed for the confirmation: the form carries them, nothing is stored."""
    lines = read_lines(rows, contract)
    told = rehearse(contract=contract, lines=lines, by=request.user, at=timezone.now())
    cells = [[row.number, {title: _plain(value) for title, value in row.cells.items()}] for row in rows]
    kept = signing.dumps(cells, salt=_salt(request, contract), compress=True)
    if len(kept) > LARGEST:
        return {"problems": ["Ce fichier a trop de lignes pour un aperçu : coupez-le en plusieurs fichiers."]}
    return {"problems": [], "kept": kept, "told": told, "lines": lines[:LISTED], "hidden": max(len(lines) - LISTED, 0)}


def _plain(value):
    return value.isoformat()[:10] if isinstance(value, date | datetime) else value


def _apply(request, contract):
    try:
        cells = signing.loads(request.POST["kept"], salt=_salt(request, contract), max_age=LIFETIME)
        lines = read_lines([Row(number, found) for number, found in cells], contract)
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


def _salt(request, contract) -> str:
    return f"{SALT}.{contract.pk}.{request.user.pk}"
