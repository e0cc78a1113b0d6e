"""The three screens in a real browser: axe, widths, keyboard, headings that stay."""

import pytest
from django.urls import reverse

from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.shared, pytest.mark.django_db(transaction=True)]


def test_the_screens_of_ales(open_as, import_shared, lead):
    contract = import_shared("ales-2015-2020")
    page = open_as(lead, reverse("overview:matrix", args=[contract.key, "os-1.3"]))
    addresses = [
        reverse("overview:matrix", args=[contract.key, "os-1.3"]),
        reverse("overview:matrix", args=[contract.key, "os-1.6"]),
        reverse("overview:matrices", args=[contract.key]),
        reverse("overview:summary", args=[contract.key]) + "?actions=toutes",
        reverse("overview:crossings", args=[contract.key]) + "?croisement=dispositifs",
        reverse("overview:crossings", args=[contract.key]) + "?croisement=sans-action",
    ]
    base = page.url.split("/contrats/")[0]
    for address in addresses:
        page.goto(base + address)
        assert_fits(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)


def test_the_headings_of_a_wide_sheet_stay_while_it_scrolls(open_as, import_shared, lead):
    contract = import_shared("ales-2015-2020")
    page = open_as(lead, reverse("overview:matrix", args=[contract.key, "os-1.3"]))
    matrix = page.locator(".fb-matrix")
    matrix.focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.fb-matrix').scrollTop > 0")
    # Both boxes at one instant: the page itself may still be gliding.
    gaps = matrix.evaluate(
        """(frame) => {
            const outer = frame.getBoundingClientRect();
            const head = frame.querySelector("thead th").getBoundingClientRect();
            return [head.x - outer.x, head.y - outer.y];
        }"""
    )
    assert all(abs(gap) < 3 for gap in gaps)


def test_the_current_tab_is_in_sight_on_a_phone(open_as, contract, lead):
    page = open_as(lead, reverse("overview:crossings", args=[contract.key]) + "?croisement=sans-action")
    page.set_viewport_size({"width": 375, "height": 800})
    page.reload()
    page.wait_for_function(
        """() => {
            const tab = document.querySelector(".fb-tabs a[aria-current]").getBoundingClientRect();
            return tab.left >= 0 && tab.right <= innerWidth;
        }"""
    )
