"""A value contested by a partner, with source and method; then ruled by the owner of the contract."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract, reach
from faubourg.indicators.masking import masker_for
from faubourg.indicators.models import Contest, Indicator, Observation
from faubourg.indicators.operations_ruling import contest_value, rule_contest
from faubourg.indicators.queries_series import breakdown_words
from faubourg.ui.typography import nbsp
from faubourg.web.shell import contract_view
from faubourg.web.values.forms import ContestForm


@contract_view
def contest(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Propose another figure for a value that one sees."""
    if reach(request.user, Verb.COMMENT, contract) is None:
        raise PermissionDenied("Votre rôle ne permet pas de contester une valeur.")
    indicator = get_object_or_404(Indicator, key=key, version=contract.current_version_id)
    form = ContestForm(request.POST or None, values=_values(request, contract, indicator))
    if request.method == "POST" and form.is_valid():
        facts = {"contract": contract, "indicator": indicator, "user": request.user, "at": timezone.now()}
        try:
            contest_value(contest=form.instance, **facts)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Votre valeur est affichée à côté de l’autre, jusqu’à ce qu’on tranche.")
            return redirect("values:indicator", contract.key, key)
    return render(request, "values/contest.html", {"indicator": indicator, "form": form})


def _values(request, contract: Contract, indicator: Indicator) -> list[tuple[int, str]]:
    rows = Observation.objects.filter(contract=contract, lineage=indicator.lineage_id).order_by("-period", "pk")
    masker = masker_for(request.user, contract, lineages=[indicator.lineage_id])
    return [
        (row.pk, nbsp(f"{row.period}, {breakdown_words(row.breakdown)} : {masker.shown(row)}"))
        for row in rows
        if not masker.hides(row)
    ]


@contract_view
@require_POST
def rule(request: HttpRequest, contract: Contract, pk: int) -> HttpResponse:
    """Keep a proposed figure or put it aside, with a reason."""
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied("Une valeur contestée se tranche avec la ou le chef·fe de projet.")
    found = get_object_or_404(Contest.objects.of(contract), pk=pk)
    facts = {"contract": contract, "contest": found, "user": request.user, "at": timezone.now()}
    try:
        rule_contest(keeps=request.POST.get("choix") == "retenir", reason=request.POST.get("motif", ""), **facts)
    except ValidationError as error:
        messages.error(request, nbsp(" ".join(error.messages)))
    else:
        messages.success(request, "C’est tranché : les deux valeurs et le motif restent affichés.")
    indicator = Indicator.objects.of(contract).filter(lineage=found.lineage_id).first()
    return (
        redirect("values:indicator", contract.key, indicator.key)
        if indicator
        else redirect("values:grid", contract.key)
    )
