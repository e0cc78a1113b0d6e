"""Framework documents: the list, what is followed of each; and the deposit windows of schemes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.exchange.editing import record_of
from faubourg.exchange.rows_editing import add_record
from faubourg.exchange.schema.plan import SCHEMES
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.reports.deadlines.alerts import FrameworkAlert
from faubourg.reports.deadlines.frameworks import framework_register, framework_sheet
from faubourg.web.deadlines.files import sheet_response
from faubourg.web.deadlines.forms import FrameworkForm, NewFrameworkForm, WindowsForm
from faubourg.web.deadlines.views.saving import check_edits
from faubourg.web.forms.saving import save_part
from faubourg.web.shell import contract_view

FOCUS_CHOICES = [("oui", "avec un volet quartiers"), ("non", "sans volet quartiers"), ("inconnu", "à vérifier")]


@contract_view
def framework_list(request, contract):
    """The framework documents, filtered and sorted."""
    register = framework_register(contract, request.GET, today=timezone.localdate())
    context = {
        "register": register,
        "asked": {name: request.GET.get(name, "") for name in ("q", "porteur", "volet", "alerte")},
        "holders": [(row.key, row.name) for row in register.holders],
        "focuses": FOCUS_CHOICES,
        "alerts": FrameworkAlert.choices,
        "alert_counts": [(kind, label, register.counts[kind]) for kind, label in FrameworkAlert.choices],
    }
    return render(request, "deadlines/frameworks.html", context)


@contract_view
def frameworks_file(request, contract, ending):
    """The list as filtered, to download."""
    register = framework_register(contract, request.GET, today=timezone.localdate())
    return sheet_response(framework_sheet(contract, register.lines), ending, f"{contract.key}-cadres")


@contract_view
def add(request, contract):
    """A framework document that the contract does not list yet."""
    check_edits(request, contract)
    form = NewFrameworkForm(request.POST or None, contract=contract)
    if request.method == "POST" and form.is_valid():
        try:
            add_record(contract=contract, section=SCHEMES, values=form.values(), user=request.user, at=timezone.now())
        except IntakeError as error:
            form.take(error)
        else:
            messages.success(request, "Cadre stratégique ajouté.")
            return redirect("deadlines:frameworks", contract.key)
    return render(request, "deadlines/framework_add.html", {"form": form})


@contract_view
def edit(request, contract, key):
    """The period of a framework document and its part on the priority neighbourhoods."""
    return _change(request, contract, key, FrameworkForm, "deadlines/framework_edit.html", "Cadre enregistré.")


@contract_view
def windows(request, contract, key):
    """When files can be handed in for a scheme."""
    return _change(request, contract, key, WindowsForm, "deadlines/windows.html", "Fenêtres de dépôt enregistrées.")


def _change(request, contract, key: str, made_by, template: str, said: str):
    check_edits(request, contract)
    row = get_object_or_404(contract.schemes, key=key)
    record = record_of(contract=contract, section=SCHEMES, row=row)
    form = made_by(request.POST or None, contract=contract, record=record)
    if request.method == "POST" and form.is_valid():
        changes = save_part(form, contract=contract, row=row, user=request.user, at=timezone.now())
        if changes is not None:
            messages.success(request, said if changes else "Rien n’a changé.")
            return redirect("actors:scheme", contract.key, row.key)
    last = Entry.objects.about(row).first() if form.clashes else None
    return render(request, template, {"form": form, "row": row, "last": last})
