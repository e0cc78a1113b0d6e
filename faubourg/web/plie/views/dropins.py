"""Permanences at partners': their list, one noted in two clicks, corrected, taken away."""

from django.core.paginator import Paginator
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.models import DropIn, DropInVisit
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.dropins import remove_dropin
from faubourg.pathways.queries.cuts import Cut
from faubourg.pathways.queries.dropins import dropin_table, dropins
from faubourg.web.plie.acts.dropins import ADD, CHANGE
from faubourg.web.plie.doors import plie_view
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act

A_PAGE = 50


@plie_view(TEAM)
def listed(request, contract):
    """The permanences, latest first, with the numbers of the files that the person sees; the last year's count."""
    found = dropins(contract)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    seen = DropInVisit.objects.for_user(request.user).filter(dropin__in=rows, participant__merged_into=None)
    files: dict[int, list[int]] = {}
    for dropin, number in seen.order_by("participant__number").values_list("dropin", "participant__number"):
        files.setdefault(dropin, []).append(number)
    year = (found.aggregate(last=Max("on"))["last"] or timezone.localdate()).year
    shown = {
        "page": page, "rows": [(row, files.get(row.pk, [])) for row in rows], "year": year,
        "table": dropin_table(contract, Cut.of_year(year)),
    }  # fmt: skip
    return render(request, "plie/dropins.html", shown)


@plie_view(TEAM)
def add(request, contract):
    """Today, the last place, who notes it: proposed."""
    return perform(request, ADD, contract, **_around(contract))


@plie_view(TEAM)
def change(request, contract, pk):
    """A permanence corrected."""
    return perform(request, CHANGE, _row(contract, pk), **_around(contract))


@require_POST
@plie_view(TEAM)
def remove(request, contract, pk):
    """A permanence noted by mistake."""
    row = _row(contract, pk)
    try_act(request, lambda: remove_dropin(dropin=row, by=request.user, at=timezone.now()), "Permanence retirée.")
    return redirect("plie:dropins", contract.key)


def _row(contract, pk: int) -> DropIn:
    rows = DropIn.objects.of(contract).select_related("contract", "place", "held_by__user")
    return get_object_or_404(rows, pk=pk)


def _around(contract) -> dict:
    back = reverse("plie:dropins", args=[contract.key])
    return {"back": back, "crumbs": [("Permanences", back)]}
