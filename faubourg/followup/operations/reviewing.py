"""Writing the review of an action in a campaign: draft, sent, to correct, validated."""

from dataclasses import dataclass, fields
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from faubourg.accounts.models import User
from faubourg.actions.models import Action
from faubourg.actions.operations import state_progress
from faubourg.actions.operations.progress import NEEDED
from faubourg.actions.permissions import can_on_action
from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract, StatusState
from faubourg.core.periods import first_day
from faubourg.followup.choices import REVIEW_TRANSITIONS, CampaignState, ReviewState
from faubourg.followup.models import Campaign, Review
from faubourg.followup.operations.refusals import FollowupError
from faubourg.governance.models import Body
from faubourg.journal.operations import record

CLOSED = "La campagne n’est pas ouverte : les bilans s’y lisent, ils ne s’y écrivent plus."
CHANGED = "Quelqu’un d’autre a écrit ce bilan pendant votre saisie. Relisez ce qui est enregistré, puis recommencez."


@dataclass(frozen=True)
class Said:
    """What a pilot says of an action; empty where nothing is said yet."""

    status: StatusState | None = None
    achievements: str = ""
    outlook: str = ""
    shortfall: str = ""
    unblocking: str = ""
    body: Body | None = None
    stated_on: str = ""


NAMES = tuple(field.name for field in fields(Said))


def mark_of(review: Review | None) -> str:
    """What stands for the review as it was shown, so that two people do not write over one another."""
    return "" if review is None or review.written_at is None else review.written_at.isoformat()


@transaction.atomic
def write_review(
    *, campaign: Campaign, action: Action, said: Said, submit: bool, seen: str, user: User, at: datetime
) -> Review:
    """Keep the review of `action`; `submit` sends it. `seen`: see `mark_of`.

    Raises `PermissionDenied`; `FollowupError` (campaign not open, written meanwhile, validated already);
    `ValidationError` with a sentence a field when what is sent is not complete.
    """
    contract = campaign.contract
    if not can_on_action(user, Verb.PROPOSE_STATUS, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas écrire le bilan de cette action : demandez à son pilote.")
    held = _held(campaign)
    found = Review.objects.select_for_update().filter(round=held, lineage=action.lineage_id).first()
    if mark_of(found) != seen:
        raise FollowupError(CHANGED)
    review = found or _new(held, contract, action)
    _check(said, contract, timezone.localdate(at), complete=submit)
    state = ReviewState.SUBMITTED if submit else ReviewState.DRAFT
    if found and found.state == ReviewState.TO_CORRECT and not submit:
        state = ReviewState.TO_CORRECT
    _move(review, state)
    changes = {
        Review._meta.get_field(name).verbose_name: [_told(getattr(review, name)), _told(getattr(said, name))]
        for name in NAMES
        if getattr(review, name) != getattr(said, name)
    }
    for name in NAMES:
        setattr(review, name, getattr(said, name))
    review.written_by, review.written_at = user, at
    review.save()
    verb = "bilan transmis" if submit else "bilan écrit"
    record(actor=user, verb=verb, scope=contract.scope, target=review, at=at, changes=changes)
    return review


@transaction.atomic
def validate_review(*, review: Review, user: User, at: datetime) -> Review:
    """Validate what was sent: the status that it says becomes the action's.

    Raises `PermissionDenied`, `FollowupError`.
    """
    held, action, contract = _to_decide(review, user)
    _move(held, ReviewState.VALIDATED)
    held.decided_by, held.decided_at, held.correction = user, at, ""
    held.save(update_fields=["state", "decided_by", "decided_at", "correction"])
    state_progress(
        contract=contract, action=action, state=held.status, stated_on=held.stated_on, user=user, at=at,
        comment=held.shortfall or held.achievements, unblocking=held.unblocking, body=held.body,
    )  # fmt: skip
    record(actor=user, verb="bilan validé", scope=contract.scope, target=held, at=at)
    return held


@transaction.atomic
def correct_review(*, review: Review, reason: str, user: User, at: datetime) -> Review:
    """Send a review back with what is to correct. Raises `PermissionDenied`, `FollowupError`.

    The progress that a validated one had written stays in the history of the action.
    """
    reason = reason.strip()
    if not reason:
        raise FollowupError("Dites ce qu’il faut corriger : le motif accompagne le bilan.")
    held, _, contract = _to_decide(review, user)
    _move(held, ReviewState.TO_CORRECT)
    held.decided_by, held.decided_at, held.correction = user, at, reason
    held.save(update_fields=["state", "decided_by", "decided_at", "correction"])
    record(actor=user, verb="correction demandée", scope=contract.scope, target=held, at=at, reason=reason)
    return held


def _held(campaign: Campaign) -> Campaign:
    held = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if held.state != CampaignState.OPEN:
        raise FollowupError(CLOSED)
    return held


def _to_decide(review: Review, user: User) -> tuple[Review, Action, Contract]:
    contract = review.contract
    action = Action.objects.filter(lineage=review.lineage_id, version=contract.current_version_id).first()
    if action is None:
        raise FollowupError("Cette action n’est plus dans le plan en vigueur : son bilan ne se décide plus.")
    if not can_on_action(user, Verb.VALIDATE_STATUS, action, contract=contract):
        raise PermissionDenied("Vous ne pouvez pas valider le bilan de cette action.")
    _held(review.round)
    return Review.objects.select_for_update(of=("self",)).get(pk=review.pk), action, contract


def _move(review: Review, state: ReviewState) -> None:
    if review.state and state not in REVIEW_TRANSITIONS[ReviewState(review.state)]:
        told = dict(ReviewState.choices)
        raise FollowupError(f"Ce bilan est {told[review.state]} : il ne peut pas devenir {told[state]}.")
    review.state = state


def _new(campaign: Campaign, contract: Contract, action: Action) -> Review:
    node = action.nodes.select_related("parent").order_by("position", "pk").first()
    last = Review.objects.filter(contract=contract).aggregate(last=Max("position"))["last"]
    return Review(
        contract=contract, round=campaign, campaign=campaign.key, lineage_id=action.lineage_id,
        key=f"{campaign.key[:30]}-{action.lineage_id}", code=action.code, label=action.title, counts_as=1,
        node_lineage_id=node and node.lineage_id,
        objective_lineage_id=node and (node.parent.lineage_id if node.parent else node.lineage_id),
        position=0 if last is None else last + 1,
    )  # fmt: skip


def _check(said: Said, contract: Contract, today, *, complete: bool) -> None:
    errors: dict[str, str] = {}
    if said.status is not None and said.status.contract_id != contract.pk:
        errors["status"] = "Cet état n’est pas sur l’échelle de ce contrat."
    if said.body is not None and said.body.contract_id != contract.pk:
        errors["body"] = "Cette instance n’est pas dans ce contrat."
    day = first_day(said.stated_on) if said.stated_on else None
    if said.stated_on and day is None:
        errors["stated_on"] = "Écrivez une date qui existe : un jour, un mois ou une année."
    elif day and day > today:
        errors["stated_on"] = "Un bilan constate : la date ne peut pas être à venir."
    if complete and not errors:
        errors |= _lacking(said)
    if errors:
        raise ValidationError(errors)


def _lacking(said: Said) -> dict[str, str]:
    """What a review that is sent must still say."""
    lacking = {}
    if said.status is None:
        lacking["status"] = "Choisissez l’état de l’action."
    if not said.achievements and not said.shortfall:
        lacking["achievements"] = "Dites ce qui a été fait ou, si rien ne l’a été, le motif de non-réalisation."
    if not said.stated_on:
        lacking["stated_on"] = "Dites à quelle date cela est constaté."
    if said.status is None:
        return lacking
    if said.status.counts_as_implemented is False and not said.shortfall:
        lacking["shortfall"] = "Cet état ne vaut pas réalisation : dites pourquoi."
    fields_of = {"comment": "shortfall"}
    for name, words in NEEDED.get(said.status.meaning, ()):
        if not getattr(said, fields_of.get(name, name)):
            lacking[fields_of.get(name, name)] = words
    return lacking


def _told(value) -> str | None:
    return None if value in (None, "") else str(value)
