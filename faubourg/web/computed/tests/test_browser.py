"""Computed indicators in a real browser: made, read down to its rows, compared with the weight."""

import pytest

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.indicators.computed.models import Cohort, CohortCount, Situation

pytestmark = pytest.mark.browser


def test_from_the_list_to_the_rows(open_as, transactional_db, lead, contract, people, parity):
    work = Situation.objects.create(contract=contract, key="emploi", label="En emploi")
    cohort = Cohort.objects.create(contract=contract, key="c23", label="Entrées 2023", entry="2023", size=40)
    CohortCount.objects.create(cohort=cohort, months=6, situation=work, count=25)
    page = open_as(lead, "/contrats/essai/calculs/")
    page.get_by_role("link", name="Ajouter", exact=True).click()
    page.get_by_label("Libellé").fill("Part du quartier")
    page.get_by_label("Calcul", exact=True).select_option("part")
    page.get_by_label("Rôle, ligne 1").select_option("numerateur")
    page.get_by_label("Indicateur, ligne 1").select_option("benef")
    page.get_by_label("Rôle, ligne 2").select_option("denominateur")
    page.get_by_label("Indicateur, ligne 2").select_option("benef")
    page.get_by_label("Où, ligne 2").select_option("ensemble")
    assert_accessible(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("7,2 %").first.wait_for()
    page.get_by_role("link", name="72").wait_for()
    base = page.url.split("/calculs/")[0]
    for path in (
        "calculs/",
        "calculs/parite/",
        "calculs/_parite/",
        "calculs/_references/",
        "cohortes/",
        "cohortes/c23/",
    ):
        page.goto(f"{base}/{path}")
        assert_accessible(page)
        assert_fits(page)
