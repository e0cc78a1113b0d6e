"""The tab « Bilans » of a fiche: what was said of it campaign after campaign, and the form of the one that is open."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faubourg.actions.models import Action
from faubourg.actions.permissions import can_on_action
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.evaluation.permissions import can_evaluate
from faubourg.followup.choices import ReviewState
from faubourg.followup.models import Campaign, Review
from faubourg.followup.operations import correct_review, validate_review, write_review
from faubourg.followup.operations.refusals import FollowupError
from faubourg.reports.fiche.words import state_kind
from faubourg.ui.typography import nbsp
from faubourg.web.reviews.forms import ReviewForm
from faubourg.web.reviews.showing import round_asked, rounds_of
from faubourg.web.shell import contract_view, fiche_tabs

CLOSED = "Aucune campagne n’est ouverte : les bilans se lisent, ils ne s’écrivent pas."
REFUSED = "Vous ne pouvez pas écrire le bilan de cette action : demandez à son pilote."


def _action(contract: Contract, key: str) -> Action:
    rows = Action.objects.filter(version=contract.current_version_id).select_related("lineage", "version")
    return get_object_or_404(rows, key=key)


def _round(request: HttpRequest, contract: Contract) -> Campaign | None:
    found = round_asked(rounds_of(contract), request.GET.get("campagne") or request.POST.get("campagne"))
    return found if found is not None and found.is_open else None


def _kind(review: Review) -> str:
    state = review.status
    return state_kind(state.label, "oui" if state.counts_as_implemented else "", state.meaning) if state else ""


def _show(request, contract: Contract, action: Action, campaign: Campaign | None, form=None) -> HttpResponse:
    said = Review.objects.filter(lineage=action.lineage_id).select_related("status", "round", "written_by", "body")
    rows = list(said.order_by("-round__last_year", "-position", "-pk"))
    mine = next((row for row in rows if campaign and row.round_id == campaign.pk), None)
    writes = campaign is not None and can_on_action(request.user, Verb.PROPOSE_STATUS, action, contract=contract)
    editable = mine is None or mine.state in (ReviewState.DRAFT, ReviewState.TO_CORRECT, ReviewState.SUBMITTED)
    today = timezone.localdate().isoformat()
    context = {
        "action": action,
        "campaign": campaign,
        "mine": mine,
        "rows": [{"review": row, "kind": _kind(row)} for row in rows],
        "writes": writes and editable,
        "closed": CLOSED,
        "evaluates": can_evaluate(request.user, contract),
        "form": form or ReviewForm(contract=contract, review=mine, today=today),
        "validates": can_on_action(request.user, Verb.VALIDATE_STATUS, action, contract=contract),
        "waits": mine is not None and mine.state == ReviewState.SUBMITTED,
        "validated": mine is not None and mine.state == ReviewState.VALIDATED,
        "tabs": fiche_tabs(contract, action.key, current="reviews:fiche"),
    }
    return render(request, "reviews/fiche.html", context)


@contract_view
def page(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """The reviews of the fiche; POST writes the one of the open campaign."""
    action, campaign = _action(contract, key), _round(request, contract)
    if request.method != "POST":
        return _show(request, contract, action, campaign)
    if not can_on_action(request.user, Verb.PROPOSE_STATUS, action, contract=contract):
        raise PermissionDenied(REFUSED)
    if campaign is None:
        messages.error(request, CLOSED)
        return redirect("reviews:fiche", contract.key, key)
    mine = Review.objects.filter(round=campaign, lineage=action.lineage_id).first()
    form = ReviewForm(request.POST, contract=contract, review=mine, today="")
    if not form.is_valid():
        return _show(request, contract, action, campaign, form)
    submit = request.POST.get("acte") == "transmettre"
    facts = {"said": form.said(), "submit": submit, "seen": form.cleaned_data["seen"]}
    try:
        write_review(campaign=campaign, action=action, user=request.user, at=timezone.now(), **facts)
    except (FollowupError, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return _show(request, contract, action, campaign, form)
    messages.success(request, "Bilan transmis : il reste à valider." if submit else "Brouillon du bilan enregistré.")
    return redirect("reviews:fiche", contract.key, key)


def _decided(request: HttpRequest, contract: Contract, key: str, decide, done: str) -> HttpResponse:
    action, campaign = _action(contract, key), _round(request, contract)
    if not can_on_action(request.user, Verb.VALIDATE_STATUS, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas valider le bilan de cette action.")
    review = Review.objects.filter(round=campaign, lineage=action.lineage_id).first() if campaign else None
    try:
        if review is None:
            raise FollowupError("Il n’y a pas de bilan à valider dans une campagne ouverte.")
        decide(review)
    except (FollowupError, ValidationError) as error:
        sentence = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        messages.error(request, nbsp(sentence))
    else:
        messages.success(request, done)
    return redirect("reviews:fiche", contract.key, key)


@contract_view
@require_POST
def validate(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Validate the review that was sent; the action's status follows."""

    def decide(review: Review) -> None:
        validate_review(review=review, user=request.user, at=timezone.now())

    return _decided(request, contract, key, decide, "Bilan validé : il donne l’avancement de l’action.")


@contract_view
@require_POST
def correct(request: HttpRequest, contract: Contract, key: str) -> HttpResponse:
    """Send the review back with what is to correct."""
    reason = request.POST.get("motif", "").replace("\0", "")[:4000]

    def decide(review: Review) -> None:
        correct_review(review=review, reason=reason, user=request.user, at=timezone.now())

    return _decided(request, contract, key, decide, "Correction demandée.")
