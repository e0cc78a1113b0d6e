"""The screens of the journey in a real browser: axe and widths, and from one month to the next by keyboard."""

import pytest
from django.urls import reverse

from faubourg.actions.models import DepositWindow
from faubourg.actions.tests.factories import ListedSchemeFactory
from faubourg.contracts.models import Agreement, Milestone
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.governance.models import Body, Meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def filled(contract, lead):
    """One thing of each kind."""
    caf = ListedOrganisationFactory(contract=contract, key="org-caf", name="Caisse d’allocations familiales")
    charter = Agreement.objects.create(contract=contract, title="Charte d’insertion", end="2025", kind="charte")
    charter.parties.add(caf)
    plh = ListedSchemeFactory(contract=contract, key="plh", name="PLH", kind="cadre stratégique", validity="2022-2027")
    DepositWindow.objects.create(scheme=plh, opens="2026-05-01", closes="2026-05-31", recurrence="annuelle")
    Milestone.objects.create(contract=contract, label="Rapport annuel", date="2026-05")
    body = Body.objects.create(contract=contract, key="copil", name="Comité de pilotage", min_per_year=2)
    Meeting.objects.create(contract=contract, body=body, date="2026-05-12")
    MembershipFactory(contract=contract)
    return charter


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["essai", *args])


def test_year_and_month(open_as, lead, filled):
    page = open_as(lead, url("year", 2026))
    page.get_by_role("heading", name="Mai 2026").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Mai 2026").click()
    page.get_by_role("heading", name="Mai 2026", level=1).wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size({"width": 375, "height": 900})
    page.get_by_text("mardi 12").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="Mois suivant").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Juin 2026", level=1).wait_for()


def test_commitments_and_their_forms(open_as, lead, filled):
    page = open_as(lead, url("agreements"))
    for address in (
        url("agreements"),
        url("agreement", filled.pk),
        url("agreement-edit", filled.pk),
        url("frameworks"),
        url("framework-edit", "plh"),
        url("windows", "plh"),
        url("subscription"),
        reverse("actors:scheme", args=["essai", "plh"]),
    ):
        page.goto(page.url.partition("/contrats/")[0] + address)
        page.locator("h1").wait_for()
        assert_accessible(page)
        assert_fits(page, (375, 1440))
