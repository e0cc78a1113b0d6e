"""The guichet des clauses, childcare and a dispositif in a real browser, from the first word typed to the figures."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import ChildcareRequest, ClauseContract, Enrolment, Programme
from faubourg.pathways.tests.dispositifs import ChildcareRequestFactory, NurseryFactory
from faubourg.pathways.tests.factories import AgentFactory, PathwayFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fine(page) -> None:
    assert_accessible(page)
    assert_fits(page)


def there(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def cells(page, row: str, table: str) -> list[str]:
    """The cells of a row of a table, without their no-break spaces."""
    rows = page.get_by_role("table", name=table).get_by_role("row", name=row)
    found = rows.get_by_role("cell").all_inner_texts()
    return [" ".join(cell.split()) for cell in found]


def test_from_the_donneur_d_ordre_to_the_quarter(open_as, cast, contract):
    today = timezone.localdate()
    guichet = AgentFactory(contract=contract, role=AgentRole.CLAUSES).user
    page = open_as(guichet, there("desk"))
    page.get_by_text("Toutes les missions finies sont évaluées").wait_for()
    fine(page)
    page.get_by_role("link", name="Clauses d’insertion").click()
    page.get_by_role("link", name="Saisir un marché").click()
    page.get_by_label("Donneur d’ordre").fill("Ville")
    page.get_by_label("Opération").fill("École du centre")
    page.locator("[name=name]").fill("Gros œuvre")
    page.get_by_label("Heures d’insertion prévues").fill("1200")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Marché ajouté").wait_for()
    page.get_by_role("link", name="Lot", exact=True).click()
    page.locator("[name=name]").fill("Lot 1")
    page.get_by_label("Titulaire").fill("Maçons réunis")
    page.get_by_role("button", name="Ajouter le lot").click()
    page.get_by_text("Lot ajouté").wait_for()
    fine(page)

    page.get_by_role("link", name="Contrat", exact=True).click()
    page.locator("[name=last_name]").fill("Bénéficiaire 7")
    page.get_by_label("Sexe").select_option("F")
    page.get_by_label("Bénéficiaire du RSA").select_option("oui")
    page.locator("[name=market]").select_option(index=1)
    page.locator("[name=lot]").select_option(index=1)
    page.get_by_label("Entreprise").fill("Maçons réunis")
    page.get_by_label("Début").fill(f"{today.replace(day=1):%Y-%m-%d}")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Contrat enregistré").wait_for()
    row = ClauseContract.objects.get()
    fine(page)

    # By the keyboard alone: the month is proposed, hours follow it, Enter sends.
    page.get_by_role("link", name="Heures", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/heures/")
    page.get_by_label("Mois").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "hours":
            break
    page.keyboard.type("35,5")
    page.keyboard.press("Enter")
    page.get_by_text("Heures enregistrées").wait_for()
    page.get_by_role("link", name="Évaluer").click()
    page.get_by_label("Appréciation").select_option("satisfaisante")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Évaluation enregistrée").wait_for()

    page.goto(page.url.split("/contrats/")[0] + there("clauses"))
    quarter = (today.month + 2) // 3
    assert cells(page, f"T{quarter} {today.year}", "Suivi trimestriel des contrats clauses")[:6] == [
        "35 h 30",
        "1",
        "1",
        "1",
        "–",
        "1",
    ]
    fine(page)
    page.goto(page.url.split("/contrats/")[0] + there("clause-contract-act", row.pk, "retirer"))
    page.get_by_label("Motif").select_option("doublon")
    fine(page)
    page.get_by_role("button", name="Retirer le contrat").click()
    page.get_by_text("Contrat retiré").wait_for()
    assert not ClauseContract.objects.exists()


def test_a_demand_is_answered_by_the_creche_that_receives_it(open_as, cast, contract):
    mine, other = NurseryFactory(contract=contract, name="Les Petits"), NurseryFactory(contract=contract)
    hidden = ChildcareRequestFactory(beneficiary__contract=contract, nursery=other, date=timezone.localdate())
    creche = AgentFactory(contract=contract, role=AgentRole.NURSERY, nursery=mine).user

    page = open_as(cast["prescriber"].user, there("childcare-add"))
    page.locator("[name=last_name]").fill("Parent 7")
    page.get_by_label("Enfants").fill("2")
    page.get_by_label("Motif").select_option(label="Entrée en emploi")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Demande enregistrée").wait_for()
    row = ChildcareRequest.objects.exclude(pk=hidden.pk).get()
    page = open_as(cast["coordinator"].user, there("childcare-change", row.pk))
    page.get_by_label("Crèche").select_option("Les Petits")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Demande enregistrée").wait_for()

    page = open_as(creche, there("desk"))
    page.get_by_role("link", name="PARENT 7").wait_for()
    assert page.get_by_text(hidden.beneficiary.full_name).count() == 0
    fine(page)
    page.get_by_role("link", name="PARENT 7").click()
    fine(page)
    page.get_by_role("link", name="Accueillir").click()
    page.get_by_role("button", name="Enregistrer l’accueil").click()
    page.get_by_text("Accueil enregistré").wait_for()
    page.get_by_role("link", name="Terminer l’accueil").click()
    page.get_by_label("Mois d’accueil").fill("0,5")
    page.get_by_label("Situation à la fin").select_option(label="Emploi")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Fin d’accueil enregistrée").wait_for()
    page.goto(page.url.split("/contrats/")[0] + there("childcare"))
    assert cells(page, "Les Petits", "Demandes par crèche")[:4] == ["1", "2", "0,5", "0,25"]
    fine(page)


def test_a_dispositif_shows_who_passes_each_stage(open_as, cast, contract):
    today = timezone.localdate()
    person = PathwayFactory(
        contract=contract, structure=cast["structure"], entered_on=today - timedelta(days=40)
    ).participant
    page = open_as(cast["coordinator"].user, there("scheme-add"))
    page.locator("[name=name]").fill("Auto-école")
    page.get_by_label("Étapes").fill("Orientée\nEntrée\nPermis obtenu")
    page.get_by_label("Formules").fill("Boîte manuelle\nBoîte automatique")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Dispositif enregistré").wait_for()
    page.get_by_text("Aucun passage").wait_for()
    fine(page)
    row = Programme.objects.get()

    page = open_as(cast["referent"].user, there("scheme-enrol", row.pk))
    page.get_by_label("Dossier n°").fill(str(person.number))
    page.get_by_label("Formule").select_option("Boîte manuelle")
    page.get_by_label("Orientée le").fill(f"{today:%Y-%m-%d}")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Orientation enregistrée").wait_for()
    page.get_by_role("link", name="Étapes franchies").click()
    page.get_by_label("Entrée").fill(f"{today:%Y-%m-%d}")
    fine(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_text("Étapes enregistrées").wait_for()
    assert Enrolment.objects.get().reached.count() == 2

    page = open_as(cast["coordinator"].user, row.get_absolute_url())
    page.get_by_role("list", name="Légende").wait_for()
    rows = {
        name: cells(page, name, "Étapes franchies dans l’année")[:2] for name in ("Orientée", "Entrée", "Permis obtenu")
    }
    assert rows == {"Orientée": ["1", "100 %"], "Entrée": ["1", "100 %"], "Permis obtenu": ["0", "0 %"]}
    fine(page)
    page.goto(page.url.split("/contrats/")[0] + there("schemes"))
    assert cells(page, "Personnes distinctes", "Dispositifs")[-1] == "1"
    fine(page)
