"""A small PLIE at work: its people by role, its lists, and a person taken from one stage to the next."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import UserFactory
from faubourg.pathways.choices import AgentRole, TermKind, Validator
from faubourg.pathways.models import Agent, Participant, Pathway, Prescription, Proof, Session, Structure, Term
from faubourg.pathways.operations import prescribing, sessions
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, StructureFactory, TermFactory
from faubourg.threads.tests.files import PDF

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
PRESCRIBED, SIGNED = date(2024, 1, 10), date(2024, 3, 4)


@dataclass
class Plie:
    """The cast; `terms` holds one word of each list."""

    contract: Contract
    structure: Structure
    coordinator: Agent
    referent: Agent
    terms: dict[str, Term] = field(default_factory=dict)

    @property
    def lead(self):
        """The account of the coordinatrice."""
        return self.coordinator.user

    def by(self, **more) -> dict[str, Any]:
        """The coordinatrice, on the fifth of January 2026."""
        return {"by": self.lead, "at": AT} | more

    def prescription(self, participant: Participant | None = None, **more) -> Prescription:
        """A new one."""
        participant = participant or ParticipantFactory(contract=self.contract)
        values = {"date": PRESCRIBED, "prescriber": self.terms[TermKind.PRESCRIBER]} | more
        return prescribing.prescribe(participant=participant, **values, **self.by())

    def ready(self, participant: Participant | None = None, **more) -> Prescription:
        """One that waits for the signature."""
        row = self.prescription(participant, **more)
        on = row.date
        row = prescribing.check_eligibility(prescription=row, eligible=True, on=on, **self.by())
        for validator in Validator if row.is_brsa else (Validator.FRANCE_TRAVAIL,):
            row = prescribing.validate(prescription=row, validator=validator, opinion="accord", on=on, **self.by())
        row = prescribing.orient(prescription=row, structure=self.structure, referent=self.referent, on=on, **self.by())
        return prescribing.admit(prescription=row, accepted=True, on=on, **self.by())

    def pathway(self, participant: Participant | None = None, signed: date = SIGNED, **more) -> Pathway:
        """Somebody who has entered."""
        return prescribing.sign_cer(prescription=self.ready(participant, **more), on=signed, **self.by())

    def session(self, on: date = date(2026, 1, 5), **more) -> Session:
        """One that is open, on its day, those expected being there."""
        day = self.by(at=datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
        row = sessions.plan_session(contract=self.contract, date=on, **day, **{"members": [self.coordinator]} | more)
        present = row.members.values_list("pk", flat=True)
        sessions.mark_presence(session=row, present=present, **day)
        return sessions.open_session(session=row, **day)


def build(contract: Contract) -> Plie:
    """The PLIE of a contract."""
    structure = StructureFactory(contract=contract)
    coordinator = AgentFactory(contract=contract, user=UserFactory(function="Coordinatrice"))
    referent = AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=structure)
    found = Plie(contract, structure, coordinator, referent)
    found.terms = {kind: TermFactory(contract=contract, kind=kind, label=f"mot de {kind}") for kind in TermKind}
    return found


def proof_of(pathway: Pathway, by) -> Proof:
    """A contract of employment, joined."""
    from faubourg.pathways.operations.working import attach_proof

    return attach_proof(pathway=pathway, name="contrat.pdf", data=PDF, by=by, at=AT)
