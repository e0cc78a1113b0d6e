"""« Petits nombres »: the threshold of the contract, and the values that it masks, for the owner of the contract."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.indicators.masking import masked_values, reads_small_numbers, threshold_of
from faubourg.indicators.models import Indicator
from faubourg.indicators.operations_ruling import set_threshold
from faubourg.indicators.queries_series import breakdown_words
from faubourg.indicators.reading import written
from faubourg.ui.typography import nbsp
from faubourg.web.shell import contract_view
from faubourg.web.values.forms import ThresholdForm

PAGE = 50


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """What is masked for the others, and why; POST sets the threshold."""
    if not reads_small_numbers(request.user, contract):
        raise PermissionDenied("Les petits nombres se règlent avec la ou le chef·fe de projet.")
    threshold = threshold_of(contract)
    form = ThresholdForm(request.POST or None, initial={"threshold": threshold})
    if request.method == "POST" and form.is_valid():
        set_threshold(contract=contract, user=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Seuil enregistré.")
        return redirect("values:masked", contract.key)
    lines = _lines(contract, threshold)
    reasons = Counter(line["reason"] for line in lines)
    context = {
        "form": form,
        "threshold": threshold,
        "page": Paginator(lines, PAGE).get_page(request.GET.get("page")),
        "few": reasons["peu"],
        "protecting": reasons["protege"],
    }
    return render(request, "values/masked.html", context)


def _lines(contract: Contract, threshold: int) -> list[dict]:
    """The masked values of indicators of the current version, each with its page."""
    known = {one.lineage_id: one for one in Indicator.objects.of(contract).order_by("pk")}
    return [
        {
            "indicator": known[row.lineage_id],
            "period": row.period,
            "place": nbsp(breakdown_words(row.breakdown)),
            "value": written(row),
            "reason": reason.value,
            "words": nbsp(reason.label),
        }
        for row, reason in masked_values(contract, threshold)
        if row.lineage_id in known
    ]
