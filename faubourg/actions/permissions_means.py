"""Who declares real means: an organisation its own, who keeps the whole plan all of them; who justifies them."""

from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can, held, organisations_of, reach


class Givers:
    """The organisations of the contract for which a person declares means: all of them, or the ids in `only`."""

    def __init__(self, only: set[int] | None) -> None:
        self.only = only

    def __bool__(self) -> bool:
        return self.only is None or bool(self.only)

    def __contains__(self, organisation_id: int) -> bool:
        return self.only is None or organisation_id in self.only


def givers_of(user, contract: Contract) -> Givers:
    """Those whose real means `user` may declare, correct and remove."""
    roles = held(user, contract)
    if reach(user, Verb.EDIT_ACTIONS, contract, roles=roles) == Reach.ALL:
        return Givers(None)
    return Givers(organisations_of(roles, Verb.EDIT_ACTIONS, reach=Reach.ORGANISATION, contract=contract))


def can_judge_means(user, contract: Contract) -> bool:
    """Whether `user` justifies and refuses declared means: who runs the campaigns."""
    return can(user, Verb.RUN_CAMPAIGNS, contract)
