"""The addresses of the minutes of the cellule and of its exits; asked for by `test_plie`."""

from datetime import UTC, date, datetime

from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Case, Exit, Session
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory

LEAD = {AgentRole.COORDINATOR}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
OUTSIDE = {AgentRole.VALIDATOR, AgentRole.DEPARTMENT}
SENT = LEAD | {AgentRole.PRESCRIBER}
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address), as in `test_plie`.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:minutes": (LEAD, NOBODY, {"pk": "minuted", "ending": "docx"}),
    "plie:minutes-list": (OUTSIDE, NOBODY, {}),
    "plie:minutes-nameless": (TEAM | OUTSIDE, NOBODY, {"pk": "minuted", "ending": "docx"}),
    "plie:minutes-part": (SENT, NOBODY, {"pk": "minuted", "prescriber": "term", "ending": "docx"}),
    "plie:wall-pulse": (TEAM, NOBODY, {"pk": "session", "case": "case"}),
    "plie:exit-proof": (TEAM, TEAM, {"number": 1, "pk": "exit"}),
    "plie:exit-reopen": (LEAD, LEAD, {"number": 1, "pk": "left"}),
}


def rows_about(prescription) -> dict:
    """A closed session that decided the entry of this prescription, and an exit of the same person, long ago."""
    closed = datetime(2025, 3, 3, 12, tzinfo=UTC)
    session = Session.objects.create(
        contract=prescription.contract, date=date(2025, 3, 3), state="close", closed_at=closed
    )
    Case.objects.create(
        session=session, participant=prescription.participant, kind="entree", prescription=prescription,
        verdict="accord",
    )  # fmt: skip
    former = PathwayFactory(
        contract=prescription.contract, participant=prescription.participant, structure=prescription.structure,
        entered_on=date(2022, 3, 3), ended_on=date(2023, 3, 3),
    )  # fmt: skip
    left = Exit.objects.create(
        pathway=former, kind="autre", on=date(2023, 3, 3), state="validee", validated_on=date(2023, 3, 3),
        proposed_by=AgentFactory(contract=prescription.contract).user,
    )  # fmt: skip
    return {"minuted": session, "left": left}
