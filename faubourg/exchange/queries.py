"""Counts of a contract's rows, and its figures."""

from collections import Counter

from faubourg.contracts.models import Contract, SourceSection
from faubourg.exchange.schema.sections import ACTIONS, INDICATORS, KEPT_AS_GIVEN, NODES, ROLES, SECTIONS


def summary(contract: Contract) -> dict:
    """Rows by level, kind, type and role, and the number of records of every other section."""
    counted = {
        "nodes": Counter(NODES.rows(contract).values_list("level__name", flat=True)),
        "actions": Counter(ACTIONS.rows(contract).values_list("kind", flat=True)),
        "commitment_types": Counter(
            ACTIONS.rows(contract).exclude(commitment_type="").values_list("commitment_type", flat=True)
        ),
        "indicators": Counter(INDICATORS.rows(contract).values_list("kind", flat=True)),
        "roles": Counter(ROLES.rows(contract).values_list("role", flat=True)),
    }
    counted = {name: dict(counter) for name, counter in counted.items()}
    counted |= {section.name: section.rows(contract).count() for section in SECTIONS if section.name not in counted}
    kept = dict(SourceSection.objects.filter(contract=contract).values_list("name", "content"))
    return counted | {name: len(kept.get(name, ())) for name in KEPT_AS_GIVEN}
