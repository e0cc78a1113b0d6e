"""The completeness page: counts first, each opens its list, each row is mended somewhere."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.completeness import CHECKS, load_material, outcome_of

pytestmark = pytest.mark.django_db


def completeness(client, contract, query=""):
    return client.get(reverse("completeness:page", args=[contract.key]) + query)


def test_the_page_says_the_six_contents_and_every_check(lead_client, contract):
    page = completeness(lead_client, contract).content.decode()
    assert page.count("Non trouvé") == 6
    for check in CHECKS.values():
        assert check.title in page
    assert "sans objet" in page


def test_a_count_opens_its_list_and_a_row_its_form(lead_client, contract):
    action = ActionFactory(contract=contract, code="7", title="Orpheline")
    assert '<a href="?controle=sans-pilote"' in completeness(lead_client, contract).content.decode()
    page = completeness(lead_client, contract, "?controle=sans-pilote").content.decode()
    assert "7 Orpheline" in page
    assert reverse("fiche:detail", args=[contract.key, action.key]) in page
    assert reverse("records:edit", args=[contract.key, "actions", action.pk]) in page


def test_an_elue_reads_without_the_way_to_mend(client, elected, contract):
    action = ActionFactory(contract=contract)
    client.force_login(elected)
    page = completeness(client, contract, "?controle=sans-pilote").content.decode()
    assert action.title in page and "Corriger" not in page


def test_a_stranger_sees_nothing(client, stranger, contract):
    client.force_login(stranger)
    assert completeness(client, contract).status_code == 404


def test_lists_are_cut_in_pages_of_fifty(lead_client, contract):
    for rank in range(51):
        ActionFactory(contract=contract, code=f"N{rank:02}")
    page = completeness(lead_client, contract, "?controle=sans-pilote&page=2").content.decode()
    assert "N50" in page and "N49" not in page


def test_an_unknown_check_is_not_found(lead_client, contract):
    assert completeness(lead_client, contract, "?controle=inconnu").status_code == 404


def test_a_check_that_finds_nothing_says_so(lead_client, contract):
    assert "Rien à signaler" in completeness(lead_client, contract, "?controle=sans-pilote").content.decode()


@pytest.mark.parametrize("query", ["", "?controle=sans-pilote"])
@pytest.mark.parametrize(("ending", "start"), [("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")])
def test_findings_are_taken_away(lead_client, contract, query, ending, start):
    ActionFactory(contract=contract)
    response = lead_client.get(reverse("completeness:export", args=[contract.key, ending]) + query)
    assert response.content.startswith(start)


def test_queries_do_not_grow_with_rows(lead_client, contract, django_assert_max_num_queries):
    for _ in range(20):
        action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
        ActionRoleFactory(action=action)
        IndicatorFactory(contract=contract, actions=[action])
        ListedOrganisationFactory(contract=contract)
    with django_assert_max_num_queries(22):
        completeness(lead_client, contract)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["niort-2015-2022", "ales-2015-2020"])
def test_every_finding_leads_to_screens_that_exist(client, lead, import_shared, name):
    contract = import_shared(name)
    client.force_login(lead)
    material = load_material(contract)
    for check in CHECKS.values():
        for item in outcome_of(material, check).items[:1]:
            for url in filter(None, (item.url, item.mend)):
                assert client.get(url).status_code == 200, (check.key, url)


@pytest.mark.shared
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_in_a_browser(open_as, import_shared, lead):
    contract = import_shared("ales-2015-2020")
    page = open_as(lead, reverse("completeness:page", args=[contract.key]))
    assert_fits(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    # Keyboard only: the count of a check is a link that opens its list.
    page.locator("a[href='?controle=sans-calendrier']").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**controle=sans-calendrier")
    assert_fits(page)
    assert_accessible(page)
