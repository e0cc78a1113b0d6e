"""The life of a version: who may do what, in which state, and what is kept of it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory
from faubourg.amendments.operations import (
    AmendmentError,
    abandon_amendment,
    adopt_version,
    open_amendment,
    return_version,
    set_components,
    submit_version,
)
from faubourg.amendments.queries import components_of, missing_components
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Deliberation, Version
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.journal.models import Entry

NOW = timezone.make_aware(datetime.datetime(2026, 11, 20, 9, 0))
pytestmark = pytest.mark.django_db


def fresh(contract) -> Contract:
    return Contract.objects.select_related("current_version").get(pk=contract.pk)


@pytest.fixture
def adopted(contract, lead) -> Contract:
    """A contract with one action, whose first version is adopted."""
    NodeFactory(contract=contract, key="p1")
    ActionFactory(contract=contract, key="a1", title="Ouvrir un accueil")
    adopt_version(version=contract.current_version, decision="COPIL", reason="reprise", by=lead, at=NOW)
    return fresh(contract)


def test_a_version_is_submitted_then_adopted_by_a_deliberation(contract, lead):
    ActionFactory(contract=contract)
    vote = Deliberation.objects.create(contract=contract, assembly="Conseil", number="12", session_date="2026-03-12")
    version = contract.current_version
    submit_version(version=version, by=lead, at=NOW)
    return_version(version=version, reason="à revoir", by=lead, at=NOW)
    submit_version(version=version, by=lead, at=NOW)
    adopt_version(version=version, deliberation=vote, by=lead, at=NOW)
    found = fresh(contract).current_version
    assert (found.state, found.deliberation, found.adopted_on) == (VersionState.ADOPTED, vote, "2026-03-12")
    assert list(Entry.objects.about(version).values_list("verb", flat=True)) == [
        "version adoptée", "version soumise", "version rendue au brouillon", "version soumise",
    ]  # fmt: skip


def test_refused_transitions_get_a_sentence(adopted, lead):
    for operation in (submit_version, return_version):
        with pytest.raises(AmendmentError, match="de « adoptée », on ne passe pas à"):
            operation(version=adopted.current_version, by=lead, at=NOW)
    with pytest.raises(AmendmentError, match="est déjà adoptée"):
        adopt_version(version=adopted.current_version, decision="x", by=lead, at=NOW)


def test_only_the_project_lead_changes_states(contract, adopted, elected, stranger):
    for user in (elected, stranger):
        with pytest.raises(PermissionDenied):
            open_amendment(contract=adopted, title="Avenant", by=user, at=NOW)
        with pytest.raises(PermissionDenied):
            adopt_version(version=adopted.current_version, decision="x", by=user, at=NOW)


def test_there_is_one_avenant_at_a_time_and_none_on_a_draft(contract, adopted, lead):
    open_amendment(contract=adopted, title="Avenant n° 1", by=lead, at=NOW)
    with pytest.raises(AmendmentError, match="déjà en préparation : « Avenant n° 1 »"):
        open_amendment(contract=adopted, title="", by=lead, at=NOW)


def test_an_avenant_does_not_start_from_a_draft(contract, lead):
    with pytest.raises(AmendmentError, match="déjà en préparation"):
        open_amendment(contract=contract, title="", by=lead, at=NOW)


def test_the_version_in_force_stays_until_the_avenant_is_adopted(adopted, lead):
    made = open_amendment(contract=adopted, title="", by=lead, at=NOW)
    assert (made.number, str(made), made.based_on) == (2, "Avenant n° 1", adopted.current_version)
    assert fresh(adopted).current_version == adopted.current_version
    made.actions.update(title="Ouvrir deux accueils")
    adopt_version(version=made, decision="COPIL", reason="urgence", by=lead, at=NOW)
    assert fresh(adopted).current_version == made
    assert adopted.current_version.actions.get().title == "Ouvrir un accueil"


def test_adoption_asks_by_what_and_for_the_components(adopted, lead):
    made = open_amendment(contract=adopted, title="", by=lead, at=NOW)
    with pytest.raises(AmendmentError, match="quelle délibération"):
        adopt_version(version=made, by=lead, at=NOW)
    with pytest.raises(AmendmentError, match="Il manque : plan mis à jour, évaluation du plan précédent"):
        adopt_version(version=made, decision="COPIL", by=lead, at=NOW)
    assert [found.key for found in missing_components(made)] == ["plan", "evaluation", "deliberations"]
    made.actions.update(title="Autre")
    vote = Deliberation.objects.create(contract=adopted, assembly="Conseil")
    facts = {"evaluation": "évaluation à mi-parcours", "deliberations": [vote], "signatures": []}
    set_components(version=made, **facts, by=lead, at=NOW)
    made.refresh_from_db()
    assert [found.words for found in components_of(made)][:2] == [
        "1\u00a0différence avec « Version 1 »", "évaluation à mi-parcours",
    ]  # fmt: skip
    adopt_version(version=made, deliberation=vote, by=lead, at=NOW)
    assert fresh(adopted).current_version == made


def test_a_deliberation_of_another_contract_adopts_nothing(contract, lead):
    from faubourg.contracts.tests.factories import ContractFactory

    other = Deliberation.objects.create(contract=ContractFactory(), assembly="Conseil")
    with pytest.raises(AmendmentError, match="autre contrat"):
        adopt_version(version=contract.current_version, deliberation=other, by=lead, at=NOW)


def test_an_abandoned_avenant_leaves_nothing_but_its_trace(adopted, lead):
    before = {model: model.objects.count() for model in _counted()}
    made = open_amendment(contract=adopted, title="", by=lead, at=NOW)
    abandon_amendment(version=made, reason="report", by=lead, at=NOW)
    assert {model: model.objects.count() for model in _counted()} == before
    entry = Entry.objects.filter(verb="avenant abandonné").get()
    assert (entry.label, entry.reason, entry.target) == ("Avenant n° 1", "report", adopted)
    with pytest.raises(AmendmentError, match="n’existe plus"):
        submit_version(version=made if made.pk else Version(pk=10**6, contract=adopted), by=lead, at=NOW)
    with pytest.raises(AmendmentError, match="en vigueur"):
        abandon_amendment(version=adopted.current_version, by=lead, at=NOW)


def _counted():
    from faubourg.amendments.operations.copying import versioned_models

    return versioned_models()
