"""What is done with a version: opened, worked on, submitted, adopted, abandoned; the version before, rebuilt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.amendments import operations
from faubourg.amendments.models import Succession
from faubourg.amendments.operations import AmendmentError
from faubourg.amendments.permissions import can_manage_versions, can_work_on_draft
from faubourg.amendments.queries import missing_components, version_in_progress
from faubourg.contracts.models import Version
from faubourg.exchange.indexing import index_contract
from faubourg.followup.operations import rebuild_past
from faubourg.web.shell import choose_draft, contract_view
from faubourg.web.versions.forms import AdoptForm, ComponentsForm, OpenForm, ReasonForm, SuccessionForm
from faubourg.web.versions.showing import declared


@contract_view
def open_amendment(request, contract):
    """Make the draft of an avenant from the version in force."""
    _check(request, contract)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        try:
            made = operations.open_amendment(contract=contract, **facts)
        except AmendmentError as error:
            messages.error(request, str(error))
            found = version_in_progress(contract)
            return redirect(*_address(found) if found else ("versions:page", contract.key))
        choose_draft(request, contract, made)
        messages.success(
            request, f"« {made} » est ouvert. Vous travaillez dessus ; les autres lisent la version en vigueur."
        )
        return redirect(*_address(made))
    return render(request, "versions/open.html", {"form": form})


@require_POST
@contract_view
def work(request, contract, number):
    """See and edit the version in preparation instead of the one in force."""
    found = _version(contract, number)
    if not can_work_on_draft(request.user, contract):
        raise PermissionDenied
    if found.is_adopted:
        messages.error(request, f"« {found} » est adoptée : seule une version en préparation se modifie ainsi.")
    else:
        choose_draft(request, contract, found)
    return redirect(*_address(found))


@require_POST
@contract_view
def leave_draft(request, contract):
    """Come back to the version that everybody reads."""
    choose_draft(request, contract, None)
    return redirect("versions:page", contract.key)


@require_POST
@contract_view
def submit(request, contract, number):
    """Close a draft while it is looked at."""
    return _act(request, contract, number, operations.submit_version, "est soumise : elle ne change plus.")


@require_POST
@contract_view
def give_back(request, contract, number):
    """Open a submitted version again."""
    reason = request.POST.get("reason", "")[:1000]
    return _act(request, contract, number, operations.return_version, "est de nouveau un brouillon.", reason=reason)


@contract_view
def adopt(request, contract, number):
    """Make a version the one in force."""
    _check(request, contract)
    found = _version(contract, number)
    missing = missing_components(found)
    form = AdoptForm(request.POST or None, contract=contract, is_complete=not missing)
    if request.method == "POST" and form.is_valid():
        try:
            operations.adopt_version(version=found, **form.cleaned_data, by=request.user, at=timezone.now())
        except AmendmentError as error:
            form.add_error(None, str(error))
        else:
            choose_draft(request, contract, None)
            index_contract(contract)
            messages.success(request, f"« {found} » est adoptée : c’est la version en vigueur.")
            return redirect(*_address(found))
    return render(request, "versions/adopt.html", {"version": found, "form": form, "missing": missing})


@contract_view
def abandon(request, contract, number):
    """Take a version that was never adopted away, once it is confirmed."""
    _check(request, contract)
    found = _version(contract, number)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"reason": form.cleaned_data["reason"], "by": request.user, "at": timezone.now()}
        try:
            operations.abandon_amendment(version=found, **facts)
        except AmendmentError as error:
            messages.error(request, str(error))
            return redirect(*_address(found))
        choose_draft(request, contract, None)
        messages.success(request, f"« {found} » est abandonné ; le journal en garde la trace.")
        return redirect("versions:page", contract.key)
    return render(request, "versions/abandon.html", {"version": found, "form": form})


@contract_view
def components(request, contract, number):
    """Which evaluation, deliberations and signatures come with a version."""
    _check(request, contract)
    found = _version(contract, number)
    form = ComponentsForm(request.POST or None, version=found)
    if request.method == "POST" and form.is_valid():
        return _act(request, contract, number, operations.set_components, "a ses composants.", **form.cleaned_data)
    return render(request, "versions/components.html", {"version": found, "form": form})


@contract_view
def successions(request, contract, number):
    """Which actions of a draft come from others: declared, listed, withdrawn."""
    _check(request, contract)
    found = _version(contract, number)
    form = SuccessionForm(request.POST or None, version=found)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data | {"by": request.user, "at": timezone.now()}
        try:
            operations.declare_succession(version=found, **facts)
        except AmendmentError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Filiation déclarée.")
            return redirect("versions:successions", contract.key, number)
    return render(request, "versions/successions.html", {"version": found, "form": form, "lines": declared(found)})


@require_POST
@contract_view
def withdraw(request, contract, number, pk):
    """Forget a declared filiation."""
    _check(request, contract)
    found = get_object_or_404(Succession, pk=pk, version=_version(contract, number))
    try:
        operations.withdraw_succession(succession=found, by=request.user, at=timezone.now())
        messages.success(request, "Filiation retirée.")
    except AmendmentError as error:
        messages.error(request, str(error))
    return redirect("versions:successions", contract.key, number)


@contract_view
def rebuild(request, contract):
    """Rebuild the version that the contract's reviews judge, once it is confirmed."""
    _check(request, contract)
    if request.method == "POST":
        try:
            made = rebuild_past(contract=contract, by=request.user, at=timezone.now())
        except AmendmentError as error:
            messages.error(request, str(error))
            return redirect("versions:page", contract.key)
        messages.success(request, f"« {made} » est là.")
        return redirect(*_address(made))
    return render(request, "versions/rebuild.html")


def _act(request, contract, number, operation, said: str, **facts):
    """Call one operation on a version, say what came of it, come back to its page."""
    _check(request, contract)
    found = _version(contract, number)
    try:
        operation(version=found, **facts, by=request.user, at=timezone.now())
        messages.success(request, f"« {found} » {said}")
    except AmendmentError as error:
        messages.error(request, str(error))
    return redirect(*_address(found))


def _check(request, contract) -> None:
    if not can_manage_versions(request.user, contract):
        raise PermissionDenied


def _version(contract, number) -> Version:
    found = get_object_or_404(Version.objects.select_related("based_on"), contract=contract, number=number)
    found.contract = contract
    return found


def _address(version: Version) -> tuple:
    return "versions:version", version.contract.key, version.number
