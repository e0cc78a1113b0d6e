"""The import of participants in a real browser: an error in its cell, the file corrected, the files opened."""

from datetime import date

import pytest
from django.urls import reverse

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.pathways.models import Participant, Step
from faubourg.pathways.tests.workbooks import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def test_an_import_corrected_then_written(open_as, cast, tmp_path):
    person = {
        "Référence": "P1", "Nom": "Participant 12", "Prénom": "P", "Date de naissance": date(1990, 1, 2),
        "Prescripteur": "AFPA", "Prescription": date(2025, 1, 6), "Entrée (CER)": date(2025, 2, 3),
        "Structure": "Structure du centre", "Référent·e": cast["referent"].user.email,
    }  # fmt: skip
    step = {"Référence": "P1", "Nature": "formation", "Domaine": "Transport", "Début": date(2025, 3, 3)}
    wrong, right = tmp_path / "faux.xlsx", tmp_path / "juste.xlsx"
    wrong.write_bytes(workbook([person | {"Date de naissance": date(2050, 1, 2)}], steps=[step]))
    right.write_bytes(workbook([person], steps=[step]))

    page = open_as(cast["coordinator"].user, reverse("plie:people", args=["essai"]))
    page.get_by_role("link", name="Importer").click()
    page.get_by_label("Classeur").set_input_files(wrong)
    fine(page)
    page.get_by_role("button", name="Relire le fichier").click()
    page.get_by_text("cellule F2", exact=False).wait_for()
    fine(page)
    page.get_by_label("Classeur").set_input_files(right)
    page.get_by_role("button", name="Relire le fichier").click()
    page.get_by_role("button", name="Importer ces lignes").wait_for()
    fine(page)
    assert not Participant.objects.exists()
    page.get_by_role("button", name="Importer ces lignes").click()
    page.get_by_text("1 dossier ouvert").wait_for()
    fine(page)
    assert Step.objects.get().pathway.participant.number == 1
