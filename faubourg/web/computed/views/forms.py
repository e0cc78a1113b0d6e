"""Making, changing and removing a computed indicator: through the doors of the contract's records."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.exchange.editing import record_of
from faubourg.exchange.rows_editing import add_record, remove_record
from faubourg.exchange.schema.computed import COMPUTATIONS
from faubourg.indicators.computed.choices import ROLES, ComputationKind, InputRole
from faubourg.indicators.computed.models import Computation
from faubourg.intake.problems import IntakeError
from faubourg.web.computed.views.results import may_write
from faubourg.web.forms.part import PartForm
from faubourg.web.forms.record import NewRecordForm
from faubourg.web.forms.saving import save_part
from faubourg.web.shell import contract_view

REFUSED = "Les indicateurs calculés se tiennent avec la ou le chef·fe de projet."
_NAMES = tuple(name for name in COMPUTATIONS.by_name if name not in ("key", "line", "confidence"))


#: The ladder is typed as contract files write it.
STEPS = "Des paires de nombres, une par ligne : - [40, 8] puis - [50, 9] ; rien n’est inventé entre deux lignes."


def _guides() -> list[tuple[str, str]]:
    """Of each kind, the inputs that it asks for."""
    found = []
    for kind, (needed, allowed) in ROLES.items():
        words = [InputRole(role).label for role in needed] + [
            f"{InputRole(role).label} (au besoin)" for role in allowed
        ]
        found.append((ComputationKind(kind).label, ", ".join(words)))
    return found


def _allowed(request: HttpRequest, contract: Contract) -> None:
    if not may_write(request.user, contract):
        raise PermissionDenied(REFUSED)


@contract_view
def add(request: HttpRequest, contract: Contract) -> HttpResponse:
    """A new computed indicator."""
    _allowed(request, contract)
    form = NewRecordForm(request.POST or None, section=COMPUTATIONS, contract=contract)
    for name in ("line", "confidence"):
        del form.fields[name]
    form.fields["steps"].help_text = STEPS
    if request.method == "POST" and form.is_valid():
        try:
            facts = {"contract": contract, "section": COMPUTATIONS, "user": request.user, "at": timezone.now()}
            row = add_record(values=form.values(), **facts)
        except IntakeError as error:
            form.take(error)
        else:
            messages.success(request, "Indicateur calculé ajouté.")
            return redirect(row)
    return render(request, "computed/form.html", {"form": form, "one": None, "guides": _guides()})


@contract_view
def edit(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """What is computed, and from what."""
    row = get_object_or_404(Computation.objects.of(contract).select_related("contract"), key=key)
    _allowed(request, contract)
    record = record_of(contract=contract, section=COMPUTATIONS, row=row)
    facts = {"section": COMPUTATIONS, "contract": contract, "record": record, "names": _NAMES, "shown": _NAMES}
    form = PartForm(request.POST or None, **facts)
    form.fields["steps"].help_text = STEPS
    if request.method == "POST" and form.is_valid():
        changes = save_part(form, contract=contract, row=row, user=request.user, at=timezone.now())
        if changes is not None:
            messages.success(request, "Indicateur calculé enregistré." if changes else "Rien n’a changé.")
            return redirect(row)
    return render(request, "computed/form.html", {"form": form, "one": row, "guides": _guides()})


@contract_view
def remove(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Remove it, once confirmed; refused while another computation reads it."""
    row = get_object_or_404(Computation.objects.of(contract).select_related("contract"), key=key)
    _allowed(request, contract)
    problems = []
    if request.method == "POST":
        try:
            facts = {"contract": contract, "section": COMPUTATIONS, "user": request.user, "at": timezone.now()}
            remove_record(row=row, **facts)
        except IntakeError as error:
            problems = [problem.sentence for problem in error.problems]
        else:
            messages.success(request, "Indicateur calculé retiré.")
            return redirect("computed:page", contract.key)
    return render(request, "computed/remove.html", {"one": row, "problems": problems})
