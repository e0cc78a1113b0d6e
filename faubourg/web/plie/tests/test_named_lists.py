"""A page that shows names notes it on each file named; initials note nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.tests.factories import UserFactory
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import BeneficiaryReading, FileReading, Prescription, Term, Workshop
from faubourg.pathways.tests.dispositifs import (
    BeneficiaryFactory,
    ChildcareRequestFactory,
    ClauseContractFactory,
    passage,
    programme,
)
from faubourg.pathways.tests.factories import AgentFactory, ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db
NAME = "ZORGLUB"
#: Role, address, what it asks, whether that shows names.
PAGES = [
    ("coordinator", "prescriptions", {}, True),
    ("prescriber", "desk", {}, True),
    ("coordinator", "clause-contracts", {}, True),
    ("clauses", "desk", {}, True),
    ("coordinator", "behind", {"tableau": "sexe", "ligne": "Femmes"}, False),
    ("coordinator", "behind", {"tableau": "sexe", "ligne": "Femmes", "noms": "oui"}, True),
    ("coordinator", "supports", {}, False),
    ("coordinator", "supports", {"noms": "oui"}, True),
    ("psychologist", "supports", {}, True),
    ("psychologist", "desk", {}, True),
    ("referent", "desk", {}, False),
    ("referent", "desk", {"noms": "oui"}, True),
    ("referent", "workshop", {}, False),
    ("referent", "workshop", {"noms": "oui"}, True),
    ("referent", "workshop-act", {}, True),
    ("coordinator", "dispositif-person-act", {}, True),
    ("coordinator", "childcare", {}, True),
    ("coordinator", "scheme", {}, True),
    ("coordinator", "quality-list", {}, False),
    ("coordinator", "quality-list", {"noms": "oui"}, True),
]


@pytest.fixture
def known(contract, cast) -> dict:
    """One person in every list, and who reads them."""
    today = timezone.localdate()
    psychologist = AgentFactory(contract=contract, user=UserFactory(), role=AgentRole.PSYCHOLOGIST)
    clauses = AgentFactory(contract=contract, user=UserFactory(), role=AgentRole.CLAUSES)
    person = ParticipantFactory(contract=contract, last_name=NAME, sex="F")
    pathway = PathwayFactory(
        contract=contract, participant=person, structure=cast["structure"], referent=cast["referent"],
        entered_on=today - timedelta(days=20),
    )  # fmt: skip
    Prescription.objects.create(
        contract=contract, participant=person, prescriber=cast["prescriber"].prescriber, date=today
    )
    pathway.supports.create(prescribed_on=today, psychologist=psychologist)
    theme = Term.objects.of(contract).filter(kind=TermKind.WORKSHOP).first()
    workshop = Workshop.objects.create(contract=contract, theme=theme)
    workshop.meetings.create(on=today).presences.create(pathway=pathway)
    met = BeneficiaryFactory(contract=contract, last_name=NAME, participant=person)
    ClauseContractFactory(beneficiary=met, start=today - timedelta(days=9), end=today - timedelta(days=1))
    ChildcareRequestFactory(beneficiary=met, date=today)
    scheme = programme(contract)
    passage(scheme, met, today)
    twin = BeneficiaryFactory(contract=contract, last_name=NAME, first_name=met.first_name)
    args = {"workshop-act": [workshop.pk, "inscrire"], "dispositif-person-act": [twin.pk, "reunir"]}
    args |= {"workshop": [workshop.pk], "scheme": [scheme.pk], "quality-list": ["trame"]}
    return cast | {"psychologist": psychologist, "clauses": clauses, "person": person, "met": met, "args": args}


@pytest.mark.parametrize(("role", "page", "asked", "names"), PAGES)
def test_whom_a_page_names_is_noted_once_on_their_file(contract, known, role, page, asked, names):
    client = Client()
    client.force_login(known[role].user)
    address = reverse(f"plie:{page}", args=[contract.key, *known["args"].get(page, [])])
    said = [client.get(address, asked).content.decode() for _ in range(2)]
    assert (NAME in said[1]) is names
    assert list(FileReading.objects.values_list("participant", flat=True)) == [known["person"].pk] * names


@pytest.mark.parametrize("page", ["clause-contracts", "childcare", "scheme"])
def test_persons_of_the_dispositifs_have_their_readings_too(contract, known, page, lead_client):
    lead_client.force_login(known["coordinator"].user)
    lead_client.get(reverse(f"plie:{page}", args=[contract.key, *known["args"].get(page, [])]))
    assert list(BeneficiaryReading.objects.values_list("beneficiary", flat=True)) == [known["met"].pk]


def test_one_page_notes_all_whom_it_names_in_as_many_questions(contract, known, django_assert_max_num_queries):
    client = Client()
    client.force_login(known["coordinator"].user)
    for _ in range(15):
        ChildcareRequestFactory(beneficiary=BeneficiaryFactory(contract=contract), date=timezone.localdate())
    with django_assert_max_num_queries(45):
        client.get(reverse("plie:childcare", args=[contract.key]))
    assert BeneficiaryReading.objects.count() == 16
