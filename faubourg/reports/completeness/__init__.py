"""What is missing in a contract, what disagrees in it, and where each thing is mended."""

from faubourg.reports.completeness.checks import Check, Item, Outcome, Severity
from faubourg.reports.completeness.law import LegalContent, legal_contents
from faubourg.reports.completeness.material import Material, load_material
from faubourg.reports.completeness.registry import CHECKS, GROUPS, outcome_of, outcomes_of

__all__ = [
    "CHECKS",
    "GROUPS",
    "Check",
    "Item",
    "LegalContent",
    "Material",
    "Outcome",
    "Severity",
    "legal_contents",
    "load_material",
    "outcome_of",
    "outcomes_of",
]
