"""The history of any other row of a contract."""

import pytest
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory, ListedSchemeFactory
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    NodeFactory,
)
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.journal.operations import record
from faubourg.web.history.kinds import KINDS


def rows_of(contract) -> list:
    return [
        NodeFactory(contract=contract),
        ListedOrganisationFactory(contract=contract),
        ListedTerritoryFactory(contract=contract),
        ListedSchemeFactory(contract=contract),
        IndicatorFactory(contract=contract),
        contract.current_version,
        contract.agreements.create(title="Convention d’utilité sociale"),
        contract.bodies.create(key="copil", name="Comité de pilotage"),
        contract,
    ]


def address(row) -> str:
    return f"/contrats/essai/historique/{row._meta.model_name}/{row.pk}/"


def test_every_entity_has_its_history(lead_client, contract):
    for row in rows_of(contract):
        facts = {"actor": None, "verb": "ligne modifiée", "scope": contract.scope, "at": timezone.now()}
        record(**facts, target=row, changes={"note": [None, "Une note"]})
        answer = lead_client.get(address(row))
        assert answer.status_code == 200, row
        assert "vide → Une note" in answer.content.decode(), row


def test_an_action_is_told_on_its_fiche(lead_client, contract):
    action = ActionFactory(contract=contract, key="f1")
    assert lead_client.get(address(action)).url == "/contrats/essai/fiches/f1/historique/"


def test_rows_of_other_contracts_and_of_persons_are_not_there(lead_client, contract, lead):
    other = ListedOrganisationFactory(contract=ContractFactory(key="autre"))
    membership = lead.memberships.get()
    for row in (other, membership, contract.current_version.__class__(pk=999_999), lead):
        assert lead_client.get(address(row)).status_code == 404
    assert lead_client.get(f"/contrats/essai/historique/contract/{'9' * 40}/").status_code == 404


def test_kinds_hold_no_person_and_no_file_of_one():
    assert not {"membership", "user", "invitation", "participant", "lineage"} & KINDS.keys()
    assert all(kind.model._meta.app_label not in ("pathways", "accounts") for kind in KINDS.values())


@pytest.mark.parametrize("who", ["elected", "stranger"])
def test_a_reader_reads_it_and_a_stranger_does_not(client, contract, request, who):
    client.force_login(request.getfixturevalue(who))
    answer = client.get(address(contract))
    assert answer.status_code == (200 if who == "elected" else 404)
    if who == "elected":
        assert "Journal du contrat" not in answer.content.decode()
