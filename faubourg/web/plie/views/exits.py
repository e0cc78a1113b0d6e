"""An exit that the cellule decided, taken back."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from faubourg.pathways.models import Exit
from faubourg.pathways.models.leaving import DECIDED
from faubourg.web.plie.acts import pathway
from faubourg.web.plie.doors import LEAD, person_at, plie_view
from faubourg.web.plie.views.acting import perform


@plie_view(LEAD)
def reopen(request, contract, number, pk):
    """Take an exit back, with its reason; what it undoes is said first."""
    who = person_at(request, contract, number, pathway.REOPEN.title)
    rows = Exit.objects.for_user(request.user).filter(pathway__participant=who, state__in=DECIDED)
    row = get_object_or_404(rows.select_related("pathway__participant", "pathway__contract"), pk=pk)
    back = reverse("plie:file", args=[contract.key, who.number])
    crumbs = [("Participants", reverse("plie:people", args=[contract.key])), (str(who), back)]
    return perform(request, pathway.REOPEN, row, back=back, crumbs=crumbs)
