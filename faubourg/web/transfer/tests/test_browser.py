"""The import with the keyboard alone, at three widths, without a fault that axe finds; and without JavaScript."""

import pytest
import yaml
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.core.testing import assert_accessible, assert_fits, open_page, sign_in
from faubourg.exchange.tests.documents import small
from faubourg.exchange.tests.workbooks import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def changed_file(tmp_path):
    """The small contract with two other titles."""
    document = small()
    document["actions"][0]["title"] = "Ouvrir deux accueils"
    document["actions"][1]["title"] = "Poursuivre"
    path = tmp_path / "petit.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def _checked(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def test_an_import_from_file_to_report_with_the_keyboard(open_as, lead, small_contract, changed_file):
    page = open_as(lead, reverse("transfer:page", args=[small_contract.key]))
    _checked(page)
    page.set_input_files("input[type=file]", changed_file)
    page.get_by_role("button", name="Voir l’aperçu").press("Enter")
    page.wait_for_url("**/importer/*/")
    _checked(page)
    refused = page.get_by_role("checkbox", name="Prendre : À modifier e1 Maintenir Intitulé")
    refused.press("Space")
    assert not refused.is_checked()
    page.get_by_role("button", name="Appliquer ce qui est coché").press("Enter")
    page.wait_for_url("**/compte-rendu/")
    _checked(page)
    titles = dict(Action.objects.values_list("key", "title"))
    assert (titles["f1"], titles["e1"]) == ("Ouvrir deux accueils", "Maintenir")


def test_problems_are_readable_at_every_width(open_as, lead, small_contract, tmp_path):
    path = tmp_path / "petit.xlsx"
    path.write_bytes(workbook({"Jalons": [["Date", "Libellé"], ["mi-mars", "Signature"], ["bientôt", "Vote"]]}))
    page = open_as(lead, reverse("transfer:page", args=[small_contract.key]))
    page.set_input_files("input[type=file]", path)
    page.get_by_role("button", name="Voir l’aperçu").click()
    page.get_by_text("2 problèmes dans ce fichier.").wait_for()
    _checked(page)


def test_everything_works_without_scripts(browser, live_server, lead, small_contract, changed_file):
    with open_page(browser, scripts=False) as page:
        sign_in(page.context, live_server.url, lead)
        page.goto(live_server.url + reverse("transfer:page", args=[small_contract.key]))
        page.set_input_files("input[type=file]", changed_file)
        page.get_by_role("button", name="Voir l’aperçu").click()
        page.get_by_role("button", name="Appliquer ce qui est coché").click()
        page.get_by_role("heading", name="Compte rendu de l’import").wait_for()
    assert Action.objects.get(key="e1").title == "Poursuivre"
