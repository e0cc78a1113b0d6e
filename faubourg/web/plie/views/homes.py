"""The homes of a person: one corrected, its position asked of the service of addresses where there is one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.choices import QpvMethod
from faubourg.pathways.geocoding import GeocoderError, ask, geocoder_host
from faubourg.pathways.models import Residence
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.homes import change_home
from faubourg.pathways.permissions import can_follow, require
from faubourg.ui.typography import nbsp
from faubourg.web.plie.acts.person import HOME
from faubourg.web.plie.doors import person_at, plie_view
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act


@plie_view(TEAM)
def change(request, contract, number, pk):
    """A home that was typed wrong."""
    who = person_at(request, contract, number, "Domicile")
    back = reverse("plie:file", args=[contract.key, who.number])
    crumbs = [("Participants", reverse("plie:people", args=[contract.key])), (str(who), back)]
    return perform(request, HOME, _home(request, who, pk), back=back, crumbs=crumbs)


@require_POST
@plie_view(TEAM)
def locate(request, contract, number, pk):
    """The address alone goes to the service; its answer is written, or said."""
    if not geocoder_host():
        raise Http404("Cette adresse n’existe pas.")
    who = person_at(request, contract, number, "Domicile")
    row = _home(request, who, pk)
    require(can_follow(request.user, who), "follow")
    place = row.commune.name if row.commune else row.commune_name
    address = " ".join(filter(None, (row.address, row.postcode, place)))
    try:
        found = ask(address)
    except GeocoderError as error:
        messages.error(request, str(error))
    else:
        try_act(request, lambda: _placed(request, row, found), nbsp(f"Position trouvée : {found.label}."))
    return redirect("plie:file", contract.key, who.number)


def _placed(request, row: Residence, found) -> None:
    # A QPV that somebody chose stays: the position then only serves the distance.
    kept = {"chosen": row.territory, "qpv": row.qpv} if row.method == QpvMethod.CHOSEN else {}
    method = QpvMethod.CHOSEN if kept else QpvMethod.GEOCODER
    values = {"latitude": found.latitude, "longitude": found.longitude}
    change_home(residence=row, values=values, method=method, by=request.user, at=timezone.now(), **kept)


def _home(request, who, pk: int) -> Residence:
    rows = Residence.objects.for_user(request.user).filter(participant=who)
    return get_object_or_404(rows.select_related("participant__contract", "commune", "territory"), pk=pk)
