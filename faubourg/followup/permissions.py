"""Who runs a campaign, and who answers a request."""

from collections.abc import Iterable

from faubourg.contracts.matrix import Reach, Verb
from faubourg.contracts.models import Contract, Membership
from faubourg.contracts.permissions import can, held, organisations_of, reach
from faubourg.followup.models import CampaignRequest


def can_run(user, contract: Contract) -> bool:
    """Whether `user` opens campaigns, asks for corrections and validates: the chef·fe de projet."""
    return user is not None and can(user, Verb.RUN_CAMPAIGNS, contract)


def answered_by(user, contract: Contract, *, roles: Iterable[Membership] | None = None) -> set[int] | None:
    """The organisations of the contract for which `user` answers; None: all of them."""
    roles = held(user, contract) if roles is None else roles
    if reach(user, Verb.ENTER_VALUES, contract, roles=roles) == Reach.ALL:
        return None
    return organisations_of(roles, Verb.ENTER_VALUES, reach=Reach.ORGANISATION, contract=contract)


def can_answer(user, request: CampaignRequest, contract: Contract) -> bool:
    """Whether `user` answers this request: its référent·e, who enters the values of the organisation, the lead."""
    roles = held(user, contract)
    if not roles:
        return False
    theirs = answered_by(user, contract, roles=roles)
    return theirs is None or request.organisation_id in theirs or request.referent_id == user.pk
