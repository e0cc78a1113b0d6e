"""The sections of a contract as lists."""

import csv

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.models import DepositWindow
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, ListedSchemeFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.web.records.catalogue import SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_section_opens_even_empty(lead_client, contract, slug):
    assert lead_client.get(reverse("records:section", args=[contract.key, slug]), follow=True).status_code == 200


def test_sections_are_counted(lead_client, contract):
    ActionFactory.create_batch(3, contract=contract)
    page = lead_client.get(reverse("records:sections", args=[contract.key]))
    assert {"title": "Actions", "slug": "actions", "count": 3} in page.context["sections"]


def test_rows_are_found_by_their_words(lead_client, contract):
    ActionFactory(contract=contract, title="Chantiers éducatifs")
    ActionFactory(contract=contract, title="Permanences")
    url = reverse("records:section", args=[contract.key, "actions"])
    assert len(lead_client.get(url, {"q": "chantier"}).context["lines"]) == 1
    assert "Aucune ligne ne contient" in lead_client.get(url, {"q": "zzz"}).content.decode()


def test_links_are_shown_by_their_names_with_the_key_beside(lead_client, contract):
    organisation = ListedOrganisationFactory(contract=contract, key="org-caf", name="Caisse d’allocations")
    action = ActionFactory(contract=contract, key="eng-1", title="Ouvrir une permanence")
    ActionRoleFactory(action=action, organisation=organisation, role="pilote")
    line = lead_client.get(reverse("records:section", args=[contract.key, "roles"])).context["lines"][0]
    assert line.name.casefold() == "ouvrir une permanence · caisse d’allocations · pilote"
    assert line.keys == "eng-1 · org-caf"
    action.nodes.set([NodeFactory(contract=contract, key="n-1", title="Emploi")])
    page = lead_client.get(reverse("records:section", args=[contract.key, "actions"]))
    cells = page.context["lines"][0].cells
    assert [said.words for cell in cells for said in cell.items if said.key == "n-1"] == ["Emploi"]


def test_rows_inside_a_row_are_said_in_words(lead_client, contract):
    scheme = ListedSchemeFactory(contract=contract, key="appel", name="Appel à projets")
    DepositWindow.objects.create(scheme=scheme, opens="2024-10-01", recurrence="annuelle")
    page = lead_client.get(reverse("records:section", args=[contract.key, "dispositifs"])).content.decode()
    assert "ouvre\N{NO-BREAK SPACE}: 2024-10-01" in page
    assert "recurrence" not in page


def test_an_unknown_section_is_not_found(lead_client, contract):
    assert lead_client.get(reverse("records:section", args=[contract.key, "rien"])).status_code == 404


def test_the_number_of_queries_does_not_grow(lead_client, contract):
    url = reverse("records:section", args=[contract.key, "roles"])
    counts = []
    for size in (3, 30):
        for _ in range(size):
            ActionRoleFactory(action=ActionFactory(contract=contract))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            lead_client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("ending", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_a_list_is_exported_as_filtered(lead_client, contract, ending, start):
    ActionFactory(contract=contract, title="=1+1")
    response = lead_client.get(reverse("records:export", args=[contract.key, "actions", ending]))
    assert response.content.startswith(start)


def test_an_export_gives_the_names_beside_the_keys(lead_client, contract):
    action = ActionFactory(contract=contract, key="eng-1", title="Ouvrir une permanence")
    nodes = [NodeFactory(contract=contract, key=f"n-{rank}", title=f"Objectif {rank}") for rank in (1, 2)]
    action.nodes.set(nodes)
    ActionFactory(contract=contract, key="eng-2", title="Sans place")
    url = reverse("records:export", args=[contract.key, "actions", "csv"])
    text = lead_client.get(url).content.decode("utf-8-sig")
    head = next(rank for rank, line in enumerate(text.splitlines()) if line.startswith("Clé"))
    first, second = csv.DictReader(text.splitlines()[head:], delimiter=";")
    assert first["Place dans l’arbre"] == "n-1, n-2"
    assert first["Place dans l’arbre (en clair)"] == "Objectif 1 ; Objectif 2"
    assert second["Place dans l’arbre (en clair)"] == ""
    assert "Intitulé (en clair)" not in first


def test_an_export_asks_no_more_for_more_rows(lead_client, contract):
    url, counts = reverse("records:export", args=[contract.key, "roles", "csv"]), []
    for size in (3, 30):
        for _ in range(size):
            ActionRoleFactory(action=ActionFactory(contract=contract))
        with CaptureQueriesContext(connection) as queries:
            lead_client.get(url)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.browser
def test_lists_and_forms_in_a_browser(open_as, lead, contract):
    action = ActionFactory(contract=contract, title="Ouvrir une permanence")
    page = open_as(lead, reverse("records:section", args=[contract.key, "actions"]))
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Ouvrir une permanence").press("Enter")
    page.wait_for_url(f"**/actions/{action.pk}/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Intitulé", exact=True).fill("Ouvrir deux permanences")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    page.get_by_text("Ligne enregistrée.").wait_for()
