"""The page of the components in a real browser: axe, widths, keyboard."""

import pytest

from faubourg.core.testing import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def components(open_as, django_user_model):
    user = django_user_model.objects.create_user(email="essai@example.org", function="Chef·fe de projet")
    return open_as(user, "/composants/")


def test_axe_finds_nothing_and_the_page_never_scrolls_sideways(components):
    for width in (1440, 768, 375):
        components.set_viewport_size({"width": width, "height": 900})
        assert_accessible(components)
    assert_fits(components)
    components.evaluate("document.querySelectorAll('main details').forEach((box) => { box.open = true })")
    assert_fits(components)
    assert_accessible(components)


def test_the_keyboard_reaches_the_content_and_closes_what_it_opened(components):
    components.keyboard.press("Tab")
    components.keyboard.press("Enter")
    assert components.evaluate("document.activeElement.id") == "contenu"
    source = components.locator("main .fb-src > summary").first
    source.focus()
    components.keyboard.press("Enter")
    assert components.locator(".fb-src[open]").count() == 1
    components.keyboard.press("Escape")
    assert components.locator(".fb-src[open]").count() == 0
    assert source.evaluate("(element) => element === document.activeElement")


def test_styles_fonts_and_icons_arrive(components):
    assert components.evaluate("document.fonts.ready.then(() => document.fonts.check('14px Inter'))")
    assert components.evaluate("getComputedStyle(document.querySelector('.btn-primary')).backgroundColor") == (
        "rgb(18, 85, 102)"
    )
    box = components.locator("main use[href$='#printer']").first.bounding_box()
    assert box["width"] > 5
