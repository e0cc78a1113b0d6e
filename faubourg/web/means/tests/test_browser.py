"""The meter in a real browser: a means declared in the table, justified, and read on the page."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_means_is_declared_justified_and_counted(open_as, lead, contract):
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF des quartiers")
    action = ActionFactory(contract=contract, code="F1", title="Ouvrir un lieu", nodes=[NodeFactory(contract=contract)])
    ActionRoleFactory(action=action, organisation=caf)
    MeansFactory(action=action, organisation=caf, amount=9000)
    page = open_as(lead, reverse("means:entry", args=["essai"]) + "?organisme=caf&annee=2026")
    page.get_by_label("Quantité, F1 Ouvrir un lieu").fill("8 000")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("1 ligne enregistrée.").wait_for()
    page.get_by_role("link", name="Déclaré").click()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Justifier").click()
    page.get_by_text("Moyen justifié.").wait_for()
    page.goto(page.url.rsplit("/", 2)[0] + "/")
    page.get_by_role("heading", name="Par quartier").wait_for()
    assert_accessible(page)
    assert_fits(page)
