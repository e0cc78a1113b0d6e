"""The plan put in order in a real browser: by keyboard, by drag, on a phone."""

import pytest

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.web.arrange.tests.plans import order_of, small_plan

pytestmark = pytest.mark.browser


@pytest.fixture
def plan(contract):
    return small_plan(contract)


def test_a_line_goes_up_by_the_keyboard_and_keeps_the_focus(open_as, lead, contract, plan):
    page = open_as(lead, f"{contract.get_absolute_url()}plan/ordonner/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Monter 1.1.c").focus()
    page.keyboard.press("Enter")
    page.get_by_text("rang 2 sur 3").first.wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Monter 1.1.c"
    page.keyboard.press("Enter")
    page.get_by_text("rang 1 sur 3").first.wait_for()
    assert order_of(contract)[1] == ["act-c", "act-a", "act-b"]
    assert_accessible(page)


def test_a_line_is_dragged_under_another_element(open_as, lead, contract, plan):
    page = open_as(lead, f"{contract.get_absolute_url()}plan/ordonner/")
    handle = page.locator("[data-item='action:act-c'] [data-handle]")
    handle.drag_to(page.locator("[data-item='element:o12'] [data-list=action]"))
    page.get_by_text("rang 1 sur 1 sous « 1.2 Élément 1.2 »").first.wait_for()
    assert [node.key for node in plan["c"].nodes.all()] == ["o12"]
    branch = page.locator("[data-item='element:o12']")
    branch.get_by_text("Action c").wait_for()


def test_rows_are_ticked_at_once_and_the_preview_fits(open_as, lead, contract, plan):
    page = open_as(lead, f"{contract.get_absolute_url()}plan/modifier/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Cocher toutes les lignes").check()
    page.get_by_label("Changement").select_option("calendrier")
    page.get_by_label("Calendrier ou date").fill("dès 2026")
    page.get_by_role("button", name="Aperçu sur les lignes cochées").click()
    page.get_by_text("3 fiches changent").wait_for()
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize(
    "where",
    [
        "plan/numeroter/", "plan/renvois/action/act-a/?renvois=1.1.b", "propositions/", "modeles/", "modeles/nouveau/",
        "clauses/", "fiches/act-a/copier/", "fiches/act-a/modele/", "plan/ordonner/action/act-b/",
    ],
)  # fmt: skip
def test_the_other_pages_are_accessible_and_fit(open_as, lead, contract, plan, where):
    page = open_as(lead, f"{contract.get_absolute_url()}{where}")
    assert_accessible(page)
    assert_fits(page)
