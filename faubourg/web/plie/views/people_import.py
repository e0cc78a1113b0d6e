"""A workbook of participants: read, rehearsed and shown before anything is written; taken whole or not at all."""

from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.operations.people_import import Imported, import_people, rehearse
from faubourg.pathways.people_reading import Book, read_book, read_sheets
from faubourg.ui.typography import plural
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.keeping import LISTED, packed, unpacked
from faubourg.web.plie.people_model import model_sheets
from faubourg.web.plie.periods import download
from faubourg.web.plie.views.taking import Taking
from faubourg.web.plie.views.taking import take as take_file


@plie_view(LEAD)
def model(request, contract):
    """The empty workbook: its sheets, the words of the lists, what each column may hold."""
    return download(model_sheets(contract), "xlsx", "participants-modele", "Participants")


@plie_view(LEAD)
def take(request, contract):
    """Send a file, read its preview, confirm."""

    def preview(data) -> dict:
        sheets = read_sheets(data["file"].read(), data["file"].name)
        book = read_book(sheets, contract)
        told = rehearse(contract=contract, book=book, by=request.user, at=timezone.now())
        return {
            "content": packed(sheets.values()),
            "told": told,
            "lines": book.people[:LISTED],
            "hidden": max(len(book.people) - LISTED, 0),
            "alike": _alike(book, told)[:LISTED],
        }

    def written(content) -> str:
        book = read_book(unpacked(content), contract)
        told = import_people(contract=contract, book=book, by=request.user, at=timezone.now())
        people = plural(told.people, "dossier ouvert,dossiers ouverts")
        return f"{people}, {plural(told.steps, 'étape ajoutée,étapes ajoutées')}."

    file = Taking("participants", "plie/people_import.html", "plie:people", preview, written)
    return take_file(request, contract, file, [("Participants", reverse("plie:people", args=[contract.key]))])


def _alike(book: Book, told: Imported) -> list:
    """(line, files that look alike) pairs."""
    lines = {line.cells.number: line for line in book.people}
    return [(lines[number], files) for number, files in told.alike]
