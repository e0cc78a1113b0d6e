"""The matrix sheets on screen."""

import pytest
from django.urls import reverse

from faubourg.actions.models import CrossReference
from faubourg.actions.tests.factories import ActionFactory, ClauseFactory
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def orientation(contract):
    """An orientation whose first objective carries an action, and whose second one says why it has none."""
    top = NodeFactory(contract=contract, key="o1", code="1", title="Culture", declared_counts={"actions": 3})
    first = NodeFactory(contract=contract, code="1.1", title="Ouvrir", parent=top, title_variants=["OUVRIR GRAND"])
    second = NodeFactory(contract=contract, code="1.2", title="Relier", parent=top)
    NodeFactory(contract=contract, code="1.3", title="Rien", parent=top, empty_reason="reporté après 2027")
    action = ActionFactory(contract=contract, code="1.1.a", title="Un lieu <b>", kind="action", nodes=[first])
    ClauseFactory(node=first, kind="obligation", text="Rendre compte")
    IndicatorFactory(contract=contract, label="Fréquentation", breakdowns=["sexe"], actions=[action])
    CrossReference.objects.create(
        version=contract.current_version, from_node=second, to_node=first, kind="renvoi intégral"
    )
    return top


def sheet_page(client, contract, key="o1"):
    return client.get(reverse("overview:matrix", args=[contract.key, key]))


def test_the_sheet_holds_its_three_rows(lead_client, contract, orientation):
    page = sheet_page(lead_client, contract).content.decode()
    for words in ("Un lieu &lt;b&gt;", "Obligations", "Rendre compte", "Fréquentation", "par sexe", "OUVRIR GRAND"):
        assert words in page


def test_the_printed_counter_is_beside_ours(lead_client, contract, orientation):
    assert "<strong>compteur imprimé\u00a0: 3</strong>" in sheet_page(lead_client, contract).content.decode()


def test_an_objective_without_action_says_why(lead_client, contract, orientation):
    page = sheet_page(lead_client, contract).content.decode()
    assert "Renvoi intégral" in page and "suivi dans 1.1" in page
    assert "Reporté après 2027" in page


def test_the_list_leads_to_the_sheet(lead_client, contract, orientation):
    page = lead_client.get(reverse("overview:matrices", args=[contract.key])).content.decode()
    assert reverse("overview:matrix", args=[contract.key, "o1"]) in page


def test_the_sheets_of_one_place_stand_in_one_group(lead_client, contract, orientation):
    other = NodeFactory(contract=contract, key="o2", code="2", title="Sport")
    ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract, parent=other)])
    inner = NodeFactory(contract=contract, key="o11", parent=orientation)
    ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract, parent=inner)])
    page = lead_client.get(reverse("overview:matrices", args=[contract.key])).content.decode()
    assert page.count("Premier niveau de l’arbre") == 1
    assert page.count('class="fb-group"') == 2


def test_a_node_without_sheet_is_not_found(lead_client, contract, orientation):
    assert sheet_page(lead_client, contract, "inconnu").status_code == 404


def test_a_contract_without_sheet_says_so(lead_client, contract):
    assert "Aucune fiche matrice" in lead_client.get(reverse("overview:matrices", args=[contract.key])).content.decode()


@pytest.mark.parametrize("name", ["overview:matrices", "overview:summary", "overview:crossings"])
def test_a_stranger_sees_nothing(client, stranger, contract, name):
    client.force_login(stranger)
    assert client.get(reverse(name, args=[contract.key])).status_code == 404


def test_queries_of_the_sheet_do_not_grow(lead_client, contract, orientation, django_assert_max_num_queries):
    for _ in range(10):
        node = NodeFactory(contract=contract, parent=orientation)
        IndicatorFactory(contract=contract, actions=[ActionFactory(contract=contract, nodes=[node])])
        ClauseFactory(node=node)
    with django_assert_max_num_queries(20):
        assert sheet_page(lead_client, contract).status_code == 200
