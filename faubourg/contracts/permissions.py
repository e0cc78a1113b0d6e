"""Who may do what with a contract: pure functions of a person and an object, after the table of `matrix`."""

from collections.abc import Iterable

from faubourg.contracts.choices import Role
from faubourg.contracts.matrix import ADMINISTRATION, MATRIX, Reach, Verb
from faubourg.contracts.models import Contract, ListedOrganisation, Membership


def held(user, contract: Contract) -> list[Membership]:
    """The roles of `user` in `contract`, none for a closed account; one query."""
    if not user.is_authenticated or not user.is_active:
        return []
    return list(Membership.objects.filter(user=user, contract=contract).order_by("pk"))


def reach(user, verb: str, contract: Contract, *, roles: Iterable[Membership] | None = None) -> Reach | None:
    """How far `user` may do `verb` in `contract`; None: not at all. `roles`: those already read by `held`."""
    roles = held(user, contract) if roles is None else roles
    reaches = [found for one in roles if (found := MATRIX.get(one.role, {}).get(verb))]
    if verb in ADMINISTRATION and user.is_authenticated and user.is_active and user.is_instance_admin:
        reaches.append(Reach.ALL)
    return max(reaches, default=None)


def can(user, verb: str, contract: Contract) -> bool:
    """Whether `user` may do `verb` everywhere in `contract`."""
    return reach(user, verb, contract) == Reach.ALL


def family(contract: Contract, organisations: Iterable[int]) -> set[int]:
    """These organisations of the contract and their services, of any depth; one query."""
    found = set(organisations)
    if not found:
        return found
    parents = ListedOrganisation.objects.of(contract).filter(parent__isnull=False).order_by()
    children: dict[int, list[int]] = {}
    for pk, parent in parents.values_list("pk", "parent"):
        children.setdefault(parent, []).append(pk)
    waiting = list(found)
    while waiting:
        fresh = [pk for pk in children.get(waiting.pop(), ()) if pk not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def organisations_of(roles: Iterable[Membership], verb: str, *, reach: Reach, contract: Contract) -> set[int]:
    """The organisations, services included, for which these roles give `verb` with that reach."""
    return family(
        contract,
        {one.organisation_id for one in roles if one.organisation_id and MATRIX.get(one.role, {}).get(verb) == reach},
    )


def can_edit_contract(user, contract: Contract) -> bool:
    """Whether `user` may change the plan and what surrounds it: the chef·fe de projet."""
    return can(user, Verb.EDIT_PLAN, contract)


def can_manage_members(user, contract: Contract) -> bool:
    """Whether `user` invites to the contract, and gives and takes its roles."""
    return can(user, Verb.MANAGE_MEMBERS, contract)


def can_import(user, contract: Contract | None) -> bool:
    """Whether `user` may import a file: into their contract, or as a new one for the instance's administrator."""
    if contract is None:
        return user.is_authenticated and user.is_active and user.is_instance_admin
    return can(user, Verb.IMPORT, contract)


def can_merge(user) -> bool:
    """Whether `user` may say that two organisations, territories or schemes of the instance are one."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_instance_admin or Membership.objects.filter(user=user, role=Role.PROJECT_LEAD).exists()
