"""The printed series beside ours, what is typed from a document, and the texts of the report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faubourg.pathways.models import PublishedValue
from faubourg.pathways.operations.reporting import write_published, write_texts
from faubourg.pathways.queries.counts import counted_years, texts_of
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.series import printed_series
from faubourg.pathways.queries.yearly import table_of
from faubourg.pathways.reporting import ReportTable
from faubourg.reports.plie.counted import counted_of
from faubourg.web.plie.doors import LEAD, plie_view
from faubourg.web.plie.forms.figures import PublishedForm, TextsForm
from faubourg.web.plie.periods import Period, period_of

AGREES = ("", "égal")


def _crumbs(contract, *more) -> list[tuple[str, str]]:
    return [("Chiffres", reverse("plie:numbers", args=[contract.key])), *more]


def _series(contract) -> tuple[str, str]:
    return "Séries publiées", reverse("plie:series", args=[contract.key])


def _period(request, contract) -> Period:
    """The year asked; those that the records tell and those that a document prints are offered."""
    printed = {row.year for rows in printed_series(contract).values() for row in rows}
    return period_of(request, {*counted_years(contract, timezone.localdate()), *printed})


@plie_view(LEAD)
def page(request, contract):
    """Each table of the report: published years, the year computed, and its gaps named; masked as the report is."""
    period = _period(request, contract)
    counted = counted_of(contract, period.year, most=1)
    typed = list(PublishedValue.objects.of(contract))
    tables = [
        {"table": table, "gaps": _gaps(table), "is_open": table.code in ReportTable.values,
         "printed": any(row.printed for row in table.rows)}
        for table in counted.tables.values()
    ]  # fmt: skip
    shown = {
        "period": period,
        "tables": tables,
        "gaps": sum(one["gaps"] for one in tables),
        "typed": typed,
        "from_records": counted.from_records,
        "crumbs": _crumbs(contract),
    }
    return render(request, "plie/series.html", shown)


def _gaps(table) -> int:
    return sum(row.gap not in AGREES for row in table.rows) + bool(table.contradiction)


@plie_view(LEAD)
def enter(request, contract, table):
    """The figures that a document prints for a year of one table."""
    if table not in ReportTable.values:
        raise Http404("Ce tableau n’existe pas.")
    period = _period(request, contract)
    shape = table_of(contract, Cut.of_year(period.year), table)
    if shape is None:
        raise Http404("Ce tableau se donne tel qu’il est imprimé.")
    rows = PublishedValue.objects.of(contract).filter(report_table=table, year=period.year)
    labels = shape.labels
    subject = (labels, {row.label: row.value for row in rows}, next((row.page for row in rows), ""))
    sent = request.POST if request.method == "POST" else None
    form = PublishedForm(sent, subject=subject, contract=contract, user=request.user)
    if sent is not None and form.is_valid():
        try:
            write_published(
                contract=contract, table=table, year=period.year, values=form.told, page=form.cleaned_data["page"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Valeurs publiées enregistrées.")
            return redirect(f"{_series(contract)[1]}?annee={period.year}")
    shown = {"form": form, "period": period, "title": shape.title, "back": _series(contract)[1],
             "crumbs": _crumbs(contract, _series(contract))}  # fmt: skip
    return render(request, "plie/series_enter.html", shown)


@plie_view(LEAD)
def texts(request, contract):
    """The written sections of the report of a year."""
    period = _period(request, contract)
    sent = request.POST if request.method == "POST" else None
    form = TextsForm(sent, subject=texts_of(contract, period.year), contract=contract, user=request.user)
    if sent is not None and form.is_valid():
        write_texts(contract=contract, year=period.year, texts=form.told, by=request.user, at=timezone.now())
        messages.success(request, f"Textes du rapport {period.year} enregistrés.")
        return redirect(f"{reverse('plie:texts', args=[contract.key])}?annee={period.year}")
    shown = {"form": form, "period": period, "crumbs": _crumbs(contract)}
    return render(request, "plie/texts.html", shown)
