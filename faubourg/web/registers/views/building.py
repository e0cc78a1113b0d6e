"""The builder: a register from a ready-made model or from nothing, its columns one by one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.exchange.indexing import index_contract
from faubourg.registers.operations.structure import (
    REFUSED,
    add_column,
    change_column,
    change_register,
    make_register,
    move_column,
    remove_column,
    remove_register,
    values_in,
)
from faubourg.registers.permissions import can_build
from faubourg.registers.starters import BY_KEY
from faubourg.web.registers.acts import column_at, register_at
from faubourg.web.registers.forms import ColumnForm, RegisterForm, tell
from faubourg.web.shell import contract_view


@contract_view
def new(request, contract):
    """A register; `modele` names the ready-made one to start from."""
    _builder(request, contract)
    starter = BY_KEY.get(request.GET.get("modele", ""))
    facts = ("title", "unit", "help_text", "states")
    initial = {name: getattr(starter, name) for name in facts} if starter else {}
    if starter:
        initial["states"] = list(starter.states)
    form = RegisterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = {"values": form.cleaned_data, "columns": starter.columns if starter else ()}
        try:
            made = make_register(contract=contract, **facts, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Registre créé. Voici ses colonnes.")
            return redirect("registers:columns", contract.key, made.key)
    return render(request, "registers/new.html", {"form": form, "starter": starter})


@contract_view
def columns(request, contract, key):
    """The columns of a register, in order."""
    _builder(request, contract)
    register = register_at(contract, key)
    return render(request, "registers/columns.html", {"register": register, "columns": register.column_list})


@contract_view
def change(request, contract, key):
    """What a register is."""
    _builder(request, contract)
    register = register_at(contract, key)
    form = RegisterForm(request.POST or None, instance=register)
    if request.method == "POST" and form.is_valid():
        try:
            change_register(register=register, values=form.cleaned_data, by=request.user, at=timezone.now())
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, "Registre modifié.")
            return redirect(register)
    return render(request, "registers/change.html", {"form": form, "register": register})


@contract_view
def remove(request, contract, key):
    """Remove an empty register, once confirmed."""
    _builder(request, contract)
    register = register_at(contract, key)
    if request.method == "POST":
        try:
            remove_register(register=register, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(register)
        messages.success(request, "Registre retiré.")
        return redirect("registers:page", contract.key)
    return render(request, "registers/remove.html", {"register": register})


@contract_view
def column_add(request, contract, key):
    """A column at the end."""
    _builder(request, contract)
    register = register_at(contract, key)
    form = ColumnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"register": register, "values": form.cleaned_data}
        if _done(request, form, lambda: add_column(**facts, by=request.user, at=timezone.now())):
            return redirect("registers:columns", contract.key, register.key)
    return render(request, "registers/column.html", {"form": form, "register": register, "column": None})


@contract_view
def column_change(request, contract, key, column):
    """What a column is; a change that would lose cells is refused with their names."""
    _builder(request, contract)
    register = register_at(contract, key)
    row = column_at(register, column)
    form = ColumnForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        facts = {"column": row, "values": form.cleaned_data}
        if _done(request, form, lambda: change_column(**facts, by=request.user, at=timezone.now())):
            index_contract(contract)
            return redirect("registers:columns", contract.key, register.key)
    return render(request, "registers/column.html", {"form": form, "register": register, "column": row})


@require_POST
@contract_view
def column_move(request, contract, key, column):
    """One place before or after."""
    _builder(request, contract)
    row = column_at(register_at(contract, key), column)
    move_column(column=row, up=request.POST.get("vers") == "avant", by=request.user, at=timezone.now())
    return redirect("registers:columns", contract.key, key)


@contract_view
def column_remove(request, contract, key, column):
    """Remove a column, once told how many cells go with it."""
    _builder(request, contract)
    row = column_at(register_at(contract, key), column)
    count = values_in(row)
    if request.method == "POST":
        told = request.POST.get("told", "")
        expected = int(told) if told.isdecimal() and len(told) < len("1000000000") else 0
        try:
            remove_column(column=row, expected=expected, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            index_contract(contract)
            messages.success(request, "Colonne retirée.")
        return redirect("registers:columns", contract.key, key)
    return render(request, "registers/column_remove.html", {"column": row, "register": row.register, "count": count})


def _builder(request, contract) -> None:
    if not can_build(request.user, contract):
        raise PermissionDenied(REFUSED)


def _done(request, form, act) -> bool:
    try:
        act()
    except ValidationError as error:
        tell(form, error)
        return False
    messages.success(request, "Colonnes enregistrées.")
    return True
