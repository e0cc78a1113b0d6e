"""People of a contract: invited, given a role, moved to another, removed; a contract always keeps one lead."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from faubourg.accounts import operations as accounts
from faubourg.accounts.models import Invitation, User
from faubourg.accounts.operations import AccountError
from faubourg.accounts.operations.invitations import Issued
from faubourg.accounts.queries import account_of
from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import FOR_AN_ORGANISATION
from faubourg.contracts.models import Contract, Lineage, ListedOrganisation, Membership
from faubourg.contracts.permissions import can_manage_members
from faubourg.contracts.queries_people import (
    KEPT_ROLE,
    contract_of,
    contracts_held_alone,
    grant_of,
    read_grant,
    role_label,
)
from faubourg.journal.operations import record
from faubourg.ui.typography import plural


def invite_member(
    *,
    contract: Contract,
    email: str,
    role: str,
    function: str,
    organisation: ListedOrganisation | None = None,
    by: User,
    at: datetime,
) -> Issued:
    """Invite an address to hold `role` in the contract; the role is given when the link is answered.

    Raises AccountError when the person holds the role already or their account is closed.
    """
    _check_manages(by, contract)
    account = account_of(email)
    _check_organisation(contract, role, organisation)
    if account and _same(contract, account, role, organisation).exists():
        raise AccountError(f"{account} a déjà ce rôle dans le contrat.")
    label = role_label(role, organisation)
    return accounts.write_invitation(
        email=email,
        scope=contract.scope,
        grant=grant_of(role, organisation),
        function=function,
        purpose=f"à rejoindre {_quoted(contract)} comme {label}",
        by=by,
        at=at,
    )


def renew_invitation(*, contract: Contract, invitation: Invitation, by: User, at: datetime) -> Issued:
    """Write again, with a new link and a new delay; the link sent before is of no use any more."""
    role, organisation = read_grant(contract, invitation.grant)
    return invite_member(
        contract=contract,
        email=invitation.email,
        role=role,
        organisation=organisation,
        function=invitation.function,
        by=by,
        at=at,
    )


def revoke_invitation(*, contract: Contract, invitation: Invitation, by: User, at: datetime) -> None:
    """Make an invitation to the contract useless."""
    _check_manages(by, contract)
    accounts.revoke_invitation(invitation=invitation, by=by, at=at)


def accept_invitation(*, invitation: Invitation, user: User, at: datetime) -> Contract | None:
    """Give `user` what the invitation promises, and return the contract that it opens, if any."""
    with transaction.atomic():
        accounts.take_invitation(invitation=invitation, user=user, at=at)
        contract = contract_of(invitation)
        if contract is None:
            return None
        role, organisation = read_grant(contract, invitation.grant)
        membership, is_new = Membership.objects.get_or_create(
            contract=contract, user=user, role=role, organisation=organisation
        )
        if is_new:
            _record(membership, "rôle donné", actor=invitation.invited_by, at=at, new=role_label(role, organisation))
    return contract


def join(*, invitation: Invitation, function: str, password: str | None, at: datetime) -> User:
    """Open the account of an invited address and give it what the invitation promises, both or nothing."""
    with transaction.atomic():
        user = accounts.create_account(email=invitation.email, function=function, password=password, at=at)
        accept_invitation(invitation=invitation, user=user, at=at)
    return user


def change_role(
    *,
    membership: Membership,
    role: str,
    organisation: ListedOrganisation | None = None,
    fiches: Iterable[Lineage] = (),
    by: User,
    at: datetime,
) -> None:
    """Give the person another role instead of this one; `fiches` are those that a pilot keeps, none: all of theirs."""
    contract = membership.contract
    _check_manages(by, contract)
    with transaction.atomic():
        fresh = _locked(membership)
        _check_organisation(contract, role, organisation)
        kept = {one.pk: one for one in fiches if role == Role.PILOT and one.contract_id == contract.pk}
        before, old = set(fresh.lineages.values_list("pk", flat=True)), role_label(fresh.role, fresh.organisation)
        new = role_label(role, organisation)
        if new == old and before == set(kept):
            return
        if new != old and _same(contract, fresh.user, role, organisation).exists():
            raise AccountError(f"{fresh.user} a déjà ce rôle dans le contrat : retirez l’autre.")
        if role != fresh.role:
            _check_is_not_last(fresh)
        fresh.role, fresh.organisation = role, organisation
        fresh.save(update_fields=["role", "organisation"])
        fresh.lineages.set(kept)
        _record(fresh, "rôle changé", actor=by, at=at, old=_counted(old, before), new=_counted(new, kept))


def remove_member(*, membership: Membership, by: User, at: datetime) -> None:
    """Take the role back; what the person wrote stays."""
    _check_manages(by, membership.contract)
    with transaction.atomic():
        fresh = _locked(membership)
        _check_is_not_last(fresh)
        _record(fresh, "rôle retiré", actor=by, at=at, old=role_label(fresh.role, fresh.organisation))
        fresh.delete()


def close_account(*, user: User, by: User, at: datetime) -> None:
    """Close an account, unless a contract would be left without its lead."""
    with transaction.atomic():
        held = Membership.objects.filter(user=user, role=KEPT_ROLE).values("contract")
        list(Contract.objects.select_for_update().filter(pk__in=held).order_by("pk").values_list("pk"))
        if alone := contracts_held_alone(user):
            names = ", ".join(_quoted(contract) for contract in alone)
            raise AccountError(
                f"Ce compte est le seul à tenir le rôle « {KEPT_ROLE.label} » de {names} : "
                "donnez d’abord ce rôle à une autre personne."
            )
        accounts.close_account(user=user, by=by, at=at)


def _quoted(contract: Contract) -> str:
    """The name between « », or between “ ” when it holds « » itself."""
    return f"“{contract.name}”" if "«" in contract.name else f"« {contract.name} »"


def _locked(membership: Membership) -> Membership:
    """The role as it stands, while its contract waits: two people cannot both remove the other."""
    Contract.objects.select_for_update().get(pk=membership.contract_id)
    found = Membership.objects.select_related("user", "contract", "organisation").filter(pk=membership.pk).first()
    if found is None:
        raise AccountError("Ce rôle a déjà été retiré.")
    return found


def _same(contract: Contract, user: User, role: str, organisation: ListedOrganisation | None):
    return Membership.objects.filter(contract=contract, user=user, role=role, organisation=organisation)


def _counted(label: str, fiches: Collection) -> str:
    return f"{label} ({plural(len(fiches), 'fiche')})" if fiches else label


def _check_organisation(contract: Contract, role: str, organisation: ListedOrganisation | None) -> None:
    if organisation is not None and organisation.contract_id != contract.pk:
        raise AccountError("Cet organisme n’est pas de ce contrat : choisissez-le dans la liste.")
    if organisation is None and role in FOR_AN_ORGANISATION and role != Role.PILOT:
        raise AccountError("Ce rôle se tient pour un organisme : choisissez lequel.")


def _check_is_not_last(membership: Membership) -> None:
    if membership.role == KEPT_ROLE and contracts_held_alone(membership.user, contract=membership.contract):
        raise AccountError(
            f"Un contrat garde toujours une personne au rôle « {KEPT_ROLE.label} » : "
            "donnez-le d’abord à quelqu’un d’autre."
        )


def _check_manages(by: User, contract: Contract) -> None:
    if not can_manage_members(by, contract):
        raise PermissionDenied("Seuls la ou le chef·fe de projet et l’administration donnent les rôles.")


def _record(membership: Membership, verb: str, *, actor: User, at: datetime, old: str = "", new: str = "") -> None:
    record(
        actor=actor,
        verb=verb,
        scope=membership.contract.scope,
        target=membership,
        at=at,
        label=str(membership.user),
        changes={"rôle": [old, new]},
    )
