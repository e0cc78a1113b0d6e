"""What a person has to do in their contracts: what is theirs, what is late, what they owe, what changed."""

from faubourg.reports.mywork.changes import Change, Changes
from faubourg.reports.mywork.compose import ContractWork, work_in
from faubourg.reports.mywork.one_page import OnePage, one_page
from faubourg.reports.mywork.roles import Desk, desks_of
from faubourg.reports.mywork.rows import Row

__all__ = [
    "Change",
    "Changes",
    "ContractWork",
    "Desk",
    "OnePage",
    "Row",
    "desks_of",
    "one_page",
    "work_in",
]
