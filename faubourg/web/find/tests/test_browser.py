"""The search in a real browser."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.exchange.indexing import index_contract

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_search_by_keyboard_is_accessible_at_every_width(open_as, lead, contract):
    for number in range(7):
        ActionFactory(contract=contract, title=f"Réparer des vélos {number}", text="Un atelier de vélos. " * 40)
    ListedOrganisationFactory(contract=contract, name="Maison du vélo (MDV)")
    index_contract(contract)
    page = open_as(lead, reverse("find:page", args=[contract.key]))
    assert_accessible(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator(".fb-find--top input").input_value() == "a/b"
    page.get_by_label("Mots à chercher").fill("velo")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="8 réponses").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Voir les 7 actions").focus()
    page.keyboard.press("Enter")
    page.get_by_role("navigation", name="Nature des réponses").get_by_role("link", name="Actions 7").wait_for()
    assert page.locator("mark").first.inner_text() == "vélos"
    page.get_by_label("Mots à chercher").fill("vélo rouge")
    page.keyboard.press("Enter")
    page.get_by_text("Avec moins de mots").wait_for()
    assert_accessible(page)
    assert_fits(page)
