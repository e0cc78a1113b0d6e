import pytest
from django.urls import reverse

from faubourg.accounts.models import User
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import ContractPage, Deliberation, Milestone
from faubourg.contracts.tests.factories import ListedTerritoryFactory, MembershipFactory, NodeFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.exchange.demo import DEMO_ACCOUNTS
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def filled(contract, lead):
    """A contract with something in every part of its home."""
    MembershipFactory(user=lead)
    ListedTerritoryFactory(contract=contract)
    for _ in range(3):
        action = ActionFactory(contract=contract, commitment_type="C", nodes=[NodeFactory(contract=contract)])
        ActionRoleFactory(action=action)
        IndicatorFactory(contract=contract, actions=[action])
    ContractPage.objects.create(contract=contract, title="Préambule", body="Un texte.")
    Deliberation.objects.create(contract=contract, assembly="Conseil communautaire", votes_for=40)
    Milestone.objects.create(contract=contract, date="2027", label="Bilan à mi-parcours")
    return contract


def check(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("name", ["home:start", "home:help", "home:contract", "home:pages"])
def test_screens_are_accessible_at_every_width(open_as, lead, filled, name):
    arguments = [filled.key] if name in ("home:contract", "home:pages") else []
    check(open_as(lead, reverse(name, args=arguments)))


def test_the_empty_home_is_accessible(open_as, lead, contract):
    check(open_as(lead, contract.get_absolute_url()))


def test_the_demo_opens_with_the_keyboard_alone(page, live_server):
    one = DEMO_ACCOUNTS[0]
    User.objects.create_user(one.email, function=one.function)
    page.goto(live_server.url + reverse("home:sign-in"))
    check(page)
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == one.key
    page.keyboard.press("Enter")
    page.wait_for_url(live_server.url + reverse("home:start"))
    assert "Aucun contrat ne vous est ouvert" in page.content()


def test_from_the_home_to_the_text_and_back_with_the_keyboard(open_as, lead, filled):
    page = open_as(lead, filled.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.get_by_role("link", name="Le texte du contrat").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/texte/")
    page.get_by_role("link", name="Accueil", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{filled.get_absolute_url()}")
    page.get_by_text("Voir le tableau").click()
    assert page.get_by_role("rowheader", name="Engagements, chaque ligne comptée une fois").is_visible()
