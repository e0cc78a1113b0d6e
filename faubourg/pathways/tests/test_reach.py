"""Who sees whom: each role its own part, and nobody from outside."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faubourg.contracts.tests.factories import ContractFactory, UserFactory
from faubourg.pathways.choices import AgentRole, Validator
from faubourg.pathways.models import LegalBasis, Participant, Pathway, Prescription, Support
from faubourg.pathways.models.reach import FileRow
from faubourg.pathways.tests.factories import (
    AgentFactory,
    ParticipantFactory,
    PathwayFactory,
    PrescriptionFactory,
    StructureFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db
FILE_MODELS = [model for model in apps.get_app_config("pathways").get_models() if issubclass(model, FileRow)]


def seen(model, user) -> set[int]:
    return set(model.objects.for_user(user).values_list("pk", flat=True))


def test_a_referent_sees_the_people_of_the_structure_and_their_own(contract):
    structure, other = StructureFactory(contract=contract), StructureFactory(contract=contract)
    here = PathwayFactory(contract=contract, structure=structure)
    there = PathwayFactory(contract=contract, structure=other)
    coming = PrescriptionFactory(contract=contract, structure=structure)
    agent = AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=structure)
    alone = AgentFactory(contract=contract, role=AgentRole.REFERENT)
    Pathway.objects.filter(pk=there.pk).update(referent=alone)
    assert seen(Participant, agent.user) == {here.participant_id, coming.participant_id}
    assert seen(Pathway, agent.user) == {here.pk}
    assert seen(Participant, alone.user) == {there.participant_id}


def test_a_prescriber_sees_own_prescriptions_and_no_pathway(contract):
    mine, theirs = TermFactory(contract=contract), TermFactory(contract=contract)
    person = ParticipantFactory(contract=contract)
    own = PrescriptionFactory(contract=contract, participant=person, prescriber=mine)
    PrescriptionFactory(contract=contract, participant=person, prescriber=theirs)
    PathwayFactory(contract=contract, participant=person)
    agent = AgentFactory(contract=contract, role=AgentRole.PRESCRIBER, prescriber=mine)
    assert seen(Prescription, agent.user) == {own.pk}
    assert seen(Participant, agent.user) == {person.pk}
    assert seen(Pathway, agent.user) == set()


def test_the_insertion_office_is_asked_about_rsa_only(contract):
    brsa = PrescriptionFactory(contract=contract, eligible=True, is_brsa=True)
    plain = PrescriptionFactory(contract=contract, eligible=True, is_brsa=False)
    PrescriptionFactory(contract=contract)
    office = AgentFactory(contract=contract, role=AgentRole.VALIDATOR, validates=Validator.INSERTION_OFFICE)
    agency = AgentFactory(contract=contract, role=AgentRole.VALIDATOR, validates=Validator.FRANCE_TRAVAIL)
    assert seen(Prescription, office.user) == {brsa.pk}
    assert seen(Prescription, agency.user) == {brsa.pk, plain.pk}


def test_the_departement_reads_rows_only_under_a_standing_legal_basis(contract):
    pathway = PathwayFactory(contract=contract)
    agent = AgentFactory(contract=contract, role=AgentRole.DEPARTMENT)
    assert seen(Pathway, agent.user) == set()
    today = timezone.localdate()
    agent.legal_basis = LegalBasis.objects.create(
        contract=contract, recipient="Département", basis="Convention", purpose="Contrôle", start=date(2020, 1, 1),
        end=today,
    )  # fmt: skip
    agent.save()
    assert seen(Pathway, agent.user) == {pathway.pk}
    LegalBasis.objects.update(end=today - timedelta(days=1))
    assert seen(Pathway, agent.user) == set()


def test_a_psychologist_sees_what_was_given_to_them(contract):
    agent = AgentFactory(contract=contract, role=AgentRole.PSYCHOLOGIST)
    pathway = PathwayFactory(contract=contract)
    PathwayFactory(contract=contract)
    support = Support.objects.create(pathway=pathway, psychologist=agent, prescribed_on=date(2024, 4, 1))
    assert seen(Support, agent.user) == {support.pk}
    assert seen(Participant, agent.user) == {pathway.participant_id}


@pytest.mark.parametrize("model", FILE_MODELS, ids=lambda model: model.__name__)
def test_nobody_from_outside_sees_a_row(model, lead, contract):
    PathwayFactory(contract=contract)
    admin = UserFactory(is_instance_admin=True)
    AgentFactory(contract=contract, user=admin)
    ended = AgentFactory(contract=contract, end=date(2021, 1, 1))
    elsewhere = AgentFactory(contract=ContractFactory())
    nursery = AgentFactory(contract=contract, role=AgentRole.NURSERY)
    for user in (lead, admin, ended.user, elsewhere.user, nursery.user):
        assert seen(model, user) == set()


def test_every_free_text_of_a_file_is_emptied_by_anonymisation():
    forgotten = [
        f"{model.__name__}.{field.name}"
        for model in FILE_MODELS
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.FileField, models.TextField, models.JSONField))
        if not field.choices and field.name not in model.personal
    ]
    # None of these holds a word that somebody typed: a place of the rules, a page, a type of file, numbers of rows.
    assert sorted(forgotten) == [
        "BeneficiaryMerge.moved", "Case.changed", "Exit.outcomes", "FileReading.page", "Merge.moved", "Proof.file",
        "Proof.mime_type", "Residence.generation",
    ]  # fmt: skip


def test_two_pathways_open_at_once_are_refused_by_the_database(contract):
    pathway = PathwayFactory(contract=contract)
    with pytest.raises(IntegrityError), transaction.atomic():
        PathwayFactory(contract=contract, participant=pathway.participant)
    pathway.ended_on = date(2025, 1, 1)
    pathway.save()
    assert PathwayFactory(contract=contract, participant=pathway.participant).pk


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_referent_sees_exactly_the_people_followed_here_or_by_themselves(contract, cast, rows):
    structures, agents = cast
    with transaction.atomic():
        expected = set()
        for place, who, ended in rows:
            pathway = PathwayFactory(
                contract=contract, structure=structures[place], referent=agents[who],
                ended_on=date(2025, 1, 1) if ended else None,
            )  # fmt: skip
            if place == 0 or who == 0:
                expected.add(pathway.pk)
        assert seen(Pathway, agents[0].user) == expected
        assert seen(Participant, agents[0].user) == {
            row.participant_id for row in Pathway.objects.filter(pk__in=expected)
        }
        transaction.set_rollback(True)


@pytest.fixture
def cast(contract):
    structures = [StructureFactory(contract=contract) for _ in range(3)]
    return structures, [
        AgentFactory(contract=contract, role=AgentRole.REFERENT, structure=structure) for structure in structures
    ]
