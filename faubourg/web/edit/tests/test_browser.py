"""The journey in a browser: from the letter to the history, with and without JavaScript, by the keyboard."""

import re
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model

from faubourg.accounts.models import Draft
from faubourg.actions.tests.factories import ActionRoleFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits, open_page, sign_in
from faubourg.exchange.editing import change_record, digest_of, record_of
from faubourg.exchange.schema.plan import ACTIONS
from faubourg.indicators.models import Target
from faubourg.journal.operations import record
from faubourg.mailing.models import Message
from faubourg.web.mywork.digest import write_digests

pytestmark = pytest.mark.browser
FICHE = "/contrats/essai/fiches/fiche-20/"
PASSWORD = "trois mots sans lien"
MONDAY = datetime(2026, 11, 16, 0, 5, tzinfo=UTC)
LAST_WEEK = datetime(2026, 11, 11, 9, tzinfo=UTC)


@pytest.fixture
def letter(fiche, referent, settings, live_server):
    """The référente's weekly letter, which tells that her fiche has changed."""
    settings.INSTANCE_URL = live_server.url
    get_user_model().objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    facts = {"verb": "ligne modifiée", "scope": fiche.contract.scope, "changes": {"calendrier": ["", "2027"]}}
    record(actor=None, target=fiche.action, at=LAST_WEEK, **facts)
    write_digests(now=MONDAY)
    return Message.objects.get(recipient=referent.email)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_referent_updates_their_fiche_from_the_link_of_the_letter(
    browser, live_server, letter, lead, referent, scripts
):
    referent.set_password(PASSWORD)
    referent.save()
    link = re.search(rf"{live_server.url}{FICHE}", letter.text)[0]
    with open_page(browser, scripts=scripts) as page:
        page.goto(link)
        page.get_by_label("Adresse électronique").fill(referent.email)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        page.get_by_role("button", name="Se connecter", exact=True).click()
        page.get_by_role("link", name="Modifier « Calendrier de mise en œuvre »").click()
        page.get_by_label("Calendrier imprimé").fill("De mars à juin")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_text("« De mars à juin »").wait_for()
        page.get_by_role("link", name="Modifier « Calendrier de mise en œuvre »").wait_for()
    with open_page(browser, scripts=scripts) as page:
        sign_in(page.context, live_server.url, lead)
        page.goto(f"{live_server.url}{FICHE}historique/")
        page.get_by_text("De mars à juin").first.wait_for()
        page.get_by_text("Référente Ville").first.wait_for()


def test_parts_open_in_place_with_their_focus_and_are_accessible(open_as, lead, fiche):
    page = open_as(lead, FICHE)
    page.get_by_role("link", name="Modifier « Moyens de droit commun »").click()
    page.get_by_role("link", name="Ajouter un moyen").click()
    page.get_by_label("Montant (€)").fill("1 200")
    page.get_by_role("link", name="Modifier « Portage »").click()
    page.get_by_role("link", name="Ajouter un organisme").click()
    page.get_by_role("button", name="Ajouter", exact=True).nth(1).wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Ajouter", exact=True).first.click()
    page.locator("#rubrique-droit-commun .edit-list").wait_for()
    page.locator("#annonces", has_text="ajouté").wait_for(state="attached")
    assert "Modifier" in page.evaluate("document.activeElement.textContent")
    assert_accessible(page)


def test_rows_are_ordered_by_the_keyboard_and_the_focus_stays_on_the_row(open_as, lead, fiche):
    ActionRoleFactory(action=fiche.action, organisation=fiche.town, role="partenaire", position=7)
    page = open_as(lead, FICHE)
    page.get_by_role("link", name="Modifier « Partenaires de l’action »").press("Enter")
    page.get_by_role("button", name="Monter « Ville »").press("Enter")
    page.locator(".edit-list li").first.get_by_text("Ville").first.wait_for()
    page.get_by_role("button", name="Descendre « Ville »").and_(page.locator(":focus")).wait_for()
    assert page.url.endswith(FICHE)
    page.keyboard.press("Enter")
    page.locator(".edit-list li").first.get_by_text("CAF").first.wait_for()


def test_the_second_sees_both_values_side_by_side(open_as, lead, referent, fiche):
    page = open_as(lead, f"{FICHE}rubriques/texte/")
    row = fiche.action
    change_record(
        contract=fiche.contract,
        section=ACTIONS,
        row=row,
        values={"text": "La version de la référente."},
        digest=digest_of(record_of(contract=fiche.contract, section=ACTIONS, row=row)),
        user=referent,
        at=MONDAY,
    )
    page.get_by_label("Texte complet").fill("La version de la cheffe.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("La version de la référente.").wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Prendre la valeur enregistrée").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("heading", name="Projets").wait_for()
    row.refresh_from_db()
    assert row.text == "La version de la référente."


def test_what_is_typed_is_kept_while_one_writes_and_found_again(open_as, lead, fiche):
    page = open_as(lead, FICHE)
    page.get_by_role("link", name="Modifier « Texte du document »").click()
    page.get_by_label("Texte complet").fill("Une longue phrase.")
    page.get_by_text("Brouillon gardé.").wait_for()
    page.goto(page.url)
    page.get_by_role("link", name="Modifier « Texte du document »").click()
    page.get_by_text("Brouillon du").wait_for()
    assert_accessible(page)
    page.get_by_role("link", name="reprendre").click()
    page.get_by_text("Une longue phrase.").wait_for()
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Modifier « Texte du document »").wait_for()
    page.get_by_text("Une longue phrase.").wait_for()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_targets_are_put_in_order_then_saved_by_enter(browser, live_server, lead, fiche, scripts):
    for position, value in enumerate((40, 60)):
        Target.objects.create(indicator=fiche.indicator, value=value, position=position)
    with open_page(browser, scripts=scripts) as page:
        sign_in(page.context, live_server.url, lead)
        page.goto(f"{live_server.url}{FICHE}")
        page.locator(f"a[href='{FICHE}rubriques/indicateurs/']").first.click()
        page.locator(f"a[href='{FICHE}rubriques/indicateurs/{fiche.indicator.pk}/']").first.click()
        page.get_by_role("button", name="Descendre la ligne 1").click()
        page.get_by_text("Une ligne a changé de place").first.wait_for()
        if scripts:
            assert_accessible(page)
        assert page.locator("[name=targets-1-value]").input_value() == "40"
        page.locator("[name=targets-1-value]").press("Enter")
        page.get_by_text("enregistré").first.wait_for()
    assert [target.value for target in fiche.indicator.targets.order_by("position")] == [60, 40]
