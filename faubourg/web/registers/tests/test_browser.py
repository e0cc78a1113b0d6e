"""The journey in a real browser: a register from a model, a row, a count reported; axe and widths on the way."""

import pytest
from django.urls import reverse

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_a_model_to_the_value_of_an_indicator(open_as, lead, contract):
    IndicatorFactory(contract=contract, label="Entreprises engagées")
    ListedTerritoryFactory(contract=contract, name="Les Tilleuls")
    page = open_as(lead, reverse("registers:page", args=["essai"]))
    page.get_by_role("link", name="Entreprises engagées (PAQTE)").click()
    page.get_by_role("button", name="Créer le registre").click()
    page.get_by_text("Registre créé").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Voir les lignes").click()
    page.get_by_role("link", name="Ajouter une ligne").click()
    page.get_by_label("Entreprise").fill("Boulangerie du Parc")
    page.get_by_label("Date de signature").fill("03/2025")
    page.get_by_label("Quartier").select_option("Les Tilleuls")
    page.get_by_label("État").select_option("Signataire")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Ligne ajoutée.").wait_for()
    page.goto(page.url.split("/lignes/")[0] + "/comptes/")
    page.get_by_label("Indicateur", exact=True).select_option(index=1)
    page.get_by_label("Année prise dans").select_option("Date de signature")
    page.get_by_label("Quartier").check()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Ajouter le compte").click()
    page.get_by_role("button", name="Reporter 2025 dans l’indicateur").click()
    page.get_by_text("2 valeurs reportées").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("row", name="Les Tilleuls").get_by_role("link").click()
    page.get_by_text("Les lignes d’une valeur reportée").wait_for()
    assert page.get_by_role("cell", name="Boulangerie du Parc").count() == 1
    assert_accessible(page)
    assert_fits(page)
