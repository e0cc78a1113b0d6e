"""The addresses of retention and of a person's own data; asked for by `test_plie`."""

from datetime import date

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import RightsRequest

LEAD = {AgentRole.COORDINATOR}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address), as in `test_plie`.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:retention": (LEAD, NOBODY, {}),
    "plie:retention-act": (LEAD, LEAD, {"name": "regler"}),
    "plie:person-data": (TEAM, NOBODY, {"number": 1}),
    "plie:person-data-act": (TEAM, TEAM, {"number": 1, "name": "demande"}),
    "plie:person-export": (NOBODY, LEAD, {"number": 1, "ending": "json"}),
    "plie:rights-answer": (LEAD, LEAD, {"number": 1, "pk": "asked"}),
}


def rows_about(person) -> dict:
    """A request that waits for its answer."""
    return {"asked": RightsRequest.objects.create(participant=person, right="acces", received_on=date(2025, 3, 3))}
