"""The models of actions, one module an aggregate."""

from faubourg.actions.models.action import Action, ActionLegalObjective, Public
from faubourg.actions.models.frame import Clause, CrossReference, NationalMeasure
from faubourg.actions.models.library import ActionTemplate, DismissedProposal
from faubourg.actions.models.means import Means
from faubourg.actions.models.real_means import RealMeans
from faubourg.actions.models.roles import ActionRole
from faubourg.actions.models.schemes import DepositWindow, ListedScheme, Scheme, SchemeLink
from faubourg.actions.models.sharing import SharedAction
from faubourg.actions.models.status import ActionStatus, ConditionFinding

__all__ = [
    "Action",
    "ActionLegalObjective",
    "ActionRole",
    "ActionStatus",
    "ActionTemplate",
    "Clause",
    "ConditionFinding",
    "CrossReference",
    "DepositWindow",
    "DismissedProposal",
    "ListedScheme",
    "Means",
    "NationalMeasure",
    "Public",
    "RealMeans",
    "Scheme",
    "SchemeLink",
    "SharedAction",
]
