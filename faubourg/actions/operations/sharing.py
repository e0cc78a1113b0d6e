"""An action said to be the same as one of another contract: asked, agreed, ended."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from faubourg.actions.models import Action, SharedAction
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_edit_contract
from faubourg.journal.operations import record

NOT_YOURS = "Partager une action avec un autre contrat demande le droit de tenir le plan."


@transaction.atomic
def share_action(*, contract: Contract, action: Action, other: Action, user, at: datetime) -> SharedAction:
    """Ask that `action` and `other`, of another contract, be one; it stands at once for who keeps both plans.

    `user` None is the command line, which has both plans in hand.
    Raises `PermissionDenied`; `ValidationError` for two actions of one contract, and for what is asked already.
    """
    there = other.version.contract
    if not can_ask_to_share(user, contract, there):
        raise PermissionDenied(NOT_YOURS)
    if there.pk == contract.pk:
        raise ValidationError("Ces deux actions sont du même contrat : « partagé avec » le dit dans la fiche.")
    # The other way round is the same link.
    if SharedAction.objects.touching(action.lineage_id).touching(other.lineage_id).exists():
        raise ValidationError("Ces deux actions sont déjà rapprochées.")
    agrees = user is None or can_edit_contract(user, there)
    link = SharedAction.objects.create(
        lineage=action.lineage, other=other.lineage, asked_by=user, asked_at=at,
        agreed_by=user if agrees else None, agreed_at=at if agrees else None,
    )  # fmt: skip
    _tell(link, "action partagée avec un autre contrat" if agrees else "partage d’action demandé", user, at)
    return link


def can_ask_to_share(user, contract: Contract, there: Contract) -> bool:
    """Whether `user` may say that an action of `contract` is one of `there`: who keeps the plan and sees the other."""
    sees = user is None or Contract.objects.for_user(user).filter(pk=there.pk).exists()
    return sees and (user is None or can_edit_contract(user, contract))


@transaction.atomic
def agree_to_share(*, contract: Contract, link: SharedAction, user, at: datetime) -> SharedAction:
    """Agree, in the contract that was asked. Raises `PermissionDenied`, `ValidationError` when it stands already."""
    link = SharedAction.objects.select_for_update(of=("self",)).select_related("lineage", "other").get(pk=link.pk)
    if link.other.contract_id != contract.pk or not can_edit_contract(user, contract):
        raise PermissionDenied("L’accord revient à qui tient le plan du contrat sollicité.")
    if link.stands:
        raise ValidationError("Ce partage est déjà accepté.")
    link.agreed_by, link.agreed_at = user, at
    link.save(update_fields=["agreed_by", "agreed_at"])
    _tell(link, "action partagée avec un autre contrat", user, at)
    return link


@transaction.atomic
def end_sharing(*, contract: Contract, link: SharedAction, user, at: datetime) -> None:
    """Refuse or end it, from either contract; nothing else goes: values stay where they were entered."""
    link = SharedAction.objects.select_related("lineage__contract", "other__contract").get(pk=link.pk)
    if link.side(contract) is None or (user is not None and not can_edit_contract(user, contract)):
        raise PermissionDenied(NOT_YOURS)
    _tell(link, "partage d’action retiré", user, at)
    # What a file said of it goes too: it would be linked again by the next one.
    for near, far in ((link.lineage, link.other), (link.other, link.lineage)):
        keys = Action.objects.filter(lineage=far).values_list("key", flat=True)
        gone = {f"{far.contract.key}/{key}" for key in keys}
        for action in Action.objects.filter(lineage=near).exclude(shared_elsewhere=[]):
            action.shared_elsewhere = [words for words in action.shared_elsewhere if words not in gone]
            action.save(update_fields=["shared_elsewhere"])
    link.delete()


def _tell(link: SharedAction, verb: str, user, at: datetime) -> None:
    """In the journals of both contracts, each about its own action."""
    for lineage in (link.lineage, link.other):
        action = Action.objects.filter(lineage=lineage, version=lineage.contract.current_version_id).first()
        with_whom = {"contrat": [None, link.beyond(lineage.contract).contract.title]}
        record(actor=user, verb=verb, scope=lineage.contract.scope, target=action, at=at, changes=with_whom)
