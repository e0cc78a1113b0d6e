"""The catalogue of schemes and the sheet of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.models import SchemeLink
from faubourg.actions.tests.factories import ActionFactory, ListedSchemeFactory, SchemeLinkFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def clas(contract):
    """A scheme of two holders, mobilised by one action, and one that nobody holds nor uses."""
    row = ListedSchemeFactory(contract=contract, key="disp-clas", name="Accompagnement à la scolarité", code="CLAS")
    for name in ("CAF", "Ville"):
        row.holders.add(ListedOrganisationFactory(contract=contract, key=f"org-{name.lower()}", name=name))
    SchemeLinkFactory(action=ActionFactory(contract=contract), scheme=row, firmness="prioritaire", validity="2026")
    ListedSchemeFactory(contract=contract, key="disp-seul", name="Dispositif seul", kind="financement")
    return row


def catalogue(client, query=""):
    return client.get(reverse("actors:schemes", args=["essai"]) + query)


def test_a_scheme_stands_under_each_holder_and_counts_once(lead_client, clas):
    found = catalogue(lead_client).context["catalogue"]
    groups = [(group.holder and group.holder.name, [line.row.key for line in group.lines]) for group in found.groups]
    assert groups == [("CAF", ["disp-clas"]), ("Ville", ["disp-clas"]), (None, ["disp-seul"])]
    assert (found.total, len(found.lines), found.unused, found.without_holder) == (2, 2, 1, 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=scolarite", ["disp-clas"]),
        ("?porteur=org-caf", ["disp-clas"]),
        ("?porteur=sans", ["disp-seul"]),
        ("?nature=financement", ["disp-seul"]),
        ("?usage=mobilise", ["disp-clas"]),
        ("?usage=jamais", ["disp-seul"]),
        ("?tri=-actions", ["disp-clas", "disp-seul"]),
        ("?tri=-nom", ["disp-seul", "disp-clas"]),
        ("?q=zzz", []),
    ],
)
def test_the_catalogue_filters_and_sorts(lead_client, clas, query, expected):
    assert [line.row.key for line in catalogue(lead_client, query).context["catalogue"].lines] == expected


def test_one_holder_asked_for_shows_its_group_alone(lead_client, clas):
    found = catalogue(lead_client, "?porteur=org-caf").context["catalogue"].groups
    assert [group.holder.key for group in found] == ["org-caf"]


def test_empty_catalogues_say_what_to_do(lead_client, contract):
    assert "ne nomme encore aucun dispositif" in catalogue(lead_client).content.decode()


def test_the_sheet_tells_who_mobilises_it_and_how_firmly(lead_client, contract, clas):
    node = NodeFactory(contract=contract, title="Réussite éducative")
    SchemeLink.objects.create(version=contract.current_version, scheme=clas, node=node)
    answer = lead_client.get(clas.get_absolute_url())
    sheet = answer.context["sheet"]
    assert [(item.firmness, item.validity) for item in sheet.actions] == [("prioritaire", "2026")]
    assert [item.place.title for item in sheet.nodes] == ["Réussite éducative"]
    assert {holder.name for holder in sheet.holders} == {"CAF", "Ville"}
    assert "prioritaire" in answer.content.decode()


def test_a_scheme_that_nothing_mobilises_says_so(lead_client, clas):
    answer = lead_client.get(reverse("actors:scheme", args=["essai", "disp-seul"])).content.decode()
    assert "Le plan ne mobilise pas ce dispositif" in answer


def test_the_catalogue_exports(lead_client, clas):
    answer = lead_client.get(reverse("actors:schemes-file", args=["essai", "csv"]) + "?usage=jamais")
    assert [line.split(";")[0] for line in answer.content.decode("utf-8-sig").splitlines()[1:]] == ["disp-seul"]


def test_queries_do_not_grow_with_rows(lead_client, contract, clas):
    def queries():
        with CaptureQueriesContext(connection) as found:
            catalogue(lead_client)
            lead_client.get(clas.get_absolute_url())
        return len(found)

    few = queries()
    for _ in range(30):
        row = ListedSchemeFactory(contract=contract)
        row.holders.add(ListedOrganisationFactory(contract=contract))
        SchemeLinkFactory(action=ActionFactory(contract=contract), scheme=row)
        SchemeLinkFactory(action=ActionFactory(contract=contract), scheme=clas)
    assert queries() == few


@pytest.mark.shared
def test_the_npnru_carries_seven_objectives_in_ales(import_shared, lead_client):
    contract = import_shared("ales-2015-2020")
    sheet = lead_client.get(contract.schemes.get(key="disp-npnru").get_absolute_url()).context["sheet"]
    assert len(sheet.nodes) == 7
