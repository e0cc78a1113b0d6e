"""The import of participants on its page: the model, an error in its cell, the preview, the confirmation."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from faubourg.intake.workbooks import read_workbook
from faubourg.pathways.models import Participant
from faubourg.pathways.people_columns import PEOPLE, SHEETS
from faubourg.pathways.tests.factories import ParticipantFactory
from faubourg.pathways.tests.workbooks import workbook

pytestmark = pytest.mark.django_db
PERSON = {"Nom": "Participant 12", "Prénom": "P", "Prescripteur": "AFPA", "Prescription": date(2026, 1, 5)}


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast["coordinator"].user)
    return client


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def send(client, content: bytes):
    file = BytesIO(content)
    file.name = "participants.xlsx"
    return client.post(at("people-import"), {"file": file})


def test_the_model_holds_the_words_of_the_plie_and_is_read_again(coordinator, cast):
    content = coordinator.get(at("people-model")).content
    with ZipFile(BytesIO(content)) as file:
        assert b"<formula1>Listes!$" in file.read("xl/worksheets/sheet1.xml")
    sheets = read_workbook(content, "modele.xlsx").sheets
    assert {name: sheets[name].header for name in SHEETS} == {name: list(titles) for name, titles in SHEETS.items()}
    words = {row.cells["Structure"] for row in sheets["Listes"].rows}
    assert "Structure du centre" in words
    assert {row.cells["Référent·e"] for row in sheets["Listes"].rows} >= {cast["referent"].user.email}
    page = send(coordinator, content).content.decode()
    assert "n’a aucune ligne" in page


def test_an_error_then_a_preview_then_the_files(coordinator, cast, contract):
    known = ParticipantFactory(contract=contract, number=7, last_name="Participant 12", first_name="P", birth_date=None)
    page = send(coordinator, workbook([PERSON | {"Prescripteur": "Personne"}])).content.decode()
    letter = "W"
    assert list(SHEETS[PEOPLE]).index("Prescripteur") == ord(letter) - ord("A")
    assert f"cellule {letter}2" in page and "n’est pas un prescripteur" in page
    answer = send(coordinator, workbook([PERSON | {"Date de naissance": date(1990, 1, 2)}]))
    page = answer.content.decode()
    assert "Aperçu" in page and at("file", known.number) in page
    assert Participant.objects.count() == 1
    kept = answer.context["kept"]
    done = coordinator.post(at("people-import"), {"kept": kept}, follow=True)
    assert "dossier ouvert" in done.content.decode()
    assert Participant.objects.get(number=8).prescriptions.get().date == date(2026, 1, 5)
    again = coordinator.post(at("people-import"), {"kept": kept}, follow=True)
    assert "a déjà le dossier" in again.content.decode()
    forged = coordinator.post(at("people-import"), {"kept": kept[:-1] + "x"}, follow=True)
    assert "n’est plus valable" in forged.content.decode()
    assert Participant.objects.count() == 2
