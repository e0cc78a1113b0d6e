"""The screens of the journey in a real browser: axe and widths, a line typed from the keyboard."""

from decimal import Decimal

import pytest
from django.urls import reverse

from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.urban.tests.factories import TfpbLineFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_line_is_added_and_the_year_shown(open_as, lead, contract):
    landlord = ListedOrganisationFactory(contract=contract, key="bailleur", name="Bailleur des quartiers")
    place = ListedTerritoryFactory(contract=contract, key="tilleuls", name="Les Tilleuls")
    TfpbLineFactory(
        contract=contract, landlord=landlord, territory=place, year=2019, dwellings=713, abatement=Decimal(122806),
        declared_total=Decimal(105349), real={"presence": Decimal(200000)},
    )  # fmt: skip
    TfpbLineFactory(contract=contract, landlord=landlord, territory=place, year=2018)
    page = open_as(lead, reverse("urban:add", args=["essai"]))
    page.get_by_label("Bailleur").select_option("Bailleur des quartiers")
    page.get_by_label("Quartier").select_option("Les Tilleuls")
    page.get_by_label("Année").fill("2020")
    page.get_by_label("Abattement (€)").fill("1 000")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Abattement (€)").press("Enter")
    page.get_by_text("Ligne ajoutée.").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.goto(page.url.rsplit("/", 2)[0] + "/?annee=2019")
    page.get_by_text("Dépenses inférieures à l’abattement").wait_for()
    assert_accessible(page)
    assert_fits(page)
