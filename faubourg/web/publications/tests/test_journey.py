"""The whole journey of a report in a real browser: drafted, opinions, approved and frozen, then a value changes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.governance.models import Body
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.models import AnnualReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_report_is_drafted_consulted_frozen_then_compared(open_as, lead, contract):
    ListedTerritoryFactory(contract=contract, key="ville", name="Vauclair", kind="commune")
    Body.objects.create(contract=contract, key="cc", name="Conseil citoyen des Tilleuls")
    indicator = IndicatorFactory(contract=contract, key="ateliers", label="Ateliers tenus")
    value = Observation.objects.create(contract=contract, lineage=indicator.lineage, period="2025", value=50)
    page = open_as(lead, reverse("publications:add", args=["essai"]))
    page.get_by_label("Année du rapport").fill("2025")
    page.get_by_role("button", name="Ouvrir le rapport").click()
    page.get_by_role("link", name="Écrire la partie 4").click()
    page.locator("#id_text").fill("Les ateliers continuent.")
    page.get_by_role("button", name="Enregistrer").click()
    assert_accessible(page)
    assert_fits(page)
    _step(page, "Envoyer pour avis", timezone.localdate() - timedelta(days=70))
    page.get_by_role("link", name="Inscrire l’avis de Conseil citoyen des Tilleuls").click()
    page.locator("#id_verdict").select_option("reserves")
    page.locator("#id_given_on").fill(str(timezone.localdate() - timedelta(days=60)))
    page.locator("#id_text").fill("Il manque la mobilité.")
    page.get_by_role("button", name="Enregistrer").click()
    _step(page, "Annexer les contributions", timezone.localdate() - timedelta(days=30))
    assert "réputé favorable" in page.locator("#avis").inner_text() + page.content()
    page.get_by_role("link", name="Répondre à Conseil citoyen des Tilleuls").click()
    page.locator("#id_answer").fill("Une navette est à l’étude.")
    page.get_by_role("button", name="Enregistrer").click()
    _step(page, "Approuver et figer", timezone.localdate(), reference="D2026-12")
    report = AnnualReport.objects.get()
    assert report.is_frozen
    assert page.get_by_role("link", name="Écrire la partie 1").count() == 0
    value.value = 60
    value.save()
    page.get_by_role("link", name="Ce qui a changé depuis").click()
    row = page.get_by_role("row", name="Ateliers tenus")
    row.wait_for()
    assert row.get_by_role("cell").all_inner_texts()[:2] == ["50", "60"]
    assert_accessible(page)
    assert_fits(page)
    page.goto(page.url.split("/contrats/")[0] + reverse("publications:easy", args=["essai"]))
    assert_accessible(page)
    assert_fits(page)


def _step(page, name, on, reference=""):
    page.get_by_role("link", name=name).click()
    page.locator("#id_on").fill(str(on))
    if reference:
        page.locator("#id_reference").fill(reference)
    page.get_by_role("button", name=name).click()
