"""A workbook of participants: read, rehearsed and shown before anything is written; taken whole or not at all."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.intake.problems import IntakeError
from faubourg.pathways.operations.people_import import Imported, import_people, rehearse
from faubourg.pathways.people_reading import Book, read_book, read_sheets
from faubourg.ui.typography import plural
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.forms.files import WorkbookForm
from faubourg.web.plie.keeping import LISTED, STALE, TOO_LONG, keep, kept, listed_problems, packed, unpacked
from faubourg.web.plie.people_model import model_sheets
from faubourg.web.plie.periods import download

WHAT = "participants"


@plie_view(LEAD)
def model(request, contract):
    """The empty workbook: its sheets, the words of the lists, what each column may hold."""
    return download(model_sheets(contract), "xlsx", "participants-modele", "Participants")


@plie_view(LEAD)
def take(request, contract):
    """Send a file, read its preview, confirm."""
    if request.method == "POST" and "kept" in request.POST:
        return _apply(request, contract)
    form, shown = WorkbookForm(request.POST or None, request.FILES or None), listed_problems([])
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            shown |= _preview(request, contract, read_sheets(file.read(), file.name))
        except IntakeError as error:
            shown = listed_problems(error.problems)
    crumbs = [("Participants", reverse("plie:people", args=[contract.key]))]
    return render(request, "plie/people_import.html", shown | {"form": form, "crumbs": crumbs})


def _preview(request, contract, sheets) -> dict:
    book = read_book(sheets, contract)
    told = rehearse(contract=contract, book=book, by=request.user, at=timezone.now())
    found = keep(request, contract, WHAT, packed(sheets.values()))
    if found is None:
        return listed_problems([TOO_LONG])
    return {
        "kept": found,
        "told": told,
        "lines": book.people[:LISTED],
        "hidden": max(len(book.people) - LISTED, 0),
        "alike": _alike(book, told)[:LISTED],
    }


def _alike(book: Book, told: Imported) -> list:
    """(line, files that look alike) pairs."""
    lines = {line.cells.number: line for line in book.people}
    return [(lines[number], files) for number, files in told.alike]


def _apply(request, contract):
    try:
        book = read_book(unpacked(kept(request, contract, WHAT)), contract)
        told = import_people(contract=contract, book=book, by=request.user, at=timezone.now())
    except signing.BadSignature:
        messages.error(request, STALE)
    except IntakeError as error:
        messages.error(request, " ".join(problem.sentence for problem in error.problems[:5]))
    else:
        people = plural(told.people, "dossier ouvert,dossiers ouverts")
        messages.success(request, f"{people}, {plural(told.steps, 'étape ajoutée,étapes ajoutées')}.")
        return redirect("plie:people", contract.key)
    return redirect("plie:people-import", contract.key)
