"""Who builds a register (who keeps the plan) and who keeps its rows (an organisation its own)."""

from dataclasses import dataclass

from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can, held, organisations_of, reach


@dataclass(frozen=True)
class Holders:
    """The organisations whose rows a person may write: all of them and rows of none, or the ids in `only`."""

    only: frozenset[int] | None

    def __bool__(self) -> bool:
        return self.only is None or bool(self.only)

    def __contains__(self, organisation_id: int | None) -> bool:
        return self.only is None or organisation_id in self.only


def can_build(user, contract: Contract) -> bool:
    """Whether `user` may make a register, its columns and its counts."""
    return can(user, Verb.EDIT_PLAN, contract)


def holders_of(user, contract: Contract) -> Holders:
    """Those whose rows `user` may write."""
    roles = held(user, contract)
    if reach(user, Verb.ENTER_VALUES, contract, roles=roles) == Reach.ALL:
        return Holders(None)
    return Holders(frozenset(organisations_of(roles, Verb.ENTER_VALUES, reach=Reach.ORGANISATION, contract=contract)))
