"""The models of contracts, one module an aggregate."""

from faubourg.contracts.models.agreements import Agreement
from faubourg.contracts.models.contract import (
    Contract,
    EngineeringMeans,
    Lineage,
    Membership,
    Version,
)
from faubourg.contracts.models.feeds import CalendarFeed
from faubourg.contracts.models.life import Deliberation, Milestone, MilestoneApproval, Signature
from faubourg.contracts.models.listing import ListedOrganisation, ListedTerritory
from faubourg.contracts.models.posts import Post, PostHolder
from faubourg.contracts.models.published import Anomaly, PrintedTable, Published
from faubourg.contracts.models.scale import CommitmentType, StatusState
from faubourg.contracts.models.scoped import ScopedQuerySet
from faubourg.contracts.models.texts import ContractPage, FicheSection, ReferenceText, SourceSection
from faubourg.contracts.models.tree import Level, Node, NodeLegalObjective, Tag
from faubourg.contracts.models.visits import LastVisit

__all__ = [
    "Agreement",
    "Anomaly",
    "CalendarFeed",
    "CommitmentType",
    "Contract",
    "ContractPage",
    "Deliberation",
    "EngineeringMeans",
    "FicheSection",
    "LastVisit",
    "Level",
    "Lineage",
    "ListedOrganisation",
    "ListedTerritory",
    "Membership",
    "Milestone",
    "MilestoneApproval",
    "Node",
    "NodeLegalObjective",
    "Post",
    "PostHolder",
    "PrintedTable",
    "Published",
    "ReferenceText",
    "ScopedQuerySet",
    "Signature",
    "SourceSection",
    "StatusState",
    "Tag",
    "Version",
]
