"""The page of the fiches in six columns, its choices, its files."""

import pytest
from django.urls import reverse

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(contract):
    """A fiche that nothing moves, one that cannot be read."""
    node = NodeFactory(contract=contract, key="o1", code="OBJ 1", title="Mobilité")
    state = StatusState.objects.create(
        contract=contract, key="non", label="Action non démarrée", meaning="non-demarree"
    )
    bike = ActionFactory(contract=contract, key="f14", code="1.4", title="Vélo", kind="fiche", nodes=[node])
    ActionStatus.objects.create(lineage=bike.lineage, state=state, comment="faute de moyens")
    unread = {"status_confidence_note": "état non lisible dans le document"}
    ActionFactory(
        contract=contract, key="f11", code="1.1", title="Auto-école", kind="fiche", nodes=[node], extra=unread
    )
    return contract


def read(client, contract, query=""):
    return client.get(reverse("overview:annex", args=[contract.key]) + query).content.decode()


def test_the_page_says_why_and_what_cannot_be_read(lead_client, plan):
    page = read(lead_client, plan)
    assert "faute de moyens" in page and "état non lisible dans le document" in page
    assert "Action non démarrée (1)" in page and "Non renseigné (1)" in page


def test_a_state_keeps_its_fiches_on_screen_and_in_the_file(lead_client, plan):
    page = read(lead_client, plan, "?etat=non&annee=x")
    assert "Vélo" in page and "Auto-école" not in page and "1\u00a0fiche" in page
    found = lead_client.get(reverse("overview:annex-export", args=[plan.key, "csv"]) + "?etat=sans").content.decode()
    assert "Auto-école" in found and "Vélo" not in found
    printed = lead_client.get(reverse("editions:download", args=[plan.key, "annexe", "docx"]) + "?etat=non&annee=2022")
    assert printed.status_code == 200 and printed["Content-Disposition"].endswith('annexe.docx"')


def test_nothing_is_said_with_the_way_out(lead_client, plan, contract):
    assert "Aucune fiche dans cet état." in read(lead_client, plan, "?etat=realisee%00")


def test_an_empty_contract_tells_what_to_do(lead_client, contract):
    assert "Importer un fichier" in read(lead_client, contract)


@pytest.mark.browser
@pytest.mark.shared
@pytest.mark.django_db(transaction=True)
def test_the_annex_of_the_plie_in_the_browser(open_as, import_shared, lead):
    contract = import_shared("plie-niort-2022-2028")
    page = open_as(lead, reverse("overview:annex", args=[contract.key]))
    assert page.locator(".ov-annex tbody tr").count() == 24
    page.get_by_label("État").select_option(label="Action non démarrée (5)")
    page.get_by_role("button", name="Afficher").click()
    page.wait_for_url("**etat=non_demarree**")
    assert page.locator(".ov-annex tbody tr").count() == 5
    assert_fits(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
