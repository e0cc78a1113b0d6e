"""One real means: its page, its form, what the chef·fe de projet says of it, its removal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.choices import MeansState
from faubourg.actions.models import Action, RealMeans
from faubourg.actions.operations import correct_means, declare_means, judge_means, remove_means
from faubourg.actions.operations.means import REFUSED
from faubourg.actions.permissions_means import Givers, can_judge_means, givers_of
from faubourg.contracts.models import Contract
from faubourg.core.workflow import TransitionError
from faubourg.reports.meter.board import amount_words
from faubourg.web.means.forms import MeansForm
from faubourg.web.shell import contract_view

ACTS = {"justifier": MeansState.JUSTIFIED, "refuser": MeansState.REFUSED}
DONE = {MeansState.JUSTIFIED: "Moyen justifié.", MeansState.REFUSED: "Moyen refusé : il quitte les totaux."}


def _row(contract: Contract, pk: int) -> RealMeans:
    rows = RealMeans.objects.of(contract).select_related(
        "organisation__contract", "lineage__contract", "attachment", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


def _givers(request: HttpRequest, contract: Contract, row: RealMeans | None = None) -> Givers:
    found = givers_of(request.user, contract)
    if not found or (row is not None and row.organisation_id not in found):
        raise PermissionDenied(REFUSED)
    return found


@contract_view
def page(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """What is said of a means, and what the chef·fe de projet may answer."""
    return _show(request, contract, _row(contract, pk))


def _show(
    request: HttpRequest, contract: Contract, row: RealMeans, problem: str = "", reason: str = ""
) -> HttpResponse:
    lineages = [row.lineage_id, *row.shared_with.values_list("pk", flat=True)]
    actions = Action.objects.filter(version=contract.current_version_id, lineage__in=lineages)
    context = {
        "row": row,
        "actions": list(actions.select_related("version__contract").order_by("position", "pk")),
        "amount": amount_words(row.quantity, row.counted_in),
        "writes": row.organisation_id in givers_of(request.user, contract),
        "judges": can_judge_means(request.user, contract),
        "states": MeansState,
        "problem": problem,
        "reason": reason,
    }
    return render(request, "means/row.html", context)


@contract_view
def add(request: HttpRequest, contract: Contract) -> HttpResponse:
    """A new means; the address may name its action, organisation and year."""
    givers = _givers(request, contract)
    form = MeansForm(request.POST or None, contract=contract, givers=givers, initial=_initial(request, contract))
    if request.method == "POST" and form.is_valid():
        facts = {"action": form.cleaned_data["action"], "shared": form.cleaned_data["shared"]}
        try:
            row = declare_means(
                contract=contract, values=form.values(), by=request.user, at=timezone.now(), **facts
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Moyen déclaré.")
            return redirect("means:means", contract.key, row.pk)
    return render(request, "means/form.html", {"form": form, "row": None})


def _initial(request: HttpRequest, contract: Contract) -> dict:
    """What the address says of a new means."""
    # PostgreSQL refuses the very question with such a byte (NUL) in it.
    asked = {name: value.replace("\0", "") for name, value in request.GET.items()}
    version = contract.current_version_id
    action = Action.objects.filter(version=version, key=asked.get("action", "")).first()
    giver = contract.organisations.filter(key=asked.get("organisme", "")).first()
    return {"action": action, "organisation": giver, "year": asked.get("annee", "")[:4] or timezone.localdate().year}


@contract_view
def edit(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Correct a means: it is then to be justified again."""
    row = _row(contract, pk)
    form = MeansForm(request.POST or None, contract=contract, givers=_givers(request, contract, row), row=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = {"action": said["action"], "shared": said["shared"], "seen": said["digest"], "values": form.values()}
        try:
            correct_means(contract=contract, row=row, by=request.user, at=timezone.now(), **facts)
        except ValidationError as error:
            form.add_error(None, error)
            form.read_again(_row(contract, pk))
        else:
            messages.success(request, "Moyen enregistré.")
            return redirect("means:means", contract.key, pk)
    return render(request, "means/form.html", {"form": form, "row": row})


@contract_view
@require_POST
def judge(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Justify or refuse."""
    row, reason = _row(contract, pk), request.POST.get("motif", "").replace("\0", "")
    state = ACTS.get(request.POST.get("acte", ""), "")
    facts = {"contract": contract, "row": row, "by": request.user, "at": timezone.now()}
    try:
        judge_means(state=state, reason=reason, **facts)
    except (TransitionError, ValidationError) as error:
        sentence = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return _show(request, contract, _row(contract, pk), sentence, reason)
    messages.success(request, DONE[state])
    return redirect("means:means", contract.key, pk)


@contract_view
def remove(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Remove a means, once confirmed."""
    row = _row(contract, pk)
    _givers(request, contract, row)
    if request.method == "POST":
        remove_means(contract=contract, row=row, by=request.user, at=timezone.now())
        messages.success(request, "Moyen retiré.")
        return redirect("means:page", contract.key)
    return render(request, "means/remove.html", {"row": row})
