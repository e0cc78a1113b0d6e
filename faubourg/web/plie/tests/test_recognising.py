"""« C’est la même personne » : what was typed completes the file, what differs is chosen, nothing goes in silence."""

from datetime import date

import pytest
from django.urls import reverse

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.journal.models import Entry
from faubourg.pathways.models import Participant, Pathway, Prescription, Residence
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory, PrescriptionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(contract, cast):
    row = ParticipantFactory(contract=contract, last_name="Participant 7", first_name="P", birth_date=None, sex="")
    PrescriptionFactory(
        contract=contract, participant=row, prescriber=cast["prescriber"].prescriber, state="perdu",
        loss_reason=cast["prescriber"].prescriber,
    )  # fmt: skip
    return row


@pytest.fixture
def send(client, contract, cast, person):
    def sent(by="coordinator", **more):
        client.force_login(cast[by].user)
        facts = {
            "last_name": "PARTICIPANT 7", "first_name": "p", "prescriber": cast["prescriber"].prescriber_id,
            "date": "2025-03-04", "known": person.number,
        }  # fmt: skip
        return client.post(reverse("plie:prescribe", args=["essai"]), facts | more)

    return sent


def test_what_the_file_does_not_know_is_filled_and_journalled(send, contract, person):
    commune = ListedTerritoryFactory(contract=contract, kind="commune", name="Niort")
    typed = {"birth_date": "1990-05-17", "sex": "F", "phone": "06 00 00 00 01", "address": "3 rue Basse"}
    assert send(**typed, commune=commune.pk).status_code == 302
    person.refresh_from_db()
    assert (person.birth_date, person.sex, person.phone) == (date(1990, 5, 17), "F", "06 00 00 00 01")
    assert (person.residence.address, person.residence.commune) == ("3 rue Basse", commune)
    assert (person.last_name, Participant.objects.count()) == ("Participant 7", 1)
    assert {"dossier modifié", "domicile enregistré"} <= set(Entry.objects.values_list("verb", flat=True))


def test_what_differs_is_shown_side_by_side_and_chosen(send, contract, person):
    niort, coulon = (ListedTerritoryFactory(contract=contract, kind="commune", name=n) for n in ("Niort", "Coulon"))
    person.residence = Residence.objects.create(participant=person, address="1 rue Haute", commune=niort)
    person.phone, person.sex = "0600000001", "H"
    person.save()
    typed = {"phone": "06 00 00 00 02", "sex": "F", "address": "3 rue Basse", "commune": coulon.pk}
    page = send(**typed)
    assert page.status_code == 200 and Prescription.objects.count() == 1
    html = page.content.decode()
    assert "0600000001" in html and "1 rue Haute, Niort" in html and "3 rue Basse, Coulon" in html
    assert send(**typed, **{"choix-phone": "saisie", "choix-sex": "dossier"}).status_code == 200
    chosen = {"choix-phone": "saisie", "choix-sex": "dossier", "choix-home": "saisie"}
    assert send(**typed, **chosen).status_code == 302
    person.refresh_from_db()
    assert (person.phone, person.sex, person.residence.commune) == ("06 00 00 00 02", "H", coulon)
    assert Residence.objects.count() == 2


def test_the_same_facts_written_otherwise_are_no_difference_and_a_home_is_completed(send, contract, person):
    quarter = ListedTerritoryFactory(contract=contract, kind="QPV", name="Clou Bouchet")
    home = Residence.objects.create(
        participant=person, commune_name="Niort", qpv="dedans", territory=quarter, method="choix"
    )
    Participant.objects.filter(pk=person.pk).update(phone="+33600000001", residence=home)
    assert send(phone="06.00.00.00.01", commune_name="NIORT", address="3 rue Basse").status_code == 302
    home.refresh_from_db()
    assert (home.address, home.territory, Residence.objects.count()) == ("3 rue Basse", quarter, 1)


def test_a_second_prescription_that_waits_is_refused_with_its_sentence(send, person):
    assert send().status_code == 302
    page = send(date="2025-04-01")
    assert "Une prescription du 04/03/2025 attend déjà pour cette personne" in page.content.decode()
    assert Prescription.objects.count() == 2


def test_a_prescriber_completes_a_file_until_a_pathway_begins(send, contract, person):
    assert send("prescriber", phone="06 00 00 00 03").status_code == 302
    assert Participant.objects.get().phone == "06 00 00 00 03"
    Prescription.objects.update(state="entre")
    PathwayFactory(contract=contract, participant=person, entered_on=date(2024, 1, 1), ended_on=date(2024, 6, 1))
    page = send("prescriber", sex="F", birth_date="1990-05-17")
    assert "Ne seront pas repris au dossier" in page.content.decode() and Prescription.objects.count() == 2
    assert send("prescriber", sex="F", birth_date="1990-05-17", confirme="oui").status_code == 302
    assert (Participant.objects.get().sex, Pathway.objects.count()) == ("", 1)
