"""The periods of RSA of a person: one closed, corrected, or removed with its reason."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from faubourg.pathways.models import RsaPeriod
from faubourg.pathways.models.reach import TEAM
from faubourg.web.plie.acts import person
from faubourg.web.plie.doors import person_at, plie_view
from faubourg.web.plie.views.acting import perform


@plie_view(TEAM)
def change(request, contract, number, pk):
    """The dates of a period: its end closes it."""
    return _act(request, contract, number, pk, person.RSA, reverse("plie:rsa-remove", args=[contract.key, number, pk]))


@plie_view(TEAM)
def remove(request, contract, number, pk):
    """A period typed by mistake."""
    return _act(request, contract, number, pk, person.RSA_REMOVE)


def _act(request, contract, number: int, pk: int, act, removing: str = ""):
    who = person_at(request, contract, number, "Période de RSA")
    rows = RsaPeriod.objects.for_user(request.user).filter(participant=who)
    row = get_object_or_404(rows.select_related("participant__contract"), pk=pk)
    back = reverse("plie:file", args=[contract.key, who.number])
    crumbs = [("Participants", reverse("plie:people", args=[contract.key])), (str(who), back)]
    return perform(request, act, row, back=back, crumbs=crumbs, beside={"removing": removing})
