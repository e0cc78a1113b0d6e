"""The proof of an exit that waits for it; an exit that the cellule decided, taken back."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from faubourg.pathways.choices import ExitState
from faubourg.pathways.models import Exit
from faubourg.pathways.models.leaving import DECIDED
from faubourg.pathways.models.reach import TEAM
from faubourg.web.plie.acts import pathway
from faubourg.web.plie.doors import LEAD, person_at, plie_view
from faubourg.web.plie.views.acting import perform


@plie_view(TEAM)
def prove(request, contract, number, pk):
    """The proof of a proposed exit."""
    who = person_at(request, contract, number, pathway.PROVE.title)
    row = _exit(request, who, pk, state=ExitState.PROPOSED)
    return perform(request, pathway.PROVE, row, **_around(contract, who))


@plie_view(LEAD)
def reopen(request, contract, number, pk):
    """Take an exit back, with its reason; what it undoes is said first."""
    who = person_at(request, contract, number, pathway.REOPEN.title)
    row = _exit(request, who, pk, state__in=DECIDED)
    return perform(request, pathway.REOPEN, row, **_around(contract, who))


def _exit(request, who, pk: int, **state) -> Exit:
    rows = Exit.objects.for_user(request.user).filter(pathway__participant=who, **state)
    return get_object_or_404(rows.select_related("pathway__participant__contract", "pathway__contract", "step"), pk=pk)


def _around(contract, who) -> dict:
    back = reverse("plie:file", args=[contract.key, who.number])
    return {"back": back, "crumbs": [("Participants", reverse("plie:people", args=[contract.key])), (str(who), back)]}
