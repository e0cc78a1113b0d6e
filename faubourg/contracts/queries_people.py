"""Who holds which role in a contract, and who is invited to one."""

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet

from faubourg.accounts.models import Invitation
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract, ListedOrganisation, Membership

#: A contract always keeps one person who may give the other roles.
KEPT_ROLE = Role.PROJECT_LEAD


def members(contract: Contract) -> list[Membership]:
    """The roles of the contract with their people, in the order of the roles, then of the names; one query.

    Each has `fiches`, the number of fiches given to the person by name.
    """
    order = {role: rank for rank, role in enumerate(Role.values)}
    found = Membership.objects.of(contract).select_related("user", "organisation").annotate(fiches=Count("lineages"))
    return sorted(found, key=lambda one: (order.get(one.role, len(order)), str(one.user).casefold(), one.pk))


def roles_of(user) -> QuerySet[Membership]:
    """The roles of a person, contract by contract; one query."""
    return Membership.objects.filter(user=user).select_related("contract").order_by("contract__title", "role")


def invitations_of(contract: Contract) -> QuerySet[Invitation]:
    """The invitations to the contract that nobody has answered, the newest first; one query."""
    return Invitation.objects.in_scope(contract.scope).waiting().select_related("invited_by")


def contract_of(invitation: Invitation) -> Contract | None:
    """The contract that the invitation opens; None when it opens the instance only."""
    kind, _, key = invitation.scope.partition("/")
    return Contract.objects.filter(key=key).first() if kind == "contrat" else None


def grant_of(role: str, organisation: ListedOrganisation | None) -> str:
    """What an invitation says of the role that it gives: the role, and the key of the organisation after « @ »."""
    return f"{role}@{organisation.key}" if organisation else role


def read_grant(contract: Contract, grant: str) -> tuple[str, ListedOrganisation | None]:
    """The role that an invitation gives, and for which organisation of the contract if it is still there."""
    role, _, key = grant.partition("@")
    return role, ListedOrganisation.objects.of(contract).filter(key=key).first() if key else None


def role_label(role: str, organisation: ListedOrganisation | None) -> str:
    """« référent·e d’un signataire, CAF »: the role, and for whom it is held."""
    label = Role(role).label if role in Role.values else role
    return f"{label}, {organisation}" if organisation else label


def has_lead(contract: Contract) -> bool:
    """Whether an open account holds the role that a contract always keeps; one query."""
    return Membership.objects.filter(contract=contract, role=KEPT_ROLE, user__is_active=True).exists()


def contracts_held_alone(user, *, contract: Contract | None = None) -> list[Contract]:
    """The contracts (or that one) where no open account but `user` holds the role that a contract always keeps."""
    held = Membership.objects.filter(user=user, role=KEPT_ROLE)
    if contract is not None:
        held = held.filter(contract=contract)
    keepers = Membership.objects.filter(
        role=KEPT_ROLE, user__in=get_user_model().objects.filter(is_active=True).exclude(pk=user.pk)
    )
    alone = held.exclude(contract__in=keepers.values("contract")).values("contract")
    return list(Contract.objects.filter(pk__in=alone).order_by("title"))
