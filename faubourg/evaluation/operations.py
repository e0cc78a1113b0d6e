"""What becomes of an evaluation, of its recommendations and of the proposals of its workshops; files joined.

Their texts are written through the schema of files (`exchange.editing`), which journals them by itself.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files import File
from django.db import transaction

from faubourg.actions.models import Action
from faubourg.contracts.models import Lineage
from faubourg.core.workflow import TransitionError, check_transition
from faubourg.evaluation.choices import (
    EVALUATION_TRANSITIONS,
    RECOMMENDATION_TRANSITIONS,
    EvaluationState,
    RecommendationState,
)
from faubourg.evaluation.models import Evaluation, Proposal, Recommendation
from faubourg.evaluation.models.evaluation import Part
from faubourg.evaluation.permissions import can_evaluate, can_write
from faubourg.followup.models import Campaign
from faubourg.journal.operations import record
from faubourg.threads import operations as threads
from faubourg.threads.models import Attachment
from faubourg.ui.typography import nbsp

REFUSED = "L’évaluation se tient avec la ou le chef·fe de projet et l’équipe d’évaluation."
CLOSED = "Cette évaluation est close : ses textes ne changent plus. La rouvrir d’abord."
GONE = "Cette ligne a été retirée entre-temps."
MAX_REASON = 5000
MAX_FILES = 20


@transaction.atomic
def move_evaluation(*, evaluation: Evaluation, state: str, by, at: datetime) -> None:
    """Share an evaluation, close it, or take either back. Raises PermissionDenied, ValidationError."""
    held = _held(evaluation, by)
    if state not in EvaluationState.values:
        raise ValidationError("Choisissez un état de la liste.")
    _check(EVALUATION_TRANSITIONS, held.state, state, EvaluationState)
    if held.state == state:
        return
    changes = {"état": [held.get_state_display(), str(EvaluationState(state).label)]}
    held.state = state
    held.save(update_fields=["state"])
    _note(held, f"évaluation {EvaluationState(state).label}", by, at, changes)


@transaction.atomic
def tie_campaign(*, evaluation: Evaluation, campaign: Campaign | None, by, at: datetime) -> None:
    """Say which campaign gathers what is evaluated; None: no longer one. Raises PermissionDenied, ValidationError."""
    held = _writable(evaluation, by)
    if campaign is not None and campaign.contract_id != held.contract_id:
        raise ValidationError("Cette campagne n’est pas de ce contrat.")
    if held.campaign == campaign:
        return
    changes = {"campagne de suivi": [held.campaign and str(held.campaign), campaign and str(campaign)]}
    held.campaign = campaign
    held.save(update_fields=["campaign"])
    _note(held, "campagne rattachée" if campaign else "campagne détachée", by, at, changes)


@transaction.atomic
def carry(*, recommendation: Recommendation, lineage: Lineage, by, at: datetime) -> None:
    """Say that an action takes the recommendation up; several may. Raises PermissionDenied, ValidationError."""
    held = _held(recommendation, by)
    _check(RECOMMENDATION_TRANSITIONS, held.state, RecommendationState.CARRIED, RecommendationState)
    _tie(held, lineage)
    if held.state != RecommendationState.CARRIED:
        held.state = RecommendationState.CARRIED
        held.save(update_fields=["state"])
    _note(held, "recommandation reprise", by, at, {"reprise dans les actions": ["", _name(lineage)]})


@transaction.atomic
def close_recommendation(*, recommendation: Recommendation, reason: str, by, at: datetime) -> None:
    """Close it with a reason. Raises PermissionDenied, ValidationError."""
    held = _held(recommendation, by)
    reason = reason.strip()
    if not reason:
        raise ValidationError("Dites pourquoi cette recommandation est close : le motif est gardé et imprimé.")
    if len(reason) > MAX_REASON:
        raise ValidationError(nbsp(f"Le motif dépasse {MAX_REASON} caractères : raccourcissez-le."))
    if held.state == RecommendationState.CLOSED:
        raise ValidationError(nbsp(f"Cette recommandation est déjà close : « {held.closing_reason} »."))
    _check(RECOMMENDATION_TRANSITIONS, held.state, RecommendationState.CLOSED, RecommendationState)
    changes = {"état": [held.get_state_display(), "close"], "motif de clôture": [held.closing_reason, reason]}
    held.state, held.closing_reason = RecommendationState.CLOSED, reason
    held.save(update_fields=["state", "closing_reason"])
    _note(held, "recommandation close", by, at, changes)


@transaction.atomic
def reopen_recommendation(*, recommendation: Recommendation, by, at: datetime) -> None:
    """Take a closing or a carrying back; the journal keeps both. Raises PermissionDenied, ValidationError."""
    held = _held(recommendation, by)
    if held.state == RecommendationState.OPEN:
        return
    tied = ", ".join(_name(lineage) for lineage in held.actions.order_by("pk"))
    changes = {"état": [held.get_state_display(), "ouverte"], "motif de clôture": [held.closing_reason, ""]}
    if tied:
        changes["reprise dans les actions"] = [tied, ""]
    held.state, held.closing_reason = RecommendationState.OPEN, ""
    held.save(update_fields=["state", "closing_reason"])
    held.actions.clear()
    _note(held, "recommandation rouverte", by, at, {name: pair for name, pair in changes.items() if pair[0] != pair[1]})


@transaction.atomic
def tie_proposal(*, proposal: Proposal, lineage: Lineage, by, at: datetime) -> None:
    """Say that a proposal became this action; it may become several. Raises PermissionDenied, ValidationError."""
    held = _held(proposal, by)
    _tie(held, lineage)
    _note(held, "proposition rattachée", by, at, {"devenue les actions": ["", _name(lineage)]})


@transaction.atomic
def untie_proposal(*, proposal: Proposal, lineage: Lineage, by, at: datetime) -> None:
    """Take `tie_proposal` back. Raises PermissionDenied."""
    held = _held(proposal, by)
    if held.actions.filter(pk=lineage.pk).exists():
        held.actions.remove(lineage)
        _note(held, "proposition détachée", by, at, {"devenue les actions": [_name(lineage), ""]})


@transaction.atomic
def join_file(*, row: Part, upload: File, by, at: datetime) -> Attachment:
    """Join a file to an evidence or to a story. Raises PermissionDenied, ValidationError with why it is refused."""
    held = _writable(row, by)
    if Attachment.objects.about(held).count() >= MAX_FILES:
        raise ValidationError(nbsp(f"Il y a déjà {MAX_FILES} fichiers ici : retirez-en avant d’en ajouter."))
    attachment = threads.attach(target=held, scope=held.contract.scope, upload=upload, actor=by, at=at)
    _note(held, "pièce jointe ajoutée", by, at, {"pièce jointe": ["", attachment.name]})
    return attachment


@transaction.atomic
def drop_file(*, row: Part, attachment: Attachment, by, at: datetime) -> None:
    """Remove a file; the journal keeps its name. Raises PermissionDenied, ValidationError."""
    held = _writable(row, by)
    name = attachment.name
    threads.detach(attachment=attachment)
    _note(held, "pièce jointe retirée", by, at, {"pièce jointe": [name, ""]})


def _held(row: Part, by) -> Part:
    """The row, locked until the end, for a person who evaluates."""
    if not can_evaluate(by, row.contract):
        raise PermissionDenied(REFUSED)
    found = type(row).objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise ValidationError(GONE)
    return found


def _writable(row: Part, by) -> Part:
    held = _held(row, by)
    if not can_write(by, held):
        raise ValidationError(CLOSED)
    return held


def _check(table, old: str, new: str, states) -> None:
    try:
        check_transition(table, old, new, labels=dict(states.choices))
    except TransitionError as error:
        raise ValidationError(f"Cela a changé entre-temps : {error}.") from error


def _tie(row: Recommendation | Proposal, lineage: Lineage) -> None:
    if lineage.contract_id != row.contract_id:
        raise ValidationError("Cette action n’est pas de ce contrat.")
    if row.actions.filter(pk=lineage.pk).exists():
        raise ValidationError("Cette action est déjà rattachée ici.")
    row.actions.add(lineage)


def _name(lineage: Lineage) -> str:
    """The action of a lineage as its newest version calls it."""
    found = Action.objects.filter(lineage=lineage).order_by("-version__number", "pk").first()
    return str(found) if found else str(lineage)


def _note(row: Part, verb: str, by, at: datetime, changes: dict) -> None:
    record(actor=by, verb=verb, scope=row.contract.scope, target=row, at=at, changes=changes)
