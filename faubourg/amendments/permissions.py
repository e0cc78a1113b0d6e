"""Who may open, submit, adopt and mend a version of the plan."""

from faubourg.contracts.matrix import Verb
from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can, reach


def can_manage_versions(user, contract: Contract) -> bool:
    """Whether `user` opens an avenant, changes the state of a version, mends an adopted one: the chef·fe de projet."""
    return can(user, Verb.MANAGE_VERSIONS, contract)


def can_work_on_draft(user, contract: Contract) -> bool:
    """Whether `user` may choose to see and edit the version in preparation: whoever keeps some of the plan."""
    return reach(user, Verb.EDIT_ACTIONS, contract) is not None
