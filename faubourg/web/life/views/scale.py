"""« Échelle d'avancement » of a contract."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts import operations_scale
from faubourg.contracts.choices import DEFAULT_SCALE
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.web.life.forms import StateForm
from faubourg.web.life.showing import kind_of, tabs_of
from faubourg.web.shell import contract_view


def _check_edits(request: HttpRequest, contract: Contract) -> None:
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied("L’échelle d’avancement se règle avec la ou le chef·fe de projet.")


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The states in order; POST adds one."""
    if request.method == "POST":
        _check_edits(request, contract)
    form = StateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"contract": contract, "user": request.user, "at": timezone.now()}
        try:
            state = operations_scale.add_state(values=form.cleaned_data, **facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"État « {state} » ajouté.")
            return redirect("life:scale", contract.key)
    uses = Count("statuses", distinct=True) + Count("reviews", distinct=True)
    states = contract.status_scale.annotate(uses=uses).order_by("position", "pk")
    context = {
        "states": [{"state": state, "kind": kind_of(state)} for state in states],
        "offered": [label for _, label, _, _ in DEFAULT_SCALE],
        "form": form,
        "tabs": tabs_of(contract, "life:scale"),
    }
    return render(request, "life/scale.html", context)


@contract_view
@require_POST
def default(request: HttpRequest, contract: Contract) -> HttpResponse:
    """Take the default scale."""
    try:
        operations_scale.take_default_scale(contract=contract, user=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "L’échelle proposée est reprise : changez-la comme il vous convient.")
    return redirect("life:scale", contract.key)


@contract_view
def state(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Rename a state, or say otherwise what it means."""
    _check_edits(request, contract)
    found = get_object_or_404(contract.status_scale, pk=pk)
    form = StateForm(request.POST or None, initial=StateForm.of(found))
    if request.method == "POST" and form.is_valid():
        facts = {"contract": contract, "state": found, "user": request.user, "at": timezone.now()}
        try:
            operations_scale.change_state(values=form.cleaned_data, **facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "État enregistré.")
            return redirect("life:scale", contract.key)
    return render(request, "life/state.html", {"form": form, "state": found})


@contract_view
@require_POST
def move(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Put a state one place up or down."""
    found = get_object_or_404(contract.status_scale, pk=pk)
    step = -1 if request.POST.get("sens") == "haut" else 1
    operations_scale.move_state(contract=contract, state=found, step=step, user=request.user, at=timezone.now())
    return redirect("life:scale", contract.key)


@contract_view
@require_POST
def remove(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Take a state off the scale, unless something bears it."""
    found = get_object_or_404(contract.status_scale, pk=pk)
    try:
        operations_scale.remove_state(contract=contract, state=found, user=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"État « {found.label} » retiré.")
    return redirect("life:scale", contract.key)
