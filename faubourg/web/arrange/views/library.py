"""The catalogue of model actions: kept from a fiche, shared or not, and put to use."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.actions import operations
from faubourg.actions.choices import CLAUSE_KINDS, RoleKind
from faubourg.actions.models import Action, ActionTemplate
from faubourg.actions.permissions import can_change_template, can_keep_templates
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.exchange.arranging.library import make_action, use_of, values_of
from faubourg.intake.problems import IntakeError
from faubourg.web.arrange.doors import facts_of, only_the_lead, reason_form, sentences
from faubourg.web.arrange.forms.library import TemplateForm, UseForm, said_by
from faubourg.web.shell import contract_view

NO_MODELS = "Garder un modèle demande le droit de tenir des fiches dans ce contrat."


@contract_view
def templates(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The models of the person, then those shared."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = ActionTemplate.objects.for_user(request.user).select_related("owner")
    if text:
        rows = rows.filter(title__icontains=text)
    rows = [(row, row.address_in(contract)) for row in rows]
    context = {
        "groups": [
            ("Les miens", [pair for pair in rows if pair[0].owner_id == request.user.pk]),
            ("Partagés par d’autres", [pair for pair in rows if pair[0].owner_id != request.user.pk]),
        ],
        "count": len(rows),
        "text": text,
        "may_keep": can_keep_templates(request.user, contract),
    }
    return render(request, "arrange/templates.html", context)


@contract_view
def keep(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """A fiche kept as a model."""
    action = get_object_or_404(Action, version=contract.current_version_id, key=key)
    form = TemplateForm(request.POST or None, initial=values_of(action))
    return _keep(request, contract, form, action)


@contract_view
def new(request: HttpRequest, contract: Contract) -> HttpResponse:
    """A model written from nothing."""
    return _keep(request, contract, TemplateForm(request.POST or None), None)


def _keep(request: HttpRequest, contract: Contract, form: TemplateForm, action: Action | None) -> HttpResponse:
    if not can_keep_templates(request.user, contract):
        raise PermissionDenied(NO_MODELS)
    if request.method == "POST" and form.is_valid():
        facts = {"values": form.values, "user": request.user, "at": timezone.now()}
        kept = operations.keep_template(contract=contract, **facts)
        messages.success(request, "Modèle gardé.")
        return redirect(kept.address_in(contract))
    return render(request, "arrange/template_form.html", {"form": form, "action": action, "template": None})


@contract_view
def template(request: HttpRequest, contract: Contract, pk: str) -> HttpResponse:
    """What a model says; a POST makes an action of it."""
    found = _found(request, pk)
    may_use = can_edit_contract(request.user, contract)
    form = UseForm(request.POST or None, contract=contract, template=found) if may_use else None
    problems = []
    if request.method == "POST":
        only_the_lead(request, contract, "Ajouter une action au plan revient à la ou au chef·fe de projet.")
        if form.is_valid():
            action, problems = _use(request, contract, found, form)
            if action:
                return redirect(action)
    context = {
        "template": found,
        "form": form,
        "problems": problems,
        "may_change": can_change_template(request.user, found),
        "roles": [(RoleKind(one["role"]).label, one["words"]) for one in found.roles],
        "clauses": [(CLAUSE_KINDS.get(one["kind"], one["kind"]), one["text"]) for one in found.clauses],
        "correction": reason_form(request, contract) if may_use else None,
    }
    return render(request, "arrange/template.html", context)


@contract_view
def change(request: HttpRequest, contract: Contract, pk: str) -> HttpResponse:
    """A model changed, shared or no longer."""
    found = _mine(request, pk)
    form = TemplateForm(request.POST or None, initial=said_by(found))
    if request.method == "POST" and form.is_valid():
        operations.change_template(template=found, values=form.values, user=request.user, at=timezone.now())
        messages.success(request, "Modèle enregistré.")
        return redirect(found.address_in(contract))
    return render(request, "arrange/template_form.html", {"form": form, "action": None, "template": found})


@contract_view
def remove(request: HttpRequest, contract: Contract, pk: str) -> HttpResponse:
    """A model taken away, once it is confirmed."""
    found = _mine(request, pk)
    if request.method == "POST":
        operations.remove_template(template=found, user=request.user, at=timezone.now())
        messages.success(request, "Modèle retiré.")
        return redirect("arrange:templates", contract.key)
    return render(request, "arrange/template_remove.html", {"template": found})


def _use(request: HttpRequest, contract: Contract, found: ActionTemplate, form: UseForm):
    data = form.cleaned_data
    facts = {"contract": contract, "template": found, "node": data["node"], "title": data["title"]}
    use = use_of(code=data["code"], with_clauses=data.get("with_clauses", False), **facts)
    try:
        action = make_action(contract=contract, use=use, **facts_of(request))
    except IntakeError as error:
        return None, sentences(error)
    messages.success(request, "Action ajoutée au plan.")
    if use.unknown:
        names = ", ".join(f"« {name[:80]} »" for name in use.unknown)
        messages.warning(request, f"Pas dans la liste des organismes, donc sans rôle : {names}.")
    return action, []


def _found(request: HttpRequest, pk: str) -> ActionTemplate:
    if not pk.isdigit() or len(pk) > 18:
        raise Http404("Ce modèle n’existe pas.")
    return get_object_or_404(ActionTemplate.objects.for_user(request.user).select_related("owner"), pk=pk)


def _mine(request: HttpRequest, pk: str) -> ActionTemplate:
    found = _found(request, pk)
    if not can_change_template(request.user, found):
        raise PermissionDenied("Ce modèle se change avec la personne qui l’a gardé.")
    return found
