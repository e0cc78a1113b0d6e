"""The list of territories and the sheet of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.indicators.models import Figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def quarter(contract):
    """A QPV in its commune, in a group, with one action of its own and one of the group."""
    town = ListedTerritoryFactory(contract=contract, key="ville", name="Ville", kind="commune", aliases=["V"])
    row = ListedTerritoryFactory(
        contract=contract, key="qpv", name="Clou", code="QN07901M", code_previous="QP079001", parent=town
    )
    group = ListedTerritoryFactory(contract=contract, key="groupe", name="Les quartiers", kind="autre")
    group.members.add(row)
    for territory in (row, group):
        ActionFactory(contract=contract).territories.add(territory)
    facts = {"contract": contract, "label": "Taux de pauvreté", "year": 2019, "unit": "%"}
    Figure.objects.create(
        territory=row, value=58.9, gap_points=30, gap_to=town, source="INSEE", printed="58,9 %", **facts
    )
    Figure.objects.create(territory=town, value=15.4, **facts)
    Figure.objects.create(territory=town, value=12, **(facts | {"year": 2015}))
    return row


def listed(client, query=""):
    return client.get(reverse("actors:territories", args=["essai"]) + query).context["lines"]


def test_each_territory_stands_under_the_one_that_holds_it(lead_client, quarter):
    lines = [(line.row.key, line.depth, line.own_actions, line.actions, line.figures) for line in listed(lead_client)]
    assert lines == [("ville", 0, 0, 1, 2), ("qpv", 1, 1, 2, 1), ("groupe", 0, 1, 1, 0)]


@pytest.mark.parametrize(
    ("query", "expected"), [("?q=qp079001", ["qpv"]), ("?nature=commune", ["ville"]), ("?q=zz", [])]
)
def test_the_list_filters(lead_client, quarter, query, expected):
    assert [line.row.key for line in listed(lead_client, query)] == expected


def test_the_sheet_shows_both_codes_figures_and_what_to_compare_with(lead_client, quarter):
    answer = lead_client.get(quarter.get_absolute_url())
    (line,) = answer.context["sheet"].figures
    assert [(place, float(figure.value)) for place, figure in line.references] == [("V", 15.4)]
    text = answer.content.decode()
    for words in (
        "QN07901M",
        "QP079001",
        "imprimé\u00a0: 58,9 %",
        "+30 points",
        "par rapport à Ville",
        "?quartier=qpv",
    ):
        assert words in text, words


def test_the_number_of_actions_is_the_one_of_the_plan(lead_client, quarter):
    sheet = lead_client.get(quarter.get_absolute_url()).context["sheet"]
    assert (len(sheet.actions), sheet.around) == (1, 2)
    assert [(group.key, count) for group, count in sheet.through_groups] == [("groupe", 1)]


def test_a_territory_of_which_nothing_is_said_says_so(lead_client, contract, quarter):
    bare = ListedTerritoryFactory(contract=contract)
    text = lead_client.get(bare.get_absolute_url()).content.decode()
    assert "ne donne aucun chiffre" in text
    assert "Aucune action ne le désigne seul" in text


def test_a_contract_without_territory_says_what_to_do(lead_client, contract):
    text = lead_client.get(reverse("actors:territories", args=["essai"])).content.decode()
    assert "ne nomme encore aucun quartier" in text


def test_lists_and_figures_export(lead_client, quarter):
    rows = lead_client.get(reverse("actors:territories-file", args=["essai", "csv"])).content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in rows.splitlines()[1:]] == ["ville", "qpv", "groupe"]
    figures = lead_client.get(reverse("actors:territory-file", args=["essai", "qpv", "csv"])).content.decode(
        "utf-8-sig"
    )
    assert "Taux de pauvreté;2019;58,9" in figures


def test_queries_do_not_grow_with_rows(lead_client, contract, quarter):
    def queries():
        with CaptureQueriesContext(connection) as found:
            listed(lead_client)
            lead_client.get(quarter.get_absolute_url())
        return len(found)

    few = queries()
    for number in range(30):
        ListedTerritoryFactory(contract=contract, parent=quarter).groups.add(
            ListedTerritoryFactory(contract=contract, kind="autre")
        )
        ActionFactory(contract=contract).territories.add(quarter)
        Figure.objects.create(contract=contract, territory=quarter, label=f"Chiffre {number}", value=number)
    assert queries() == few


@pytest.mark.shared
def test_the_niort_quarters_have_their_own_actions(import_shared, lead_client):
    contract = import_shared("niort-2024-2030")
    lines = lead_client.get(reverse("actors:territories", args=[contract.key])).context["lines"]
    own = {line.row.key: line.own_actions for line in lines}
    assert (own["qpv-clou-bouchet"], own["qpv-tour-chabot-gavacherie"], own["trois-qpv"]) == (15, 6, 339)
