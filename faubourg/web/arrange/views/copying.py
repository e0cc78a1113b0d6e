"""Parts of another fiche copied into this one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from faubourg.actions.models import Action
from faubourg.actions.permissions import can_on_action
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.arranging.copying import TargetChangedError, copy_from, survey
from faubourg.intake.problems import IntakeError
from faubourg.ui.typography import plural
from faubourg.web.arrange.doors import facts_of, reason_form, sentences
from faubourg.web.arrange.forms.copying import CopyForm
from faubourg.web.shell import contract_view

NOT_YOURS = "Copier dans cette fiche demande le droit de la tenir."
MOST = 60


@contract_view
def copy(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Choose the fiche to copy from, then what of it."""
    target = _target(request, contract, key)
    if "source" in request.GET:
        return _choose_parts(request, contract, target)
    contracts = Contract.objects.for_user(request.user).exclude(current_version=None).order_by("-start", "title", "pk")
    there = contracts.filter(key=request.GET.get("contrat", "").replace("\0", "")[:80]).first() or contract
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    rows = Action.objects.of(there).exclude(pk=target.pk).order_by("position", "pk")
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(code__icontains=text))
    context = {
        "target": target,
        "there": there,
        "contracts": [(one.key, one.name) for one in contracts],
        "text": text,
        "rows": rows[:MOST],
        "more": max(0, rows.count() - MOST),
    }
    return render(request, "arrange/copy_from.html", context)


def _choose_parts(request: HttpRequest, contract: Contract, target: Action) -> HttpResponse:
    there, source = _source(request, contract)
    facts = {"contract": contract, "target": target, "there": there, "source": source}
    found = survey(user=request.user, **facts)
    form = CopyForm(request.POST or None, survey=found, may_list=can_edit_contract(request.user, contract))
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            count = copy_from(**facts, **form.choices, **facts_of(request))
        except (TargetChangedError, IntakeError) as error:
            problems = sentences(error) if isinstance(error, IntakeError) else [str(error)]
        else:
            messages.success(request, f"{plural(count, 'élément copié,éléments copiés')}.")
            return redirect(target)
    context = {"target": target, "there": there, "source": source, "found": found, "form": form, "problems": problems}
    context["correction"] = reason_form(request, contract)
    context["texts"] = [(title, _words(theirs), _words(ours)) for _, title, theirs, ours in found.texts]
    return render(request, "arrange/copy.html", context)


def _words(value: object) -> str:
    """A value of the file in words."""
    if isinstance(value, list):
        return " · ".join(str(item) for item in value)
    return "" if value is None else str(value)


def _target(request: HttpRequest, contract: Contract, key: str) -> Action:
    actions = Action.objects.select_related("version__contract", "lineage")
    target = get_object_or_404(actions, version=contract.current_version_id, key=key)
    if not can_on_action(request.user, Verb.EDIT_ACTIONS, target, contract=contract):
        raise PermissionDenied(NOT_YOURS)
    return target


def _source(request: HttpRequest, contract: Contract) -> tuple[Contract, Action]:
    """The fiche named « contract/action » in the address, of a contract that the person sees."""
    where, _, key = request.GET["source"].replace("\0", "").partition("/")
    seen = Contract.objects.for_user(request.user).select_related("current_version")
    there = contract if where == contract.key else get_object_or_404(seen, key=where)
    return there, get_object_or_404(Action, version=there.current_version_id, key=key)
