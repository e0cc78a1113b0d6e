"""The matrix sheets: small trees, then the figures of the Alès document."""

import pytest
import yaml

from faubourg.actions.models import CrossReference
from faubourg.actions.tests.factories import ActionFactory, ClauseFactory
from faubourg.contracts.models import Tag
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.overview.matrix import WHOLE, matrix_links, matrix_sheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(contract):
    """An orientation with two objectives: one carries an action, the other refers to it."""
    top = NodeFactory(contract=contract, key="o1", code="1", declared_counts={"objectifs": 2, "actions": 2})
    first = NodeFactory(contract=contract, key="o11", code="1.1", parent=top, level_name="objectif")
    second = NodeFactory(contract=contract, key="o12", code="1.2", parent=top, level_name="objectif")
    ActionFactory(contract=contract, key="a", code="1.1.a", title="Ouvrir un lieu", kind="action", nodes=[first])
    ClauseFactory(node=first, kind="obligation", text="Rendre compte")
    ClauseFactory(node=first, kind="une_autre", text="Prévenir")
    CrossReference.objects.create(
        version=contract.current_version, from_node=second, to_node=first, kind="renvoi intégral"
    )
    second.tags.add(Tag.objects.create(contract=contract, key="hap", label="hors appel à projets"))
    return matrix_sheets(contract, "o1")[0]


def test_a_sheet_has_a_column_an_objective(sheet):
    assert [column.node.code for column in sheet.columns] == ["1.1", "1.2"]
    assert (sheet.actions, sheet.clauses) == (1, 2)
    assert [(action.mark, action.row.title) for action in sheet.columns[0].actions] == [("a", "Ouvrir un lieu")]


def test_clauses_are_grouped_by_kind(sheet):
    groups = sheet.columns[0].clauses
    assert [(group.label, group.texts) for group in groups] == [
        ("Obligations", ["Rendre compte"]),
        ("une autre", ["Prévenir"]),
    ]


def test_an_objective_without_action_says_where_it_is_followed(sheet):
    column = sheet.columns[1]
    assert column.followed_in == "suivi dans 1.1"
    assert column.reasons == ["renvoi intégral : 1.1 (1\N{NO-BREAK SPACE}action y est suivie)"]
    assert column.flags == ["hors appel à projets"]


def test_printed_counters_stand_beside_ours(sheet):
    assert sheet.remarks == ["2 objectifs : égal au compteur imprimé", "1 action : compteur imprimé : 2"]


def test_actions_on_the_node_itself_have_their_own_column(contract):
    top = NodeFactory(contract=contract, key="o1", code="1")
    NodeFactory(contract=contract, key="o11", code="1.1", parent=top)
    ActionFactory(contract=contract, title="Directe", nodes=[top])
    (sheet,) = matrix_sheets(contract)
    assert [column.node.key for column in sheet.columns] == ["o1", "o11"]
    assert [action.row.title for action in sheet.columns[0].actions] == ["Directe"]


def test_a_tree_of_one_level_makes_one_sheet(contract):
    node = NodeFactory(contract=contract, key="seul")
    ActionFactory(contract=contract, nodes=[node])
    (link,) = matrix_links(contract)
    assert (link.key, link.title) == (WHOLE, "Ensemble du plan")
    assert [column.node.key for column in matrix_sheets(contract, WHOLE)[0].columns] == ["seul"]


def test_an_indicator_of_two_actions_counts_once(contract):
    node = NodeFactory(contract=contract)
    actions = [ActionFactory(contract=contract, nodes=[node]) for _ in range(2)]
    IndicatorFactory(contract=contract, actions=actions)
    assert matrix_sheets(contract, WHOLE)[0].measured == 1


def test_references_that_turn_in_a_ring_end(contract):
    top = NodeFactory(contract=contract, key="o1")
    ring = [NodeFactory(contract=contract, key=key, code=key, parent=top) for key in ("o11", "o12")]
    ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract, key="o13", parent=top)])
    for start, end in (ring, ring[::-1]):
        CrossReference.objects.create(version=contract.current_version, from_node=start, to_node=end)
    columns = matrix_sheets(contract, "o1")[0].columns
    assert columns[0].references[0].actions == 0


def test_queries_do_not_grow_with_rows(contract, django_assert_max_num_queries):
    def grow(times):
        for _ in range(times):
            top = NodeFactory(contract=contract)
            node = NodeFactory(contract=contract, parent=top)
            action = ActionFactory(contract=contract, nodes=[node])
            IndicatorFactory(contract=contract, actions=[action])
            ClauseFactory(node=node)

    grow(2)
    with django_assert_max_num_queries(18) as few:
        assert len(matrix_sheets(contract)) == 2
    grow(8)
    with django_assert_max_num_queries(len(few)):
        assert len(matrix_sheets(contract)) == 10


@pytest.mark.shared
def test_the_sheets_of_ales(import_shared, shared_data):
    """Figures A1, A2, A5 to A9, A19 of ../shared/domain/ales-2015-2020.md, counted again on the source."""
    contract = import_shared("ales-2015-2020")
    source = yaml.load(shared_data("data/ales-2015-2020.yaml").read_text(), Loader=yaml.CSafeLoader)
    sheets = matrix_sheets(contract)
    assert len(sheets) == 14
    assert sum(len(sheet.columns) for sheet in sheets) == 75
    assert sum(sheet.actions for sheet in sheets) == len(source["actions"])
    assert sum(sheet.clauses for sheet in sheets) == len(source["clauses"])
    documents = sum(row["kind"] == "document" for row in source["indicators"])
    assert sum(sheet.documents for sheet in sheets) == documents
    assert sum(sheet.measured for sheet in sheets) == len(source["indicators"]) - documents
    printed = {node["code"]: node["declared_counts"] for node in source["nodes"] if node.get("declared_counts")}
    for sheet in sheets:
        assert printed[sheet.link.code] == {"objectifs": len(sheet.columns), "actions": sheet.actions}
        assert all(remark.endswith("égal au compteur imprimé") for remark in sheet.remarks)
    columns = {column.node.code: column for sheet in sheets for column in sheet.columns}
    closed = [code for code, column in columns.items() if any("hors" in flag for flag in column.flags)]
    assert closed == ["1.5.2", "3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3"]
    reached = {code: column.references[0].actions for code, column in columns.items() if column.references}
    assert reached == {"1.3.10": 17, "1.6.5": 7, "2.2.3": 3, "2.2.6": 6, "2.3.9": 7, "3.2.3": 1}
    assert all(column.reasons for column in columns.values() if not column.actions)
    assert list(columns)[list(columns).index("1.3.9") + 1] == "1.3.10"


@pytest.mark.shared
def test_every_placed_engagement_of_niort_stands_in_a_sheet(import_shared, shared_data):
    contract = import_shared("niort-2024-2030")
    source = yaml.load(shared_data("data/niort-2024-2030.yaml").read_text(), Loader=yaml.CSafeLoader)
    placed = {action["key"] for action in source["actions"] if action.get("nodes")}
    sheets = matrix_sheets(contract)
    assert {action.row.key for sheet in sheets for column in sheet.columns for action in column.actions} == placed
