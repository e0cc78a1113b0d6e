"""The files of a report, and what changed since it was frozen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.documents.blocks import DocumentError
from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.reports.annual.changes import changes_since
from faubourg.reports.annual.compose import compose
from faubourg.reports.annual.files import ENDINGS, made_file
from faubourg.reports.annual.operations.freezing import is_intact
from faubourg.ui.typography import nbsp
from faubourg.web.publications.showing import changes_sheet
from faubourg.web.publications.views.asked import report_of
from faubourg.web.shell import contract_view

ALTERED = nbsp(
    "Ce fichier n’est plus celui qui a été figé : son empreinte a changé, il n’est pas donné. Demandez à "
    "l’administration de l’instance d’en remettre une copie sûre."
)


@contract_view
def download(request, contract, pk, ending):
    """The report as a file: the one that was kept once frozen, else the draft as it is today."""
    report = report_of(contract, pk)
    if ending not in ENDINGS:
        raise Http404("Le rapport se télécharge en pdf, docx, xlsx ou json.")
    name = f"{contract.key}-rapport-annuel-{report.year}-{report.edition}.{ending}"
    if report.is_frozen:
        kept = report.files.filter(ending=ending).first()
        if kept is None or not kept.file.storage.exists(kept.file.name):
            raise Http404("Ce fichier n’est plus là.")
        if not is_intact(kept):
            messages.error(request, ALTERED)
            return redirect(report)
        with kept.file.open("rb") as file:
            return _attached(file.read(), name, ENDINGS[ending])
    try:
        content = made_file(compose(contract, report.year, report=report, today=timezone.localdate()), ending)
    except DocumentError as error:
        messages.error(request, str(error))
        return redirect(report)
    return _attached(content, name, ENDINGS[ending])


@contract_view
def changes(request, contract, pk):
    """Each figure that would be printed otherwise today."""
    report = report_of(contract, pk)
    found = changes_since(report, today=timezone.localdate()) if report.is_frozen else None
    return render(request, "publications/changes.html", {"report": report, "found": found})


@contract_view
def export(request, contract, pk, ending):
    """The same as a list to download."""
    report = report_of(contract, pk)
    if ending not in ("xlsx", "csv"):
        raise Http404("Cette liste se télécharge en xlsx ou en csv.")
    rows = changes_since(report, today=timezone.localdate()).changes if report.is_frozen else []
    sheet = changes_sheet(rows)
    content = write_csv(sheet) if ending == "csv" else write_xlsx([sheet], title=f"{report} : ce qui a changé")
    kind = "text/csv; charset=utf-8" if ending == "csv" else ENDINGS["xlsx"]
    return _attached(content, f"{contract.key}-rapport-{report.year}-changements.{ending}", kind)


def _attached(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
