"""One person in a real browser: from the prescription to the positive exit, then counted in the figures of the year."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.pathways.choices import CaseKind, ExitState
from faubourg.pathways.models import Case, FileReading, Participant, Pathway, Prescription
from faubourg.threads.tests.files import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def go(page, name: str, *args) -> None:
    page.goto(page.url.split("/contrats/")[0] + reverse(f"plie:{name}", args=["essai", *args]))


#: Section of « Chiffres » → the row that one person more changes there.
COUNTED = {
    "prescriptions": "Ensemble", "entrees": "Entrées", "emplois": "Ensemble", "sorties-positives": "CDI",
}  # fmt: skip
CELLS = """() => Object.fromEntries([...document.querySelectorAll('section tbody tr')].map((row) => [
  `${row.closest('section').querySelector('h2').id}/${row.querySelector('th').innerText.trim()}`,
  row.querySelector('td').innerText.trim()]))"""


def counted(open_as, user, dates: dict) -> dict[str, int]:
    """What « Chiffres » says of each fact, in the year of its day."""
    found = {}
    page = open_as(user, reverse("plie:numbers", args=["essai"]))
    for name, row in COUNTED.items():
        page.goto(f"{page.url.split('?')[0]}?annee={dates[name].year}")
        found[name] = int(page.evaluate(CELLS)[f"{name}/{row}"])
    fine(page)
    return found


def decide(page, kind: str, label: str) -> None:
    case = Case.objects.get(kind=kind)
    go(page, "wall", case.session_id, case.pk)
    page.get_by_label(label).check()
    fine(page)
    page.get_by_role("button", name="Enregistrer et passer à la suivante").click()
    page.get_by_text("Elle a pris effet").wait_for()


def test_from_the_prescription_to_the_positive_exit(open_as, cast, contract, tmp_path):
    today = timezone.localdate()
    signed = today - timedelta(days=160)
    prescribed = signed - timedelta(days=20)
    before = f"{prescribed:%Y-%m-%d}"
    dates = {"prescriptions": prescribed, "entrees": signed, "emplois": today, "sorties-positives": today}
    assert set(counted(open_as, cast["coordinator"].user, dates).values()) == {0}

    page = open_as(cast["prescriber"].user, reverse("plie:prescribe", args=["essai"]))
    page.get_by_label("Nom", exact=False).first.fill("Participant 12")
    page.get_by_label("Prénom").fill("P")
    page.get_by_label("Date de la prescription").fill(before)
    page.get_by_label("Bénéficiaire du RSA").select_option("oui")
    fine(page)
    page.get_by_role("button", name="Enregistrer la prescription").click()
    page.get_by_text("éligibilité à vérifier", exact=False).first.wait_for()
    row = Prescription.objects.get()

    page = open_as(cast["coordinator"].user, reverse("plie:prescription-act", args=["essai", row.pk, "eligibilite"]))
    page.get_by_label("oui : réside").check()
    page.get_by_label("Vérifiée le").fill(before)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Éligibilité enregistrée").wait_for()
    fine(page)

    for name in ("france_travail", "office"):
        page = open_as(cast[name].user, reverse("plie:prescription-act", args=["essai", row.pk, "validation"]))
        page.get_by_label("accord").check()
        page.get_by_label("Donné le").fill(before)
        page.get_by_role("button", name="Enregistrer", exact=True).click()
        page.get_by_text("Validation enregistrée").wait_for()

    page = open_as(cast["coordinator"].user, reverse("plie:prescription-act", args=["essai", row.pk, "orientation"]))
    page.locator("[name=structure]").select_option("Structure du centre")
    page.get_by_label("Référent·e pressenti·e").select_option(index=2)
    page.get_by_label("Orientée le").fill(before)
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Orientation enregistrée").wait_for()
    go(page, "session-plan")
    page.get_by_label("Date de la cellule").fill(f"{signed - timedelta(days=10):%Y-%m-%d}")
    fine(page)
    page.get_by_role("button", name="Prévoir").click()
    page.get_by_text("Cellule prévue").wait_for()
    go(page, "session", Case.objects.get().session_id)
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.get_by_text("La séance est ouverte").wait_for()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Enregistrer les présents").click()
    page.get_by_text("Émargement enregistré").wait_for()
    fine(page)
    decide(page, CaseKind.ENTRY, "Valider l’entrée")

    page = open_as(cast["referent"].user, reverse("plie:prescription-act", args=["essai", row.pk, "cer"]))
    page.get_by_label("CER signé le").fill(f"{signed:%Y-%m-%d}")
    page.get_by_role("button", name="Enregistrer l’entrée").click()
    page.get_by_text("le parcours est ouvert").wait_for()
    person = Participant.objects.get()
    go(page, "step-add", person.number, "emploi")
    page.get_by_label("Type de contrat").select_option("CDI")
    page.get_by_label("Heures par semaine").fill("35")
    page.get_by_label("Début", exact=False).first.fill(f"{today - timedelta(days=60):%Y-%m-%d}")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("sortie positive à valider").first.wait_for()
    fine(page)
    go(page, "desk")
    page.get_by_text("Mesure à renouveler").first.wait_for()
    fine(page)

    page = open_as(cast["coordinator"].user, reverse("plie:session-plan", args=["essai"]))
    page.get_by_label("Date de la cellule").fill(f"{today:%Y-%m-%d}")
    page.get_by_role("button", name="Prévoir").click()
    page.get_by_text("Cellule prévue").wait_for()
    session = Case.objects.get(kind=CaseKind.RENEWAL).session
    go(page, "session", session.pk)
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.get_by_text("La séance est ouverte").wait_for()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Enregistrer les présents").click()
    page.get_by_text("Émargement enregistré").wait_for()
    decide(page, CaseKind.RENEWAL, "Renouveler la mesure")
    assert Pathway.objects.get().measures.count() == 2

    contract_file = tmp_path / "contrat.pdf"
    contract_file.write_bytes(PDF)
    page = open_as(cast["referent"].user, reverse("plie:file-act", args=["essai", person.number, "sortie"]))
    page.get_by_label("sortie positive").check()
    page.get_by_label("Catégorie").select_option("CDI")
    page.get_by_role("button", name="Proposer", exact=True).click()
    page.get_by_text("demande son justificatif").first.wait_for()
    page.get_by_label("Étape qui y mène").select_option(index=1)
    page.get_by_label("Justificatif à joindre").set_input_files(contract_file)
    fine(page)
    page.get_by_role("button", name="Proposer", exact=True).click()
    page.get_by_text("Sortie proposée").wait_for()

    page = open_as(cast["coordinator"].user, reverse("plie:session", args=["essai", session.pk]))
    page.get_by_role("button", name="Mettre à jour").click()
    page.get_by_text("L’ordre du jour est à jour").wait_for()
    decide(page, CaseKind.EXIT, "Valider la sortie")
    pathway = Pathway.objects.get()
    assert (pathway.ended_on, pathway.exits.get().state) == (today, ExitState.VALIDATED)
    assert set(FileReading.objects.values_list("user", flat=True)) >= {cast["referent"].user_id}
    assert "Participant 12" not in page.title()
    # The yearly figures hold the person, each fact in its year.
    assert set(counted(open_as, cast["coordinator"].user, dates).values()) == {1}
    # The report of the year, made from that page, holds them too: one of each is a small number, none would be a zero.
    go(page, "numbers")
    page.get_by_text(f"Rapport {today.year}").first.wait_for()
    answer = page.request.get(page.url.split("?")[0] + f"rapport.xlsx?annee={today.year}")
    book = CalamineWorkbook.from_filelike(BytesIO(answer.body()))
    for sheet in ("Participants par sexe", "Sorties positives par catégorie"):
        rows = {row[0]: row for row in book.get_sheet_by_name(sheet).to_python()}
        assert rows["Ensemble"][book.get_sheet_by_name(sheet).to_python()[1].index(str(today.year))] == "masqué"
