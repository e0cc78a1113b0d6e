"""Who writes the lines of the TFPB abatement: who keeps the plan, and the landlord for its own lines."""

from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import held, organisations_of, reach


class Landlords:
    """The organisations of the contract whose lines a person may write: all of them, or the ids in `only`."""

    def __init__(self, only: set[int] | None) -> None:
        self.only = only

    def __bool__(self) -> bool:
        return self.only is None or bool(self.only)

    def __contains__(self, organisation_id: int) -> bool:
        return self.only is None or organisation_id in self.only


def landlords_of(user, contract: Contract) -> Landlords:
    """Those whose lines `user` may write."""
    roles = held(user, contract)
    if reach(user, Verb.EDIT_PLAN, contract, roles=roles) == Reach.ALL:
        return Landlords(None)
    return Landlords(organisations_of(roles, Verb.EDIT_ACTIONS, reach=Reach.ORGANISATION, contract=contract))
