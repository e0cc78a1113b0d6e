"""A cheffe de projet makes an avenant of the Niort contract, changes an engagement and prints the comparison."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from faubourg.amendments.operations import adopt_version, open_amendment
from faubourg.contracts.models import Contract, Version
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.exchange.demo import demo_files
from faubourg.exchange.files import read_file
from faubourg.exchange.operations import apply_import

pytestmark = pytest.mark.browser


@pytest.fixture
def niort(lead) -> Contract:
    """The contract of Niort of the demo, adopted by its COPIL."""
    path = next(path for path in demo_files() if path.stem == "niort-2024-2030")
    flat, _ = read_file(path.read_bytes(), path.name)
    contract = apply_import(flat=flat, at=timezone.now()).contract
    MembershipFactory(contract=contract, user=lead)
    adopt_version(
        version=contract.current_version, decision="COPIL", reason="contrat signé", by=lead, at=timezone.now()
    )
    return Contract.objects.get(pk=contract.pk)


def test_an_avenant_is_made_changed_and_its_comparison_printed(open_as, lead, niort, tmp_path):
    page = open_as(lead, reverse("versions:page", args=[niort.key]))
    page.get_by_role("link", name="Ouvrir un avenant").click()
    assert_accessible(page)
    page.get_by_label("Intitulé").fill("Avenant n° 1")
    page.get_by_role("button", name="Ouvrir l’avenant").click()
    page.get_by_text("Vous travaillez sur").wait_for()
    made = Version.objects.get(contract=niort, title="Avenant n° 1")
    row = made.actions.filter(kind="engagement").first()
    page.goto(page.url.split("/contrats/")[0] + reverse("records:edit", args=[niort.key, "actions", row.pk]))
    page.locator("[name=title]").fill("Ouvrir une permanence au Clou Bouchet")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("Ligne enregistrée.").wait_for()
    page.get_by_role("link", name="Voir l’avenant").click()
    page.get_by_role("link", name="Comparer avec Version 1").click()
    page.get_by_role("heading", name="De Version 1 à Avenant n° 1").wait_for()
    assert_accessible(page)
    assert_fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    printed = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    words = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    assert "Ouvrir une permanence au Clou Bouchet" in words and "Modifié (1)" in words
    assert niort.current_version.actions.filter(title="Ouvrir une permanence au Clou Bouchet").count() == 0


@pytest.mark.parametrize("name", ["page", "version", "adopt", "components", "successions", "abandon"])
def test_screens_are_accessible_and_fit(open_as, lead, adopted, name):
    made = open_amendment(contract=adopted, title="Avenant n° 1", by=lead, at=timezone.now())
    args = [adopted.key] if name == "page" else [adopted.key, made.number]
    page = open_as(lead, reverse(f"versions:{name}", args=args))
    assert_accessible(page)
    assert_fits(page)
