"""Key milestones: marked as such, approved by the EPCI and by the State, an approval withdrawn."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.contracts.choices import ApprovalSide
from faubourg.contracts.matrix import Verb
from faubourg.contracts.milestones import wording_of
from faubourg.contracts.models import Contract, Milestone, MilestoneApproval
from faubourg.contracts.permissions import can, can_edit_contract
from faubourg.journal.operations import record

VERBS = {ApprovalSide.EPCI: Verb.APPROVE_EPCI, ApprovalSide.STATE: Verb.APPROVE_STATE}
#: Characters of a reason.
MAX_REASON = 5000


@transaction.atomic
def mark_key(*, contract: Contract, milestone: Milestone, is_key: bool, user, at: datetime) -> None:
    """Say that a milestone needs the two approvals, or no longer does.

    Raises `PermissionDenied`; `ValidationError` when approvals that hold would be lost from sight.
    """
    if not can_edit_contract(user, contract):
        raise PermissionDenied("Les jalons clés se désignent avec la ou le chef·fe de projet.")
    held = _hold(contract, milestone)
    if bool(held.is_key) == is_key:
        return
    if not is_key and held.approvals.filter(withdrawn_at=None).exists():
        raise ValidationError("Ce jalon est approuvé : retirez d’abord les approbations.")
    held.is_key = is_key or None
    held.save(update_fields=["is_key"])
    changes = {"jalon clé": ["non" if is_key else "oui", "oui" if is_key else "non"]}
    record(actor=user, verb="jalon modifié", scope=contract.scope, target=held, at=at, changes=changes)


@transaction.atomic
def approve(*, contract: Contract, milestone: Milestone, side: str, user, at: datetime) -> MilestoneApproval:
    """Approve a key milestone for one side.

    Raises `PermissionDenied`; `ValidationError` when it is not a key one, when that side approved already, or when the
    same person approved for the other side.
    """
    _check_side(contract, side, user)
    held = _hold(contract, milestone)
    if not held.is_key:
        raise ValidationError("Ce jalon n’est pas un jalon clé : il ne demande pas d’approbation.")
    standing = {one.side: one for one in held.approvals.filter(withdrawn_at=None).select_related("approved_by")}
    if side in standing:
        raise ValidationError(f"{standing[side].approved_by} a déjà approuvé ce jalon pour {_label(side)}.")
    if any(one.approved_by_id == user.pk for one in standing.values()):
        raise ValidationError("Deux personnes différentes approuvent un jalon clé : vous avez approuvé l’autre côté.")
    approval = MilestoneApproval.objects.create(
        milestone=held, side=side, wording=wording_of(held), approved_by=user, approved_at=at
    )
    changes = {f"approbation de {_label(side)}": [None, approval.wording]}
    record(actor=user, verb="jalon approuvé", scope=contract.scope, target=held, at=at, changes=changes)
    return approval


@transaction.atomic
def withdraw_approval(
    *, contract: Contract, milestone: Milestone, side: str, reason: str, user, at: datetime
) -> MilestoneApproval:
    """Take back the approval of one side, with a reason; it stays in sight.

    Raises `PermissionDenied`; `ValidationError` without reason, or when nothing is approved.
    """
    _check_side(contract, side, user)
    held, reason = _hold(contract, milestone), reason.strip()
    approval = held.approvals.filter(withdrawn_at=None, side=side).first()
    if approval is None:
        raise ValidationError(f"Rien à retirer : {_label(side)} n’a pas approuvé ce jalon.")
    if not reason or len(reason) > MAX_REASON:
        raise ValidationError(f"Dites le motif du retrait, en {MAX_REASON} caractères au plus.")
    approval.withdrawn_by, approval.withdrawn_at, approval.withdrawal_reason = user, at, reason
    approval.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    changes = {f"approbation de {_label(side)}": [approval.wording, None]}
    verb = "approbation retirée"
    record(actor=user, verb=verb, scope=contract.scope, target=held, at=at, changes=changes, reason=reason)
    return approval


def _check_side(contract: Contract, side: str, user) -> None:
    if not any(can(user, verb, contract) for verb in VERBS.values()):
        raise PermissionDenied("Vous ne pouvez pas approuver les jalons de ce contrat.")
    if side not in VERBS:
        raise ValidationError("Un jalon s’approuve pour l’intercommunalité ou pour l’État.")
    if not can(user, VERBS[ApprovalSide(side)], contract):
        raise PermissionDenied(f"Vous ne pouvez pas approuver un jalon pour {_label(side)}.")


def _hold(contract: Contract, milestone: Milestone) -> Milestone:
    """The milestone as it is now, kept from other writers."""
    return contract.milestones.select_for_update().get(pk=milestone.pk)


def _label(side: str) -> str:
    return ApprovalSide(side).label
