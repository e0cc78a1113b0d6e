"""The counts of a register: which values they give to an indicator, and the act that puts them there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.contracts.matrix import Verb
from faubourg.indicators.masking import Masker, masker_for
from faubourg.indicators.permissions import can_on_indicator
from faubourg.registers.cells import Lists
from faubourg.registers.counting import tally
from faubourg.registers.operations.counts import (
    CONFLICT,
    NEW,
    REFUSED,
    SAME,
    UPDATED,
    add_count,
    lines_of,
    remove_count,
    report,
)
from faubourg.registers.permissions import can_build
from faubourg.registers.queries import counts_of, indicators_for, rows_of
from faubourg.ui.typography import plural
from faubourg.web.registers.acts import count_at, register_at
from faubourg.web.registers.forms import CountForm, tell
from faubourg.web.shell import contract_view


@contract_view
def counts(request, contract, key):
    """The counts of a register, and the form of a new one."""
    register = register_at(contract, key)
    builds = can_build(request.user, contract)
    form = CountForm(request.POST or None, register=register) if builds else None
    if request.method == "POST":
        if not builds:
            raise PermissionDenied(REFUSED)
        if form.is_valid():
            try:
                made = add_count(register=register, values=form.values(), by=request.user, at=timezone.now())
            except ValidationError as error:
                tell(form, error)
            else:
                return redirect("registers:count", contract.key, key, made.pk)
    shown = {"register": register, "counts": counts_of(register), "form": form}
    return render(request, "registers/counts.html", shown)


@contract_view
def count(request, contract, key, pk):
    """What a count gives year by year, beside what the indicator says; « Reporter » writes it."""
    register = register_at(contract, key)
    rule = count_at(register, pk)
    (indicator,) = indicators_for(contract, [rule])
    can_report = indicator is not None and can_on_indicator(request.user, Verb.ENTER_VALUES, indicator)
    if request.method == "POST":
        if not can_report:
            raise PermissionDenied(REFUSED)
        return _report(request, rule, indicator)
    found = tally(rule, rows_of(register), register.column_list, Lists(contract))
    masker = masker_for(request.user, contract, lineages=[rule.lineage_id])
    years = [(year, _lines(rule, year, parts, masker)) for year, parts in found.years.items()]
    shown = {"register": register, "rule": rule, "indicator": indicator, "years": years, "undated": found.undated}
    shown |= {"can_report": can_report, "can_build": can_build(request.user, contract), "conflict": CONFLICT}
    return render(request, "registers/count.html", shown)


@contract_view
def remove(request, contract, key, pk):
    """Forget a count, once confirmed."""
    if not can_build(request.user, contract):
        raise PermissionDenied(REFUSED)
    rule = count_at(register_at(contract, key), pk)
    if request.method == "POST":
        remove_count(count=rule, by=request.user, at=timezone.now())
        messages.success(request, "Compte retiré. Les valeurs déjà reportées restent.")
        return redirect("registers:counts", contract.key, key)
    return render(request, "registers/count_remove.html", {"rule": rule, "register": rule.register})


def _lines(rule, year: int, parts: list, masker: Masker) -> dict:
    """The lines of a year, and what the indicator says of each as this person may read it."""
    lines = lines_of(rule, year, parts)
    told = [(line, masker.shown(line.observation) if line.observation else "") for line in lines]
    return {"lines": told, "is_reported": {line.state for line in lines} == {SAME}}


def _report(request, rule, indicator):
    year = request.POST.get("annee", "")
    if not (year.isdecimal() and len(year) == len("2024")):
        messages.error(request, "Choisissez l’année à reporter.")
        return redirect(request.path)
    chosen = set(request.POST.getlist("remplacer"))
    facts = {"count": rule, "indicator": indicator, "year": int(year), "replace": chosen}
    try:
        done = report(**facts, by=request.user, at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(request.path)
    written = done.get(NEW, 0) + done.get(UPDATED, 0)
    said = plural(written, "valeur reportée,valeurs reportées")
    if left := done.get(CONFLICT, 0):
        kept = plural(left, "valeur saisie a été gardée,valeurs saisies ont été gardées")
        messages.warning(request, f"{said}. {kept} : cochez-les pour les remplacer.")
    else:
        messages.success(request, f"{said}.")
    return redirect(request.path)
