"""Proposals that wait for an answer; several are validated in one go, a refusal is given on the fiche."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from faubourg.actions.choices import Decision
from faubourg.actions.models import Action, ActionStatus
from faubourg.actions.operations import validate_many
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can
from faubourg.ui.typography import plural
from faubourg.web.life.showing import kind_of, tabs_of
from faubourg.web.shell import contract_view

PAGE = 50
#: Digits of a number of row: longer ones are nobody's.
DIGITS = 18


@contract_view
def page(request: HttpRequest, contract: Contract) -> HttpResponse:
    """The proposals of the contract; POST validates those that are ticked."""
    if request.method == "POST":
        return _validate(request, contract)
    version = contract.current_version_id
    waiting = (
        ActionStatus.objects.filter(decision=Decision.PROPOSED, lineage__actions__version=version)
        .select_related("state", "stated_by", "body")
        .order_by("created_at", "pk")
    )
    shown = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    lineages = [said.lineage_id for said in shown]
    actions = {row.lineage_id: row for row in Action.objects.filter(version=version, lineage__in=lineages)}
    context = {
        "page": shown,
        "lines": [{"said": said, "action": actions[said.lineage_id], "kind": kind_of(said.state)} for said in shown],
        "all_ticked": request.GET.get("tout") == "1",
        "validates": can(request.user, Verb.VALIDATE_STATUS, contract),
        "tabs": tabs_of(contract, "life:validation"),
    }
    return render(request, "life/validation.html", context)


def _validate(request: HttpRequest, contract: Contract) -> HttpResponse:
    ticked = [int(pk) for pk in request.POST.getlist("statut") if pk.isdecimal() and len(pk) <= DIGITS]
    done, late = validate_many(contract=contract, statuses=ticked, user=request.user, at=timezone.now())
    if done:
        messages.success(request, plural(done, "avancement validé,avancements validés") + ".")
    if late:
        words = "proposition avait déjà reçu,propositions avaient déjà reçu"
        messages.warning(request, f"{plural(late, words)} une réponse : rien n’y a changé.")
    if not ticked:
        messages.warning(request, "Aucune proposition n’est cochée.")
    return redirect("life:validation", contract.key)
