"""The plan of a contract: read once, filtered, and shown by objective, by actor or by neighbourhood."""

from faubourg.reports.plan.filters import PlanFilters, read_filters
from faubourg.reports.plan.loading import load_plan
from faubourg.reports.plan.places import OBJECTIVE, VIEWS
from faubourg.reports.plan.records import PlanData, PlanNode, PlanRow
from faubourg.reports.plan.sheets import plan_sheet
from faubourg.reports.plan.view import PlanView, costliest_filter, plan_view

__all__ = [
    "OBJECTIVE",
    "VIEWS",
    "PlanData",
    "PlanFilters",
    "PlanNode",
    "PlanRow",
    "PlanView",
    "costliest_filter",
    "load_plan",
    "plan_sheet",
    "plan_view",
    "read_filters",
]
