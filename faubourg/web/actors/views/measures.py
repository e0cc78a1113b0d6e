"""A published figure written on the page, with what its measure gives before anything is saved."""

import yaml
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.editing import RecordChangedError, digest_of, record_of
from faubourg.exchange.figures import MeasureError
from faubourg.exchange.figures.source import Source
from faubourg.exchange.figures.writing import add_figure, change_figure, tried
from faubourg.exchange.schema.document import PUBLISHED
from faubourg.intake.problems import IntakeError
from faubourg.web.actors.measuring import DATA, MeasureForm
from faubourg.web.actors.views.published import counted_of
from faubourg.web.shell import contract_view

CHANGED = "Quelqu’un a changé ce chiffre pendant votre saisie : enregistrer de nouveau garde le vôtre."


@contract_view
def figure_add(request, contract):
    """A new figure and its measure."""
    _held(request, contract)
    return _form(request, contract, None)


@contract_view
def figure_change(request, contract, key):
    """A figure and its measure, as data."""
    row = contract.published.filter(key=key).first()
    if row is None:
        raise Http404("Ce chiffre n’existe pas.")
    _held(request, contract)
    return _form(request, contract, row)


def _held(request, contract) -> None:
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied


def _form(request, contract, row):
    source = Source(contract)
    form = MeasureForm(request.POST or None, initial=_initial(contract, row), contract=contract, source=source)
    shown = {"form": form, "row": row, "figure": None, "data": "", "told": ""}
    if request.method == "POST" and form.is_valid():
        record = form.record()
        shown["data"] = yaml.safe_dump(record["measure"], allow_unicode=True, sort_keys=False)
        try:
            shown["figure"] = tried(record | {"key": row.key if row else "nouveau"}, source)
        except MeasureError as error:
            shown["told"] = str(error)
        else:
            shown["counted"] = counted_of(contract, shown["figure"])
            if "enregistrer" in request.POST and (saved := _saved(request, contract, row, form, record)):
                messages.success(request, "Chiffre enregistré.")
                return redirect("actors:published-figure", contract.key, saved.key)
    # While choices are being made, what still lacks is not an error.
    shown["is_told"] = "enregistrer" in request.POST or "apercu" in request.POST
    return render(request, "actors/measure.html", shown)


def _initial(contract, row) -> dict:
    if row is None:
        return {"shape": "one"}
    record = record_of(contract=contract, section=PUBLISHED, row=row)
    return record | {"shape": DATA, "digest": digest_of(record)}


def _saved(request, contract, row, form: MeasureForm, record: dict):
    """The figure that was written; None when the form now says why not."""
    facts = {"contract": contract, "record": record, "user": request.user, "at": timezone.now()}
    try:
        if row is None:
            return add_figure(**facts)
        change_figure(row=row, digest=form.cleaned_data["digest"], **facts)
        return row
    except RecordChangedError as error:
        form.data = form.data.copy()
        form.data["digest"] = digest_of(error.current)
        form.add_error(None, CHANGED)
    except IntakeError as error:
        form.add_error(None, [problem.sentence for problem in error.problems])
    return None
