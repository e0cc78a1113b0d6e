"""The crossings on screen."""

import pytest
from django.urls import reverse

from faubourg.actions.models import CrossReference, NationalMeasure
from faubourg.actions.tests.factories import ActionFactory, MeansFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.reports.overview.crossings import KINDS

pytestmark = pytest.mark.django_db


def crossing(client, contract, query=""):
    return client.get(reverse("overview:crossings", args=[contract.key]) + query)


@pytest.mark.parametrize("key", KINDS)
def test_every_crossing_has_its_empty_state(lead_client, contract, key):
    page = crossing(lead_client, contract, f"?croisement={key}")
    assert page.status_code == 200
    assert "Rien à croiser ici" in page.content.decode()


@pytest.mark.parametrize("key", ["", "inconnu", "types"])
def test_an_unknown_crossing_gives_the_first(lead_client, contract, key):
    assert "<h1>Objectifs × types</h1>" in crossing(lead_client, contract, f"?croisement={key}").content.decode()


def test_a_cell_opens_its_rows_and_totals_say_what_they_count(lead_client, contract):
    node = NodeFactory(contract=contract, key="p1")
    action = ActionFactory(contract=contract, nodes=[node])
    MeansFactory(action=action, organisation=ListedOrganisationFactory(contract=contract, key="org-caf"))
    page = crossing(lead_client, contract, "?croisement=financeurs").content.decode()
    assert f"{reverse('plan:plan', args=[contract.key])}?financeur=org-caf&amp;element=p1" in page
    assert "chaque action une seule fois" in page


def test_measures_show_what_covers_them(lead_client, contract):
    measure = NationalMeasure.objects.create(contract=contract, key="m1", code="9", title="Accès aux droits")
    action = ActionFactory(contract=contract, code="4")
    CrossReference.objects.create(
        version=contract.current_version, from_action=action, to_measure=measure, kind="adaptation de mesure"
    )
    page = crossing(lead_client, contract, "?croisement=mesures").content.decode()
    assert "4, adaptation" in page and "Adaptée" in page


def test_bare_nodes_say_why(lead_client, contract):
    NodeFactory(contract=contract, title="Étendre", empty_reason="porté par un autre cadre")
    page = crossing(lead_client, contract, "?croisement=sans-action").content.decode()
    assert "Porté par un autre cadre" in page


@pytest.mark.parametrize(("ending", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_a_crossing_is_taken_away(lead_client, contract, ending, start):
    ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
    url = reverse("overview:crossings-export", args=[contract.key, ending])
    response = lead_client.get(url + "?croisement=types&choix=0")
    assert response.content.startswith(start)
    assert f"essai-croisement-types.{ending}" in response["Content-Disposition"]
