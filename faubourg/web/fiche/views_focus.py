"""The texts of the focus of a fiche: written, changed, taken away by who changes the fiche."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from faubourg.actions.models import Action
from faubourg.contracts.facts import FOCUS
from faubourg.contracts.models import Contract
from faubourg.exchange.editing import RecordChangedError, change_record, digest_of, record_of
from faubourg.exchange.rights import open_facts
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.intake.problems import IntakeError
from faubourg.web.fiche.forms import FocusForm, FocusRemovalForm
from faubourg.web.forms.record import REASON
from faubourg.web.shell import contract_view

NOT_YOURS = "Écrire le focus demande le droit de modifier cette fiche : voir « Rôles et droits »."


@require_http_methods(["GET", "POST"])
@contract_view
def write(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The form of the texts; the fiche becomes a focus once one is written."""
    action, record = _held(request, contract, key)
    form = FocusForm(request.POST or None, contract=contract, record=record, initial={"digest": digest_of(record)})
    if request.method == "POST" and form.is_valid() and _saved(request, contract, action, form):
        messages.success(request, "Focus enregistré.")
        return redirect("fiche:focus", contract.key, action.key)
    return render(request, "fiche/focus_form.html", {"action": action, "form": form, "is_written": FOCUS in record})


@require_http_methods(["GET", "POST"])
@contract_view
def remove(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Asked once more, then the texts go; the journal keeps them."""
    action, record = _held(request, contract, key)
    sent = request.POST if request.method == "POST" else None
    form = FocusRemovalForm(sent, contract=contract, record=record, initial={"digest": digest_of(record)})
    if sent is not None and form.is_valid() and _saved(request, contract, action, form):
        messages.success(request, "Focus retiré.")
        return redirect("fiche:detail", contract.key, action.key)
    return render(request, "fiche/focus_remove.html", {"action": action, "form": form})


def _held(request: HttpRequest, contract: Contract, key: str) -> tuple[Action, dict]:
    """The action and what it says; 403 for who may not change its focus."""
    action = get_object_or_404(Action.objects.filter(version=contract.current_version_id), key=key)
    action.version = contract.current_version
    if not open_facts(user=request.user, contract=contract, section=ACTIONS, row=action):
        raise PermissionDenied(NOT_YOURS)
    return action, record_of(contract=contract, section=ACTIONS, row=action)


def _saved(request: HttpRequest, contract: Contract, action: Action, form: FocusRemovalForm) -> bool:
    """Whether it is written; the form else says why not."""
    try:
        change_record(
            contract=contract, section=ACTIONS, row=action, values=form.values, digest=form.cleaned_data["digest"],
            user=request.user, at=timezone.now(), reason=form.reason,
        )  # fmt: skip
    except RecordChangedError as error:
        form.rebase(error.current)
    except IntakeError as error:
        where = REASON if getattr(error, "takes_reason", False) else None
        form.add_error(where, [problem.sentence for problem in error.problems])
    else:
        return True
    return False
