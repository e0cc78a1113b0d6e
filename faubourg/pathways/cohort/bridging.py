"""The indicators of another contract that the counts of the cohort feed, as a nightly passage would."""

from collections.abc import Iterable
from datetime import datetime

from faubourg.contracts.models import Contract
from faubourg.indicators.models import Indicator
from faubourg.pathways.models import BridgeRule
from faubourg.pathways.operations.bridging import carry_due
from faubourg.pathways.operations.tracing import day_of


def plant_bridge(*, contract: Contract, fed: Iterable[tuple[str, str, Indicator]], at: datetime) -> int:
    """Feed each indicator of `fed` (values of Measured and of CountedBy before it); says how many values were written.

    The demo's coordinatrice is no member of the contract that receives: these rules have no author.
    """
    BridgeRule.objects.bulk_create(
        BridgeRule(
            contract=contract, measured=measured, by=by, target=indicator.version.contract,
            lineage_id=indicator.lineage_id, start=day_of(at),
        )
        for measured, by, indicator in fed
    )  # fmt: skip
    return carry_due(at=at)
