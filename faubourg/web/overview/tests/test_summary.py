"""The tableau récapitulatif: on screen and as files."""

import io

import pytest
import yaml
from django.urls import reverse
from python_calamine import CalamineWorkbook

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.tests.factories import NodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(contract):
    """A pillar that announces two actions and holds one, a bare one, and an action without place."""
    pillar = NodeFactory(contract=contract, key="p1", code="1", title="Cohésion", declared_counts={"actions": 2})
    NodeFactory(contract=contract, key="p2", code="2", title="Vide")
    action = ActionFactory(contract=contract, code="A1", title="=Ouvrir", kind="action", nodes=[pillar])
    ActionRoleFactory(action=action)
    ActionFactory(contract=contract, code="A2", title="Ailleurs", kind="action")
    return contract


def summary_page(client, contract, query=""):
    return client.get(reverse("overview:summary", args=[contract.key]) + query).content.decode()


def export(client, contract, ending):
    return client.get(reverse("overview:summary-export", args=[contract.key, ending]))


def test_the_gap_of_a_printed_counter_is_flagged(lead_client, plan):
    page = summary_page(lead_client, plan)
    assert "Compteurs imprimés qui ne sont pas les nôtres" in page
    assert "Totaux du document égaux aux nôtres" in page and "0 sur 1" in page and "compteur imprimé\u00a0: 2" in page


def test_a_document_that_prints_no_total_says_so(lead_client, contract):
    NodeFactory(contract=contract)
    page = summary_page(lead_client, contract)
    assert "n’imprime aucun total à comparer" in page and "Totaux du document égaux" not in page


def test_actions_fold_and_unfold(lead_client, plan):
    assert "<details open>" not in summary_page(lead_client, plan)
    assert "<details open>" in summary_page(lead_client, plan, "?actions=toutes")


def test_nodes_without_action_and_actions_without_node_are_shown(lead_client, plan):
    page = summary_page(lead_client, plan)
    assert "aucune action, raison non donnée" in page
    assert "Sans place dans l’arbre" in page and "Ailleurs" in page


def test_an_empty_plan_tells_what_to_do(lead_client, contract):
    assert "Importer un fichier" in summary_page(lead_client, contract)


def test_the_workbook_has_a_line_an_action_under_its_path(lead_client, plan):
    book = CalamineWorkbook.from_filelike(io.BytesIO(export(lead_client, plan, "xlsx").content))
    rows = book.get_sheet_by_name("Actions").to_python()
    assert rows[2][:3] == ["Pilier", "Code", "Action"]
    assert [(row[0], row[2]) for row in rows[3:]] == [
        ("1 Cohésion", "=Ouvrir"),
        ("2 Vide", "aucune action (raison non donnée)"),
        ("", "Ailleurs"),
    ]
    counts = book.get_sheet_by_name("Comptes").to_python()
    assert [row[3:] for row in counts if row[1] == "1"] == [["action", 1.0, 2.0, -1.0]]


def test_the_csv_holds_no_formula(lead_client, plan):
    assert "'=Ouvrir" in export(lead_client, plan, "csv").content.decode("utf-8-sig")


def test_another_ending_is_not_found(lead_client, plan):
    assert export(lead_client, plan, "exe").status_code == 404


def test_queries_do_not_grow_with_rows(lead_client, plan, django_assert_max_num_queries):
    for _ in range(20):
        ActionFactory(contract=plan, nodes=[NodeFactory(contract=plan)])
    with django_assert_max_num_queries(16):
        summary_page(lead_client, plan)


@pytest.mark.shared
def test_the_workbook_of_ales_has_its_199_actions(client, lead, import_shared, shared_data):
    contract = import_shared("ales-2015-2020")
    client.force_login(lead)
    book = CalamineWorkbook.from_filelike(io.BytesIO(export(client, contract, "xlsx").content))
    keys = [row[-1] for row in book.get_sheet_by_name("Actions").to_python()[3:] if row[-1]]
    source = yaml.load(shared_data("data/ales-2015-2020.yaml").read_text(), Loader=yaml.CSafeLoader)
    assert sorted(keys) == sorted(action["key"] for action in source["actions"])
    assert "28 sur 28" in summary_page(client, contract)
