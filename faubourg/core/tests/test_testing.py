"""The guards of the browser tests refuse what they must refuse."""

import pytest

from faubourg.core.testing import assert_accessible, assert_fits, open_page

pytestmark = pytest.mark.browser
PAGE = '<!doctype html><html lang="fr"><title>Essai</title><body><main><h1>Essai</h1>{}</main></body></html>'


def test_a_plain_page_passes(browser):
    with open_page(browser) as page:
        page.set_content(PAGE.format("<p>Rien à signaler.</p>"))
        assert_accessible(page)
        assert_fits(page)


def test_a_picture_without_words_is_not_accessible(browser):
    with open_page(browser) as page:
        page.set_content(PAGE.format('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'))
        with pytest.raises(AssertionError, match="image-alt"):
            assert_accessible(page)


def test_a_page_wider_than_a_telephone_does_not_fit(browser):
    with open_page(browser) as page:
        page.set_content(PAGE.format('<p id="long" style="width: 500px">Large</p>'))
        with pytest.raises(AssertionError, match=r"wider than 375 px(.|\n)*long"):
            assert_fits(page)
        assert_fits(page, widths=(768, 1440))


def test_an_address_outside_fails_the_page(browser):
    with pytest.raises(AssertionError, match=r"asked for https://example\.org"), open_page(browser) as page:
        page.set_content(PAGE.format('<img alt="" src="https://example.org/a.png">'))


def test_an_error_of_a_script_fails_the_page(browser):
    with pytest.raises(AssertionError, match="script error"), open_page(browser) as page:
        page.set_content(PAGE.format("<script>missing()</script>"))


def test_a_page_without_scripts_runs_none(browser):
    with open_page(browser, scripts=False) as page:
        page.set_content(PAGE.format("<script>document.body.textContent = 'fait'</script>"))
        assert page.locator("h1").inner_text() == "Essai"
