"""The addresses of settings, structures, hand-over, workshops, permanences, écoutes, quality: see `test_plie`."""

from datetime import date

from faubourg.pathways.choices import AgentRole, JobClass, TermKind
from faubourg.pathways.models import (
    DropIn,
    JobRule,
    Support,
    SupportHour,
    Workshop,
    WorkshopMeeting,
    WorkshopPresence,
)
from faubourg.pathways.tests.factories import AgentFactory, TermFactory

LEAD = {AgentRole.COORDINATOR}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
LISTENING = LEAD | {AgentRole.PSYCHOLOGIST}
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address), as in `test_plie`.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:settings": (LEAD, NOBODY, {}),
    "plie:settings-act": (LEAD, LEAD, {"name": "regles"}),
    "plie:settings-list": (LEAD, NOBODY, {"kind": TermKind.PROOF.value}),
    "plie:settings-word-add": (LEAD, LEAD, {"kind": TermKind.PROOF.value}),
    "plie:settings-word": (LEAD, LEAD, {"pk": "word"}),
    "plie:settings-word-step": (NOBODY, LEAD, {"pk": "word", "name": "monter"}),
    "plie:settings-rules": (LEAD, NOBODY, {}),
    "plie:settings-rule-add": (LEAD, LEAD, {}),
    "plie:settings-again": (LEAD, LEAD, {}),
    "plie:settings-rule": (LEAD, LEAD, {"pk": "rule"}),
    "plie:settings-rule-remove": (LEAD, LEAD, {"pk": "rule"}),
    "plie:settings-rule-step": (NOBODY, LEAD, {"pk": "rule", "name": "monter"}),
    "plie:structure": (LEAD, NOBODY, {"pk": "structure"}),
    "plie:structure-act": (LEAD, LEAD, {"pk": "structure", "name": "modifier"}),
    "plie:workshops": (TEAM, NOBODY, {}),
    "plie:workshop-add": (TEAM, TEAM, {}),
    "plie:workshop": (TEAM, NOBODY, {"pk": "workshop"}),
    "plie:workshop-act": (TEAM, TEAM, {"pk": "workshop", "name": "modifier"}),
    "plie:workshop-meeting": (TEAM, TEAM, {"pk": "meeting"}),
    "plie:workshop-withdraw": (NOBODY, TEAM, {"pk": "workshop", "number": 1}),
    "plie:dropins": (TEAM, NOBODY, {}),
    "plie:dropin-add": (TEAM, TEAM, {}),
    "plie:dropin": (TEAM, TEAM, {"pk": "dropin"}),
    "plie:dropin-remove": (NOBODY, TEAM, {"pk": "dropin"}),
    "plie:attendance": (TEAM, TEAM, {"pk": "meeting"}),
    "plie:supports": (LISTENING, NOBODY, {}),
    "plie:support": (LEAD, NOBODY, {"pk": "support"}),
    "plie:support-act": (LEAD, LEAD, {"pk": "support", "name": "seance"}),
    "plie:sitting-remove": (NOBODY, LEAD, {"pk": "sitting"}),
    "plie:quality": (LEAD, NOBODY, {}),
    "plie:quality-list": (LEAD, NOBODY, {"check": "trame"}),
    "plie:handover": (LEAD, LEAD, {}),
}


def rows_about(pathway) -> dict:
    """One row of each kind in the contract of a pathway; the écoute is entrusted to nobody yet."""
    contract = pathway.contract
    kind = TermFactory(contract=contract, kind=TermKind.CONTRACT_TYPE)
    workshop = Workshop.objects.create(contract=contract, theme=TermFactory(contract=contract, kind=TermKind.WORKSHOP))
    meeting = WorkshopMeeting.objects.create(workshop=workshop, on=date(2024, 6, 3))
    WorkshopPresence.objects.create(meeting=meeting, pathway=pathway)
    place = TermFactory(contract=contract, kind=TermKind.DROPIN_PLACE)
    held_by = AgentFactory(contract=contract)
    dropin = DropIn.objects.create(contract=contract, place=place, on=date(2024, 6, 4), held_by=held_by)
    support = Support.objects.create(pathway=pathway, prescribed_on=date(2024, 5, 1))
    return {
        "workshop": workshop,
        "meeting": meeting,
        "dropin": dropin,
        "support": support,
        "sitting": SupportHour.objects.create(support=support, on=date(2024, 5, 2), hours=1),
        "word": TermFactory(contract=contract, kind=TermKind.PROOF),
        "rule": JobRule.objects.create(contract=contract, contract_type=kind, job_class=JobClass.PATHWAY),
    }
