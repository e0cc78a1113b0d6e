"""The team of a PLIE: who holds which role, given by the coordinatrice or by the lead of the contract."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Protocol, Structure
from faubourg.pathways.operations.setup import open_plie
from faubourg.pathways.permissions import can_lead
from faubourg.web.plie.acts.team import ACTS, DISMISS
from faubourg.web.plie.doors import team_view
from faubourg.web.plie.views.acting import perform
from faubourg.web.plie.views.saying import try_act


@team_view
def team(request, contract):
    """The roles of today and those that ended, the structures."""
    shown = {
        "agents": Agent.objects.of(contract).select_related("user", "structure", "prescriber").order_by("role", "pk"),
        "structures": Structure.objects.of(contract).order_by("name", "pk"),
        "is_open": Protocol.objects.filter(contract=contract).exists(),
        "handed": (AgentRole.REFERENT, AgentRole.PSYCHOLOGIST),
        "leads": can_lead(request.user, contract),
        "today": timezone.localdate(),
    }
    return render(request, "plie/team.html", shown)


@require_POST
@team_view
def begin(request, contract):
    """The rules and the lists with which a PLIE starts."""
    try_act(request, lambda: open_plie(contract=contract, by=request.user, at=timezone.now()), "Le PLIE est ouvert.")
    return redirect("plie:team", contract.key)


@team_view
def act(request, contract, name):
    """A role given, a structure added."""
    if name not in ACTS:
        raise Http404("Cette adresse n’existe pas.")
    return perform(request, ACTS[name], contract, **_around(contract))


@team_view
def dismiss(request, contract, pk):
    """The last day of a role."""
    row = get_object_or_404(Agent.objects.of(contract).filter(end=None).select_related("contract", "user"), pk=pk)
    return perform(request, DISMISS, row, **_around(contract), beside={"kind": str(row)})


def _around(contract) -> dict:
    back = reverse("plie:team", args=[contract.key])
    return {"back": back, "crumbs": [("Équipe", back)]}
