"""The TFPB abatement: the page of a year, one line, its form, the workbook in and out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.exchange.indexing import index_contract, index_told, shown_by
from faubourg.intake.problems import IntakeError
from faubourg.reports.tfpb import line_sheet, model_sheets
from faubourg.ui.typography import plural
from faubourg.urban.choices import TOLERANCE_WORDS, Category
from faubourg.urban.models import TfpbLine
from faubourg.urban.operations import REFUSED, LineChangedError, remove_line, write_line, write_lines
from faubourg.urban.permissions import Landlords, landlords_of
from faubourg.urban.queries import lacks, lines_of
from faubourg.urban.reading import read_lines
from faubourg.web.shell import contract_view
from faubourg.web.urban.board import SERIES, board_of
from faubourg.web.urban.forms import LineForm, WorkbookForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Problems of a workbook that the page lists; the others are counted.
LISTED = 100


@contract_view
def page(request, contract):
    """The figures of a year, by landlord, neighbourhood and category, then its lines."""
    shown = {
        "board": board_of(contract, request.GET),
        "series": SERIES,
        "tolerance": TOLERANCE_WORDS,
        "can_write": bool(landlords_of(request.user, contract)),
    }
    return render(request, "urban/page.html", shown)


@contract_view
def export(request, contract, ending):
    """The lines as filtered, to download; the workbook can be imported again."""
    if ending not in ("xlsx", "csv"):
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    sheet = line_sheet(board_of(contract, request.GET).lines)
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title="Abattement de TFPB")
    return _attached(content, f"{contract.key}-tfpb.{ending}", XLSX if ending == "xlsx" else "text/csv; charset=utf-8")


@contract_view
def model(request, contract):
    """The empty workbook to fill."""
    content = write_xlsx(model_sheets(contract), title="Abattement de TFPB : modèle")
    return _attached(content, f"{contract.key}-tfpb-modele.xlsx", XLSX)


@contract_view
def take(request, contract):
    """Import a workbook: all of its lines, or none."""
    writable = _writable(request, contract)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    problems = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = read_lines(file.read(), file.name, contract=contract, writable=writable)
            with transaction.atomic():
                added, known = write_lines(contract=contract, rows=rows, by=request.user, at=timezone.now())
                index_contract(contract)
        except IntakeError as error:
            problems = [problem.sentence for problem in error.problems]
        except ValidationError as error:
            problems = error.messages
        else:
            said = plural(added, "ligne ajoutée,lignes ajoutées")
            messages.success(request, f"{said}, {plural(known, 'déjà là et mise à jour,déjà là et mises à jour')}.")
            return redirect("urban:page", contract.key)
    shown = {"form": form, "problems": problems[:LISTED], "more": max(len(problems) - LISTED, 0)}
    return render(request, "urban/import.html", shown | {"problem_count": len(problems)})


@contract_view
def add(request, contract):
    """A new line."""
    writable = _writable(request, contract)
    form = LineForm(request.POST or None, contract=contract, writable=writable)
    if request.method == "POST" and form.is_valid() and (made := _written(request, contract, None, form)):
        messages.success(request, "Ligne ajoutée.")
        return redirect("urban:line", contract.key, made.pk)
    return render(request, "urban/form.html", {"form": form, "row": None})


@contract_view
def line(request, contract, pk):
    """One line: its amounts, its total against the sum, what it lacks."""
    row = _line(contract, pk)
    real, planned = row.amounts("real"), row.amounts("planned")
    shown = {
        "row": row,
        "amounts": [(label, planned.get(code), real.get(code)) for code, label in Category.choices],
        "lacks": lacks(row),
        "tolerance": TOLERANCE_WORDS,
        "can_write": row.landlord_id in landlords_of(request.user, contract),
    }
    return render(request, "urban/line.html", shown)


@contract_view
def edit(request, contract, pk):
    """What a line says."""
    row = _line(contract, pk)
    writable = _writable(request, contract, row)
    form = LineForm(request.POST or None, contract=contract, writable=writable, row=row)
    if request.method == "POST" and form.is_valid() and _written(request, contract, row, form):
        messages.success(request, "Ligne enregistrée.")
        return redirect("urban:line", contract.key, row.pk)
    return render(request, "urban/form.html", {"form": form, "row": row})


@contract_view
def remove(request, contract, pk):
    """Remove a line, once confirmed."""
    row = _line(contract, pk)
    _writable(request, contract, row)
    if request.method == "POST":
        with transaction.atomic():
            told = shown_by(row)
            remove_line(line=row, by=request.user, at=timezone.now())
            index_told(contract, told)
        messages.success(request, "Ligne retirée.")
        return redirect("urban:page", contract.key)
    return render(request, "urban/remove.html", {"row": row})


def _line(contract, pk: int) -> TfpbLine:
    return get_object_or_404(lines_of(contract), pk=pk)


def _writable(request, contract, row: TfpbLine | None = None) -> Landlords:
    found = landlords_of(request.user, contract)
    if not found or (row is not None and row.landlord_id not in found):
        raise PermissionDenied(REFUSED)
    return found


def _written(request, contract, row: TfpbLine | None, form: LineForm) -> TfpbLine | None:
    """The line that was written; None when the form now says why not."""
    facts = {"contract": contract, "line": row, "values": form.values(), "digest": form.cleaned_data["digest"]}
    try:
        with transaction.atomic():
            written = write_line(**facts, by=request.user, at=timezone.now())
            index_told(contract, shown_by(written))
            return written
    except LineChangedError as error:
        form.tell_change(_line(contract, row.pk), error.present)
    except ValidationError as error:
        form.add_error(None, error)
    return None


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
