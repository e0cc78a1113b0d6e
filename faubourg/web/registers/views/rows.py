"""One row of a register: read, added, changed, removed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render

from faubourg.registers.models import RegisterRow
from faubourg.registers.operations.rows import REFUSED, RowChangedError
from faubourg.registers.permissions import Holders, holders_of
from faubourg.web.registers.acts import register_at, row_at, save_row, take_row_away
from faubourg.web.registers.board import sentences
from faubourg.web.registers.forms import RowForm
from faubourg.web.shell import contract_view


@contract_view
def row(request, contract, key, pk):
    """What a row says."""
    found = row_at(register_at(contract, key), pk)
    shown = {"row": found, "register": found.register, "facts": sentences(found)}
    shown["can_write"] = found.organisation_id in holders_of(request.user, contract)
    return render(request, "registers/row.html", shown)


@contract_view
def add(request, contract, key):
    """A new row, in a form made from the columns."""
    register = register_at(contract, key)
    holders = _holders(request, contract)
    form = RowForm(request.POST or None, register=register, holders=holders)
    if request.method == "POST" and form.is_valid() and (made := _saved(request, form)):
        messages.success(request, "Ligne ajoutée.")
        return redirect(made)
    return render(request, "registers/row_form.html", {"form": form, "register": register, "row": None})


@contract_view
def edit(request, contract, key, pk):
    """What a row says, to change."""
    found = row_at(register_at(contract, key), pk)
    holders = _holders(request, contract, found)
    form = RowForm(request.POST or None, register=found.register, holders=holders, row=found)
    if request.method == "POST" and form.is_valid() and _saved(request, form):
        messages.success(request, "Ligne modifiée.")
        return redirect(found)
    return render(request, "registers/row_form.html", {"form": form, "register": found.register, "row": found})


@contract_view
def remove(request, contract, key, pk):
    """Remove a row, once confirmed."""
    found = row_at(register_at(contract, key), pk)
    _holders(request, contract, found)
    if request.method == "POST":
        take_row_away(found, by=request.user)
        messages.success(request, "Ligne retirée.")
        return redirect(found.register)
    return render(request, "registers/row_remove.html", {"row": found, "register": found.register})


def _holders(request, contract, found: RegisterRow | None = None) -> Holders:
    holders = holders_of(request.user, contract)
    if not holders or (found is not None and found.organisation_id not in holders):
        raise PermissionDenied(REFUSED)
    return holders


def _saved(request, form: RowForm) -> RegisterRow | None:
    """The row that was written; None when the form now says why not."""
    try:
        return save_row(form.register, form.draft(), by=request.user)
    except RowChangedError as error:
        form.tell_change(row_at(form.register, form.row.pk), error.present)
    except ValidationError as error:
        form.tell(error)
    return None
