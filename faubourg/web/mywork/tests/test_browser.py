"""« Mon travail » and the page of an élu·e, in a browser."""

import pytest

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import (
    ListedOrganisationFactory,
    MembershipFactory,
    NodeFactory,
    UserFactory,
)
from faubourg.core.testing import assert_accessible, assert_fits

pytestmark = pytest.mark.browser


def test_a_referent_goes_from_their_work_to_a_fiche(open_as, contract):
    caf = ListedOrganisationFactory(contract=contract)
    user = UserFactory(function="Référente CAF")
    MembershipFactory(contract=contract, user=user, role=Role.REFERENT, organisation=caf)
    for number in range(9):
        action = ActionFactory(contract=contract, title=f"Ouvrir l’accueil n° {number}", end="2024")
        ActionRoleFactory(action=action, organisation=caf)
    page = open_as(user, "/mon-travail/")
    assert_accessible(page)
    assert_fits(page)
    page.locator("#sans-nouvelle-essai").wait_for()
    page.get_by_text("Voir 3 autres lignes").first.click()
    page.get_by_role("link", name="Ouvrir l’accueil n° 8").first.click()
    page.get_by_role("heading", name="Ouvrir l’accueil n° 8").wait_for()


def test_the_contract_of_an_elue_prints_on_one_page(open_as, elected, contract):
    for number in range(6):
        node = NodeFactory(contract=contract, title=f"Pilier {number} : vivre dans des quartiers attractifs et reliés")
        for _ in range(3):
            ActionFactory(contract=contract, nodes=[node])
    for number in range(6):
        contract.milestones.create(date=f"209{number}", label=f"Bilan annuel n° {number}", position=number)
    page = open_as(elected, "/contrats/essai/en-une-page/")
    assert_accessible(page)
    assert_fits(page)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
