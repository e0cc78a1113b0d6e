"""All the checks, in groups: adding one is a line here and a function in its module."""

from faubourg.reports.completeness import actions, dates, governance, indicators, near, tree
from faubourg.reports.completeness.checks import Check, Outcome
from faubourg.reports.completeness.material import Material

#: Title of the group, then its checks.
GROUPS: tuple[tuple[str, tuple[Check, ...]], ...] = (
    ("Actions", (*actions.CHECKS, near.CHECK)),
    ("Indicateurs", indicators.CHECKS),
    ("Arbre et renvois", tree.CHECKS),
    ("Dates", dates.CHECKS),
    ("Gouvernance", governance.CHECKS),
    ("Rapprochements", governance.MATCHING),
)
CHECKS: dict[str, Check] = {check.key: check for _, checks in GROUPS for check in checks}


def outcomes_of(material: Material) -> list[tuple[str, list[Outcome]]]:
    """Every check of every group."""
    return [(title, [outcome_of(material, check) for check in checks]) for title, checks in GROUPS]


def outcome_of(material: Material, check: Check) -> Outcome:
    """One check."""
    return Outcome(check, check.find(material), check.population(material))
