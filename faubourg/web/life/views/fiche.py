"""The tab « Suivi » of a fiche: where it stands, what is said of it, what became of its condition."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.choices import Decision
from faubourg.actions.models import Action, ActionStatus
from faubourg.actions.operations import check_states, decide, find_condition, state_progress, withdraw
from faubourg.actions.permissions import can_follow_condition, can_on_action
from faubourg.actions.progress.deriving import RULE
from faubourg.actions.progress.following import follow_one
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.core.workflow import TransitionError
from faubourg.ui.typography import nbsp
from faubourg.web.life.forms import ConditionForm, StatusForm
from faubourg.web.life.showing import kind_of
from faubourg.web.shell import contract_view, fiche_tabs

DONE = {"valider": "Avancement validé.", "refuser": "Proposition refusée.", "retirer": "Avancement retiré."}


def _action(contract: Contract, key: str) -> Action:
    rows = Action.objects.filter(version=contract.current_version_id).select_related("lineage", "version")
    return get_object_or_404(rows, key=key)


def _forms(contract: Contract, **given) -> dict:
    day = timezone.localdate().isoformat()
    today = {"stated_on": day, "found_on": day}
    return {
        "form": given.get("form") or StatusForm(contract=contract, initial=today),
        "condition_form": given.get("condition_form") or ConditionForm(initial=today, prefix="condition"),
    }


def _show(request: HttpRequest, contract: Contract, action: Action, **given) -> HttpResponse:
    found = follow_one(action, contract=contract, today=timezone.localdate())
    row, user = found.actions[action.pk], request.user
    statuses = action.lineage.statuses.select_related("state", "stated_by", "decided_by", "body")
    history = [{"said": said, "kind": kind_of(said.state)} for said in statuses.order_by("-stated_on", "-pk")]
    validates = can_on_action(user, Verb.VALIDATE_STATUS, action, contract=contract)
    context = _forms(contract, **given) | {
        "action": action,
        "row": row,
        "kind": kind_of(row.state) if row.state else "",
        "parts": [{"row": part, "kind": kind_of(part.state) if part.state else ""} for part in row.parts],
        "rule": RULE,
        "scale": found.scale,
        "history": history,
        "waiting": [line for line in history if line["said"].decision == Decision.PROPOSED],
        "findings": action.lineage.condition_findings.select_related("found_by").order_by("-found_on", "-pk"),
        "validates": validates,
        "proposes": validates or can_on_action(user, Verb.PROPOSE_STATUS, action, contract=contract),
        "follows_condition": bool(action.condition) and can_follow_condition(user, action, contract=contract),
        "tabs": fiche_tabs(contract, action.key, current="life:fiche"),
    }
    return render(request, "life/fiche.html", context)


@contract_view
def page(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Where the fiche stands; POST says or proposes where it stands."""
    action = _action(contract, key)
    if request.method != "POST":
        return _show(request, contract, action)
    check_states(request.user, action, contract=contract)
    form = StatusForm(request.POST, contract=contract)
    if form.is_valid():
        try:
            said = state_progress(
                contract=contract, action=action, user=request.user, at=timezone.now(), **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            done = said.decision == Decision.VALIDATED
            messages.success(request, "Avancement enregistré." if done else "Avancement proposé : il reste à valider.")
            return redirect("life:fiche", contract.key, key)
    return _show(request, contract, action, form=form)


@contract_view
@require_POST
def condition(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Say what became of the condition."""
    action = _action(contract, key)
    if not can_follow_condition(request.user, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas dire ce que devient la condition de cette action.")
    form = ConditionForm(request.POST, prefix="condition")
    if form.is_valid():
        try:
            find_condition(contract=contract, action=action, user=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Suite donnée à la condition enregistrée.")
            return redirect("life:fiche", contract.key, key)
    return _show(request, contract, action, condition_form=form)


@contract_view
@require_POST
def answer(request: HttpRequest, contract: Contract, key: str, pk: int) -> HttpResponse:
    """Validate or refuse a proposal, withdraw a statement."""
    action = _action(contract, key)
    said = get_object_or_404(ActionStatus, pk=pk, lineage=action.lineage_id)
    facts = {"contract": contract, "status": said, "user": request.user, "at": timezone.now()}
    act, reason = request.POST.get("acte", ""), request.POST.get("motif", "").replace("\0", "")
    try:
        if act == "retirer":
            withdraw(reason=reason, **facts)
        else:
            decide(accepted=act == "valider", reason=reason, **facts)
    except (TransitionError, ValidationError) as error:
        sentence = error.messages[0] if isinstance(error, ValidationError) else str(error)
        messages.error(request, nbsp(sentence))
    else:
        messages.success(request, DONE.get(act, DONE["refuser"]))
    return redirect("life:fiche", contract.key, key)
