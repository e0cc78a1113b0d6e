"""The reports of a contract, one report and its texts, the easy-to-read page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.contracts.permissions import can
from faubourg.reports.annual.easy import easy_of
from faubourg.reports.annual.operations.writing import TextChangedError, open_report, say_dsu, write_text
from faubourg.reports.choices import ASKED, Content
from faubourg.reports.models import AnnualReport
from faubourg.territories.models import TerritoryKind
from faubourg.web.publications.forms import DsuForm, OpenForm, TextForm
from faubourg.web.publications.showing import report_page
from faubourg.web.publications.views.asked import must_publish, report_of, tell
from faubourg.web.shell import contract_view


@contract_view
def listed(request, contract):
    """Every report of the contract, the newest year first."""
    today = timezone.localdate()
    rows = [(row, row.is_late(today)) for row in AnnualReport.objects.of(contract).order_by("-year", "-edition")]
    shown = {"rows": rows, "can_publish": can(request.user, Verb.PUBLISH, contract)}
    return render(request, "publications/list.html", shown)


@contract_view
def add(request, contract):
    """Open the report of a year, or a new edition of it."""
    must_publish(request, contract)
    year = request.GET.get("annee", "")
    initial = {"year": int(year) if year.isdecimal() and len(year) == 4 else timezone.localdate().year - 1}
    form = OpenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_report(contract=contract, **form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, f"{made} ouvert.")
            return redirect(made)
    return render(request, "publications/add.html", {"form": form})


@contract_view
def page(request, contract, pk):
    """One report: where it stands, its seven parts, its opinions, its files."""
    return render(request, "publications/report.html", report_page(report_of(contract, pk), request.user))


@contract_view
def text(request, contract, pk, content):
    """The text of one of the seven parts."""
    report = report_of(contract, pk)
    must_publish(request, contract)
    if content not in Content.values:
        raise Http404("Cette partie n’existe pas.")
    row, present = report.texts.filter(content=content).first(), None
    form = TextForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        facts = {"report": report, "content": content, "by": request.user, "at": timezone.now()}
        try:
            write_text(**form.cleaned_data, **facts)
        except TextChangedError as error:
            present = error.present
            form.tell_change(present)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Texte enregistré.")
            return redirect(f"{report.get_absolute_url()}#{content}")
    shown = {"report": report, "form": form, "content": Content(content), "asked": ASKED[content], "present": present}
    return render(request, "publications/text.html", shown)


@contract_view
def dsu(request, contract, pk, territory):
    """The DSU of one commune."""
    report = report_of(contract, pk)
    must_publish(request, contract)
    commune = get_object_or_404(contract.territories.filter(kind=TerritoryKind.COMMUNE), key=territory)
    form = DsuForm(request.POST or None, row=report.dsu.filter(territory=commune).first())
    if request.method == "POST" and form.is_valid():
        facts = {"report": report, "territory": commune, "by": request.user, "at": timezone.now()}
        try:
            say_dsu(values=form.cleaned_data, **facts)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "DSU enregistrée.")
            return redirect(f"{report.get_absolute_url()}#dsu")
    return render(request, "publications/dsu.html", {"report": report, "form": form, "commune": commune})


@contract_view
def easy(request, contract):
    """The contract told to residents: plain words, large figures, each explained."""
    asked = request.GET.get("quartier", "")
    return render(request, "publications/easy.html", easy_of(contract, quarter=asked, today=timezone.localdate()))
