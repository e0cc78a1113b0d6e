"""The addresses of the figures and of what goes out, and one row of each kind; asked for by `test_plie`."""

from datetime import date

from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import BridgeRule, LegalBasis
from faubourg.pathways.tests.factories import AgentFactory

LEAD = {AgentRole.COORDINATOR}
OUTSIDE = {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address), as in `test_plie`.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:behind": (TEAM, NOBODY, {}),
    "plie:numbers-export": (TEAM | OUTSIDE, NOBODY, {}),
    "plie:report": (LEAD | OUTSIDE, NOBODY, {"ending": "xlsx"}),
    "plie:series": (LEAD, NOBODY, {}),
    "plie:series-enter": (LEAD, LEAD, {"table": "entrees"}),
    "plie:texts": (LEAD, LEAD, {}),
    "plie:dialogue": (LEAD | {AgentRole.STRUCTURE}, NOBODY, {"pk": "structure"}),
    "plie:dialogue-file": (LEAD | {AgentRole.STRUCTURE}, NOBODY, {"pk": "structure", "ending": "docx"}),
    "plie:bridge": (LEAD, NOBODY, {}),
    "plie:bridge-add": (LEAD, LEAD, {}),
    "plie:bridge-now": (NOBODY, LEAD, {}),
    "plie:bridge-end": (NOBODY, LEAD, {"pk": "bridge"}),
    "plie:outgoing": (LEAD, NOBODY, {}),
    "plie:send": (LEAD, LEAD, {}),
    "plie:basis-add": (LEAD, LEAD, {}),
    "plie:basis-change": (LEAD, LEAD, {"pk": "basis"}),
    "plie:basis-end": (LEAD, LEAD, {"pk": "basis"}),
    "plie:access": (LEAD, LEAD, {"pk": "outsider"}),
    "plie:shared": (OUTSIDE, NOBODY, {}),
}


def rows_about(pathway) -> dict:
    """A legal basis, and an account of the Département without one."""
    contract = pathway.contract
    basis = LegalBasis.objects.create(
        contract=contract, recipient="Département", basis="Convention", fields=["number"], start=date(2020, 1, 1)
    )
    bridge = BridgeRule.objects.create(
        contract=contract, measured="participants", by="total", target=contract, start=date(2024, 1, 1),
        lineage=IndicatorFactory(contract=contract, version=contract.current_version).lineage,
    )  # fmt: skip
    return {"bridge": bridge, "basis": basis, "outsider": AgentFactory(contract=contract, role=AgentRole.DEPARTMENT)}
