"""The history of a fiche, with what hangs on it."""

import pytest
from django.utils import timezone

from faubourg.actions.models import ActionRole
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.amendments.operations import adopt_version, open_amendment
from faubourg.contracts.models import Version
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.rows_editing import add_record, remove_record
from faubourg.exchange.schema.plan import ACTIONS, ROLES
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.operations import record

PAGE = "/contrats/essai/fiches/f1/historique/"


@pytest.fixture
def facts(lead, contract) -> dict:
    return {"actor": lead, "verb": "ligne modifiée", "scope": contract.scope, "at": timezone.now()}


def read(client) -> str:
    return client.get(PAGE).content.decode().replace("\xa0", " ")


def test_each_change_says_who_what_and_when(lead_client, lead, contract, facts):
    action = ActionFactory(contract=contract, key="f1")
    other = ActionFactory(contract=contract, key="f2")
    record(**facts, target=action, changes={"calendrier": [None, "En cours"]}, reason="Coquille")
    record(**facts, target=other, changes={"calendrier": [None, "Ailleurs"]})
    text = read(lead_client)
    assert "Calendrier</b> : vide → En cours" in text
    assert "Motif : Coquille" in text
    assert str(lead) in text
    assert "Ailleurs" not in text


def test_what_hangs_on_it_is_told_too(lead_client, contract, facts):
    action = ActionFactory(contract=contract, key="f1")
    part = ActionFactory(contract=contract, key="f1-1", parent=action)
    record(**facts, target=ActionRoleFactory(action=part), changes={"rôle": [None, "pilote de la sous-action"]})
    indicator = IndicatorFactory(contract=contract)
    indicator.actions.add(action)
    record(**facts, target=indicator, changes={"unité": [None, "jeunes accompagnés"]})
    text = read(lead_client)
    assert "pilote de la sous-action" in text
    assert "jeunes accompagnés" in text


def test_a_role_that_was_added_then_removed_stays_told(lead_client, lead, contract):
    action = ActionFactory(contract=contract, key="f1")
    organisation = ActionRoleFactory(action=ActionFactory(contract=contract)).organisation
    now = timezone.now()
    values = {"action": "f1", "organisation": organisation.key, "role": "pilote"}
    row = add_record(contract=contract, section=ROLES, values=values, user=lead, at=now)
    remove_record(contract=contract, section=ROLES, row=row, user=lead, at=now)
    assert not ActionRole.objects.filter(action=action).exists()
    text = read(lead_client)
    assert "Ligne ajoutée" in text
    assert "Ligne retirée" in text


def test_values_are_told_by_name_beside_key(lead_client, lead, contract):
    action = ActionFactory(contract=contract, key="f1", start="2024-09")
    fiche = ActionFactory(contract=contract, key="f0", code="0", title="La fiche <b>mère</b>", kind="fiche")
    digest = digest_of(record_of(contract=contract, section=ACTIONS, row=action))
    change_record(
        contract=contract,
        section=ACTIONS,
        row=action,
        values={"parent": fiche.key, "transversal": True, "start": "2025-01-31"},
        digest=digest,
        user=lead,
        at=timezone.now(),
    )
    text = read(lead_client)
    assert "vide → La fiche &lt;b&gt;mère&lt;/b&gt; (f0)" in text
    assert "vide → oui" in text
    assert "31 janvier 2025" in text


def test_a_long_text_is_compared_word_by_word(lead_client, contract, facts):
    action = ActionFactory(contract=contract, key="f1")
    old = "Accompagner les jeunes des trois quartiers vers un emploi durable <script>alert(1)</script> et proche"
    record(**facts, target=action, changes={"texte complet": [old, old.replace("durable", "stable")]})
    text = read(lead_client)
    assert "retiré : </span> durable</del>" in text
    assert "ajouté : </span> stable</ins>" in text
    assert "<script>alert" not in text


def test_the_history_goes_on_in_the_next_version(lead_client, contract, facts):
    before = ActionFactory(contract=contract, key="f1")
    record(**facts, target=before, changes={"calendrier": [None, "Avant l’avenant"]})
    Version.objects.filter(contract=contract).update(state="adoptee")
    version = Version.objects.create(contract=contract, number=2)
    ActionFactory(contract=contract, key="f1", lineage=before.lineage, version=version)
    type(contract).objects.filter(pk=contract.pk).update(current_version=version)
    assert "Avant l’avenant" in read(lead_client)


def test_an_untouched_fiche_says_so(lead_client, contract):
    ActionFactory(contract=contract, key="f1")
    assert "Rien n’a changé" in read(lead_client)


def test_strangers_do_not_read_it(client, stranger, contract):
    ActionFactory(contract=contract, key="f1")
    client.force_login(stranger)
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("rows", [5, 45])
def test_queries_do_not_grow_with_entries(lead_client, contract, facts, rows, django_assert_max_num_queries):
    action = ActionFactory(contract=contract, key="f1")
    for _ in range(rows):
        record(**facts, target=ActionRoleFactory(action=action), changes={"rôle": [None, "pilote"]})
    lead_client.get(PAGE)
    with django_assert_max_num_queries(16):
        assert lead_client.get(PAGE).status_code == 200


def test_what_was_written_in_an_avenant_says_that_it_is_not_in_force(lead_client, lead, contract, facts):
    action = ActionFactory(contract=contract, key="f1")
    adopt_version(version=contract.current_version, decision="COPIL", reason="signé", by=lead, at=timezone.now())
    made = open_amendment(contract=contract, title="Avenant n° 1", by=lead, at=timezone.now())
    record(**facts, target=action, changes={"note": [None, "lue par tous"]})
    assert "pas encore en vigueur" not in read(lead_client)
    copy = made.actions.get(key="f1")
    record(**facts, target=copy, changes={"début": [None, "2027-09"]})
    record(**facts, target=ActionRoleFactory(action=copy), changes={"service": [None, "Accueil"]})
    text = read(lead_client)
    assert text.count("dans « Avenant n° 1 », pas encore en vigueur") >= 1
    assert "vide → septembre 2027" in text
