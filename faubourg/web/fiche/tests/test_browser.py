"""The fiche in a real browser."""

import pytest

from faubourg.actions.tests.factories import ActionFactory, MeansFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def fiche(transactional_db, contract):
    parent = ActionFactory(
        contract=contract,
        key="f1",
        code="1",
        kind="fiche",
        objectives=["Former"],
        effects=["Agir"],
        inferred=["effects"],
    )
    part = ActionFactory(contract=contract, key="f1.1", code="1.1", kind="sous-action", parent=parent)
    MeansFactory(action=part, amount=4000)
    IndicatorFactory(contract=contract, key="ind-1", actions=[part])
    ActionFactory(contract=contract, key="f2", code="2", kind="fiche", title="La suivante")
    return parent


def test_no_violation_nor_sideways_scroll_at_any_width(open_as, lead, fiche):
    page = open_as(lead, "/contrats/essai/fiches/f1/")
    assert_fits(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)


def test_the_keyboard_goes_to_the_next_fiche_and_an_address_to_an_indicator(open_as, lead, fiche):
    page = open_as(lead, "/contrats/essai/fiches/f1/")
    page.locator("a[rel=next]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/fiches/f2/")
    assert page.locator("h1").inner_text() == "La suivante"
    page.goto(page.url.replace("f2", "f1") + "#ind-1")
    assert page.locator("#ind-1").is_visible()


@pytest.mark.shared
@pytest.mark.parametrize("key", ["fiche-5", "fiche-12"])
def test_the_table_of_sub_actions_with_states_fits_a_wide_screen(open_as, lead, transactional_db, import_shared, key):
    import_shared("niort-2015-2022")
    page = open_as(lead, f"/contrats/niort-2015-2022/fiches/{key}/")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator(".fiche-parts--states").count() == 1
    # What runs out of its own cell, or out of the table.
    out = """table => [...table.querySelectorAll("th, td"), table.parentElement]
        .filter(box => box.scrollWidth > box.clientWidth + 1).map(box => box.textContent.trim().slice(0, 60))"""
    assert page.locator(".fiche-parts").evaluate(out) == []
