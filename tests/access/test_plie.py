"""Every address of the PLIE × every role of the PLIE × own and other contract × GET and POST."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.tests.factories import ContractFactory, UserFactory
from faubourg.pathways.choices import AgentRole, ExitKind, ExitState, StepKind, Validator
from faubourg.pathways.models import Case, Exit, LegalBasis, Meeting, Session, Step, Support
from faubourg.pathways.tests.factories import (
    AgentFactory,
    ParticipantFactory,
    PathwayFactory,
    PrescriptionFactory,
    StructureFactory,
    TermFactory,
)
from tests.access import cellule_pages, dispositif_pages, figures_pages, people_pages, privacy_pages, setting_pages
from tests.access.asking import ADDRESSES, ask
from tests.access.table import TABLE

pytestmark = pytest.mark.django_db

LEAD = {AgentRole.COORDINATOR}
TEAM = LEAD | {AgentRole.REFERENT, AgentRole.STRUCTURE}
SENDING = TEAM | {AgentRole.PRESCRIBER, AgentRole.VALIDATOR}
EVERYBODY = set(AgentRole)
NOBODY: set[str] = set()

#: Address → (who reads, who writes, the rest of the address). A page without a POST of its own is written by nobody.
PAGES: dict[str, tuple[set[str], set[str], dict]] = {
    "plie:desk": (EVERYBODY, NOBODY, {}),
    "plie:numbers": (TEAM | {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}, NOBODY, {}),
    "plie:people": (TEAM, TEAM, {}),
    "plie:file": (TEAM, NOBODY, {"number": 1}),
    "plie:summary": (TEAM, NOBODY, {"number": 1, "ending": "docx"}),
    "plie:readings": (TEAM, NOBODY, {"number": 1}),
    "plie:compare": (NOBODY, LEAD, {"number": 1, "other": 2}),
    "plie:proof": (NOBODY, NOBODY, {"number": 1, "pk": 1}),
    "plie:step": (TEAM, TEAM, {"number": 1, "pk": "step"}),
    "plie:step-class": (TEAM, TEAM, {"number": 1, "pk": "step"}),
    "plie:step-remove": (TEAM, TEAM, {"number": 1, "pk": "step"}),
    "plie:step-add": (TEAM, TEAM, {"number": 1, "kind": "emploi"}),
    "plie:meeting": (TEAM, TEAM, {"number": 1, "pk": "meeting"}),
    "plie:situation": (NOBODY, NOBODY, {"number": 1, "pk": "exit"}),
    "plie:exit-withdraw": (NOBODY, TEAM, {"number": 1, "pk": "exit"}),
    "plie:file-act": (TEAM, TEAM, {"number": 1, "name": "rendez-vous"}),
    "plie:prescriptions": (SENDING, NOBODY, {}),
    "plie:prescribe": (LEAD | {AgentRole.PRESCRIBER}, LEAD | {AgentRole.PRESCRIBER}, {}),
    "plie:prescription": (SENDING, NOBODY, {"pk": "prescription"}),
    "plie:prescription-act": (LEAD | {AgentRole.VALIDATOR}, LEAD | {AgentRole.VALIDATOR}, {
        "pk": "prescription", "name": "validation"}),
    "plie:team": (LEAD, NOBODY, {}),
    "plie:begin": (NOBODY, LEAD, {}),
    "plie:team-act": (LEAD, LEAD, {"name": "role"}),
    "plie:dismiss": (LEAD, LEAD, {"pk": "agent"}),
    "plie:sessions": (TEAM, NOBODY, {}),
    "plie:session-plan": (LEAD, LEAD, {}),
    "plie:session": (TEAM, NOBODY, {"pk": "session"}),
    "plie:session-step": (NOBODY, LEAD, {"pk": "session"}),
    "plie:session-act": (TEAM, TEAM, {"pk": "session", "name": "presenter"}),
    "plie:wall": (TEAM, LEAD, {"pk": "session", "case": "case"}),
    "plie:propose": (TEAM, TEAM, {"pk": "session", "case": "case"}),
}  # fmt: skip
for module in (dispositif_pages, cellule_pages, figures_pages, people_pages, privacy_pages, setting_pages):
    PAGES |= module.PAGES
DATA = {"plie:compare": {"avis": "autres"}, "plie:session-step": {"acte": "ouvrir"}}


@pytest.fixture(scope="module")
def plie(django_db_setup, django_db_blocker):
    """Two contracts alike; the roles are held in the first."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        own, other = _side("ouvert"), _side("ailleurs")
        yield own, other, {role: _client(own, role) for role in AgentRole}
        transaction.set_rollback(True)


def _side(key: str) -> dict:
    contract = ContractFactory(key=key)
    structure, term = StructureFactory(contract=contract), TermFactory(contract=contract)
    person, second = (ParticipantFactory(contract=contract, number=number) for number in (1, 2))
    prescription = PrescriptionFactory(
        contract=contract, participant=person, prescriber=term, eligible=True, state="a-valider", structure=structure
    )
    pathway = PathwayFactory(contract=contract, participant=person, structure=structure)
    step = Step.objects.create(pathway=pathway, kind=StepKind.JOB, start=date(2024, 4, 1), months=Decimal(3))
    lead = AgentFactory(contract=contract)
    found = Exit.objects.create(
        pathway=pathway, kind=ExitKind.OTHER, on=date(2024, 9, 1), state=ExitState.PROPOSED, proposed_by=lead.user
    )
    meeting = Meeting.objects.create(pathway=pathway, on=date(2024, 4, 8))
    session = Session.objects.create(contract=contract, date=timezone.localdate(), state="ouverte")
    case = Case.objects.create(session=session, participant=person, kind="difficile", pathway=pathway)
    return {
        "contract": contract, "structure": structure, "term": term, "pathway": pathway, "person": person,
        "second": second, "prescription": prescription, "step": step, "exit": found, "session": session, "case": case,
        "agent": lead, "meeting": meeting,
        **dispositif_pages.rows_about(person, term), **cellule_pages.rows_about(prescription),
        **figures_pages.rows_about(pathway), **setting_pages.rows_about(pathway),
        **people_pages.rows_about(person), **privacy_pages.rows_about(person),
    }  # fmt: skip


def _client(side: dict, role: str) -> Client:
    contract = side["contract"]
    more = {
        AgentRole.STRUCTURE: {"structure": side["structure"]},
        AgentRole.REFERENT: {"structure": side["structure"]},
        AgentRole.PRESCRIBER: {"prescriber": side["term"]},
        AgentRole.NURSERY: {"nursery": side["nursery"]},
        AgentRole.VALIDATOR: {"validates": Validator.FRANCE_TRAVAIL},
    }.get(role, {})
    if role in (AgentRole.DEPARTMENT, AgentRole.FSE_CELL):
        basis = LegalBasis.objects.create(contract=contract, recipient="Financeur", start=date(2020, 1, 1))
        more = {"legal_basis": basis}
    agent = AgentFactory(contract=contract, role=role, user=UserFactory(), **more)
    if role == AgentRole.PSYCHOLOGIST:
        Support.objects.create(pathway=side["pathway"], psychologist=agent, prescribed_on=date(2024, 5, 1))
    client = Client()
    client.force_login(agent.user)
    return client


def _address(name: str, side: dict, objects: dict) -> str:
    more = {key: getattr(objects.get(value), "pk", value) for key, value in PAGES[name][2].items()}
    return reverse(name, kwargs={"contract_key": side["contract"].key} | more)


def test_every_address_of_the_plie_is_here():
    assert sorted(PAGES) == sorted(name for name in ADDRESSES if name.startswith("plie:"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_role_opens_its_own_pages(plie, name):
    own, other, clients = plie
    reads, writes, _ = PAGES[name]
    rule = TABLE[name].__class__(data=tuple(DATA.get(name, {}).items()))
    wrong = []
    for role, client in clients.items():
        for method, let in (("get", reads), ("post", writes)):
            status, written = ask(client, method, _address(name, own, own), rule)
            right = (
                status in (200, 302) if role in let else not written and (status in (403, 404, 405) or method == "post")
            )
            if not right or (role not in let and role not in reads and status not in (403, 404, 405)):
                wrong.append(f"{method} {role}: {status}, {written} written")
            status, written = ask(client, method, _address(name, other, other), rule)
            if status not in (404, 405) or written:
                wrong.append(f"{method} {role} elsewhere: {status}")
            if "pk" in PAGES[name][2]:
                status, written = ask(client, method, _address(name, own, other), rule)
                if status not in (403, 404, 405) or written:
                    wrong.append(f"{method} {role}, object from elsewhere: {status}")
    assert not wrong, f"{name}: {wrong}"


@pytest.mark.parametrize("query", ["a\0b", "é" * 5000, "9" * 400])
def test_no_filter_breaks_a_page(plie, query):
    own, _, clients = plie
    for name, (reads, _writes, _more) in PAGES.items():
        if AgentRole.COORDINATOR in reads:
            for key in ("page", "noms", "structure", "referent", "etat", "parcours", "reuni", "annee", "etape", "q"):
                status = clients[AgentRole.COORDINATOR].get(_address(name, own, own), {key: query}).status_code
                assert status < 500, (name, key)
