"""« Transmissions »: legal bases, lists that went out, and the one that the Département reads."""

import io
import zipfile
from datetime import date

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from faubourg.documents.sheets import write_csv, write_xlsx
from faubourg.pathways.models import Agent, LegalBasis, Release
from faubourg.pathways.operations.outgoing import OUTSIDE, send_list
from faubourg.pathways.operations.people import log_readings
from faubourg.pathways.outgoing import OutgoingField, words_of
from faubourg.pathways.queries.counts import counted_years
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.outgoing import fields_of_rows, participations, rows_of
from faubourg.ui.typography import day
from faubourg.web.plie.acts.outgoing import ACCESS, ADD, CHANGE, END
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.forms.outgoing import SendForm
from faubourg.web.plie.periods import CONTENT_TYPES, period_of
from faubourg.web.plie.views.acting import perform

OUTSIDERS = frozenset(OUTSIDE)
A_PAGE = 50


@plie_view(LEAD)
def page(request, contract):
    """What may go out, and what did: never the rows."""
    today = timezone.localdate()
    bases = [(row, row.stands_on(today), words_of(row.fields)) for row in LegalBasis.objects.of(contract)]
    rows = Release.objects.of(contract).select_related("legal_basis", "by")
    found = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    agents = Agent.objects.of(contract).on(today).filter(role__in=OUTSIDE)
    shown = {
        "bases": bases,
        "page": found,
        "releases": [(row, words_of(row.fields)) for row in found.object_list],
        "agents": agents.select_related("user", "legal_basis").order_by("role", "pk"),
    }
    return render(request, "plie/outgoing.html", shown)


def _around(contract) -> dict:
    back = reverse("plie:outgoing", args=[contract.key])
    return {"back": back, "crumbs": [("Transmissions", back)]}


@plie_view(LEAD)
def basis_add(request, contract):
    """A new legal basis."""
    return perform(request, ADD, contract, **_around(contract))


@plie_view(LEAD)
def basis_change(request, contract, pk):
    """Its recipient, text, purpose, fields, dates."""
    return perform(request, CHANGE, get_object_or_404(LegalBasis.objects.of(contract), pk=pk), **_around(contract))


@plie_view(LEAD)
def basis_end(request, contract, pk):
    """Its last day."""
    row = get_object_or_404(LegalBasis.objects.of(contract), pk=pk)
    return perform(request, END, row, **_around(contract), beside={"kind": row.recipient})


@plie_view(LEAD)
def access(request, contract, pk):
    """Under which legal basis the Département or the FSE cell reads rows."""
    agents = Agent.objects.of(contract).filter(role__in=OUTSIDE).select_related("user", "contract")
    row = get_object_or_404(agents, pk=pk)
    return perform(request, ACCESS, row, **_around(contract), beside={"kind": str(row)})


@plie_view(LEAD)
def send(request, contract):
    """Make a list: the file, or the form with the sentence of what is refused."""
    sent = request.POST if request.method == "POST" else None
    form = SendForm(
        sent, subject=contract, contract=contract, user=request.user,
        initial={"legal_basis": request.GET.get("base", "")[:9].replace("\0", "")},
    )  # fmt: skip
    if sent is not None and form.is_valid():
        data = form.cleaned_data
        try:
            sheets = send_list(
                contract=contract, kind=data["kind"], year=data["year"], fields=data["asked"],
                legal_basis=data["legal_basis"], by=request.user, at=timezone.now(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _file(sheets, data["ending"], f"{contract.key}-{data['kind']}-{data['year']}")
    return render(request, "plie/send.html", {"form": form, **_around(contract)})


def _file(sheets, ending: str, name: str) -> HttpResponse:
    """A workbook, or a ZIP of one CSV a sheet: a CSV has no place for what allows it."""
    if ending == "csv":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for rank, sheet in enumerate(sheets, start=1):
                archive.writestr(f"{rank:02d}-{slugify(sheet.name)}.csv", write_csv(sheet))
        content, kind, ending = out.getvalue(), "application/zip", "zip"
    else:
        content, kind = write_xlsx(sheets, title=sheets[0].rows[0][1]), CONTENT_TYPES["xlsx"]
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


@plie_view(OUTSIDERS)
def shared(request, contract):
    """The rows that the Département reads, under its legal basis and with its fields only; the readings are noted."""
    bases = [agent.legal_basis for agent in request.agents if agent.role in OUTSIDERS and agent.is_founded]
    basis = next((one for one in bases if fields_of_rows(one.fields)), None)
    period = period_of(request, counted_years(contract, timezone.localdate()))
    shown = {"basis": basis, "period": period}
    if basis is not None:
        fields = fields_of_rows(basis.fields)
        rows = participations(contract, Cut.of_year(period.year))
        found = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
        here = rows.filter(pk__in=[row.pk for row in found.object_list])
        log_readings(
            participants=[row.participant_id for row in found.object_list], page="Liste sous base légale",
            by=request.user, at=timezone.now(),
        )  # fmt: skip
        titles = [str(OutgoingField(name).label) for name in fields]
        shown |= {"titles": titles, "lines": [_told(titles, row) for row in rows_of(here, fields)],
                  "page": found}  # fmt: skip
    return render(request, "plie/shared.html", shown)


def _told(titles: list[str], row: tuple) -> list[tuple[str, str]]:
    """The values of a row under their titles; nothing where nothing is said."""
    words = ["" if value is None else day(value) if isinstance(value, date) else str(value) for value in row]
    return list(zip(titles, words, strict=True))
