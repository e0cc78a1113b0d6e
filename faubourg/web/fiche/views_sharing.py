"""An action in two contracts: asked, agreed, and the indicators that each shows to the other."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faubourg.actions.models import Action, SharedAction
from faubourg.actions.operations import agree_to_share, end_sharing, share_action
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.indicators.operations_sharing import choose_shared_indicators
from faubourg.indicators.queries_sharing import frames_of
from faubourg.web.fiche.forms import SharedIndicatorsForm, ShareForm
from faubourg.web.shell import contract_view

NOT_YOURS = "Partager une action avec un autre contrat demande le droit de tenir le plan."


@contract_view
def sharing(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The other contracts that hold the action; POST asks, agrees, ends or chooses indicators (`geste`)."""
    action = get_object_or_404(Action.objects.of(contract).select_related("lineage", "version"), key=key)
    if not can_edit_contract(request.user, contract):
        raise PermissionDenied(NOT_YOURS)
    sent = request.POST.get("geste", "") if request.method == "POST" else ""
    chosen = (request.POST if sent else request.GET).get("contrat", "").replace("\0", "")
    form = ShareForm(request.POST if sent == "demander" else None, user=request.user, contract=contract, chosen=chosen)
    if sent:
        try:
            if done := _act(request, contract, action, sent, form):
                messages.success(request, done)
                return redirect("fiche:sharing", contract.key, key)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect("fiche:sharing", contract.key, key)
    frames = [
        (frame, SharedIndicatorsForm(action=action, initial={"indicateurs": frame.given}), _is_asked(frame, contract))
        for frame in frames_of(contract, action.lineage_id, user=request.user)
    ]
    return render(request, "fiche/sharing.html", {"action": action, "frames": frames, "form": form})


def _is_asked(frame, contract: Contract) -> bool:
    """Whether the answer is ours to give."""
    return not frame.link.stands and frame.link.other.contract_id == contract.pk


def _act(request: HttpRequest, contract: Contract, action: Action, sent: str, form: ShareForm) -> str:
    """What was done, in words; nothing where the form is to be shown again."""
    who = {"contract": contract, "user": request.user, "at": timezone.now()}
    if sent == "demander":
        if not form.is_valid():
            return ""
        link = share_action(action=action, other=form.cleaned_data["autre"], **who)
        return "Les deux actions sont rapprochées." if link.stands else "Demande envoyée à l’autre contrat."
    number = request.POST.get("lien", "")
    known = SharedAction.objects.touching(action.lineage_id)
    link = get_object_or_404(known, pk=int(number) if number.isascii() and number.isdigit() else 0)
    if sent == "accepter":
        agree_to_share(link=link, **who)
        return "Partage accepté."
    if sent == "retirer":
        end_sharing(link=link, **who)
        return "Partage retiré ; les valeurs restent où elles ont été saisies."
    chosen = SharedIndicatorsForm(request.POST, action=action)
    if not chosen.is_valid():
        raise ValidationError("Un de ces indicateurs ne suit plus cette action : rechargez la page.")
    choose_shared_indicators(link=link, indicators=chosen.cleaned_data["indicateurs"], **who)
    return "Choix enregistré."
