"""Files told apart, names kept out of addresses, two people at once, readings noted."""

from datetime import date

import pytest
from django.urls import reverse

from faubourg.pathways.models import Agent, FileReading, Participant, Prescription
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast["coordinator"].user)
    return client


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def test_a_lookalike_is_shown_before_anything_is_written(coordinator, cast, contract):
    known = ParticipantFactory(contract=contract, last_name="Participant 12", first_name="P", birth_date=None)
    typed = {"last_name": "PARTICIPANT 12", "first_name": "p", "prescriber": cast["prescriber"].prescriber_id,
             "date": "2026-01-05"}  # fmt: skip
    page = coordinator.post(at("prescribe"), typed).content.decode()
    assert "ressemble à cette personne" in page
    assert Prescription.objects.count() == 0
    coordinator.post(at("prescribe"), typed | {"known": known.number})
    assert Prescription.objects.get().participant == known
    coordinator.post(at("prescribe"), typed | {"known": 0})
    assert Participant.objects.count() == 2
    second = Participant.objects.exclude(pk=known.pk).get()
    coordinator.post(at("compare", known.number, second.number), {"avis": "meme"})
    second.refresh_from_db()
    assert second.merged_into == known
    coordinator.post(at("compare", known.number, second.number), {"avis": "defaire"})
    coordinator.post(at("compare", known.number, second.number), {"avis": "autres"})
    assert "ressemble" not in coordinator.get(at("file", known.number)).content.decode()


def test_a_name_is_looked_for_without_accents_and_not_by_its_address(coordinator, contract):
    ParticipantFactory(contract=contract, last_name="Zédouze", first_name="Pé", number=12)
    page = coordinator.post(at("people"), {"nom": "pe zedou"}).content.decode()
    assert at("file", 12) in page
    assert at("file", 12) not in coordinator.get(at("people"), {"nom": "pe zedou"}).content.decode()
    answer = coordinator.get(at("file", 12))
    assert "ZÉDOUZE" not in answer.content.decode().split("</title>")[0]
    assert answer["Cache-Control"] == "no-store, private"


def test_the_second_of_two_people_is_told(coordinator, cast, contract):
    person = ParticipantFactory(contract=contract, phone="01")
    address = at("file-act", person.number, "identite")
    digest = coordinator.get(address).context["form"].initial["digest"]
    Participant.objects.filter(pk=person.pk).update(phone="02")
    typed = {"last_name": "Participant 12", "first_name": "P", "phone": "03", "digest": digest}
    page = coordinator.post(address, typed)
    assert "Quelqu’un a changé ce dossier" in page.content.decode()
    person.refresh_from_db()
    assert person.phone == "02"
    coordinator.post(address, typed | {"digest": page.context["form"].data["digest"]})
    person.refresh_from_db()
    assert (person.phone, person.last_name) == ("03", "Participant 12")
    assert set(FileReading.objects.values_list("participant", "page")) == {(person.pk, "Identité")}


def test_a_file_is_read_on_its_own_page_and_printed(coordinator, cast, contract):
    pathway = PathwayFactory(contract=contract, structure=cast["structure"], entered_on=date(2026, 1, 5))
    number = pathway.participant.number
    page = coordinator.get(at("file", number)).content.decode()
    assert "Frise du parcours" in page
    assert coordinator.get(at("summary", number, "docx")).status_code == 200
    said = set(FileReading.objects.filter(participant=pathway.participant).values_list("page", flat=True))
    assert said == {"Dossier", "Bilan individuel"}
    assert "Bilan individuel" in coordinator.get(at("readings", number)).content.decode()


def test_the_lead_gives_roles_and_opens_no_file(lead_client, cast, contract, stranger):
    person = ParticipantFactory(contract=contract)
    assert lead_client.get(at("desk")).status_code == 404
    assert lead_client.get(at("file", person.number)).status_code == 404
    typed = {"user": stranger.email, "role": "psychologue", "start": "2026-01-05"}
    assert lead_client.post(at("team-act", "role"), typed).status_code == 302
    assert Agent.objects.get(user=stranger).role == "psychologue"
    assert "Équipe du PLIE" in lead_client.get(at("team")).content.decode()


def test_a_note_asked_from_the_desk_comes_back_to_it_with_its_word(client, cast, contract):
    pathway = PathwayFactory(
        contract=contract, structure=cast["structure"], referent=cast["referent"], entered_on=date(2024, 1, 8)
    )  # fmt: skip
    client.force_login(cast["referent"].user)
    desk, note = reverse("plie:desk", args=["essai"]), [contract.key, pathway.participant.number, "rendez-vous"]
    address = f"{reverse('plie:file-act', args=note)}?retour=bureau"
    assert f'href="{address}"' in client.get(desk).text
    answer = client.post(address, {"on": "2024-02-05", "attendance": "tenu"}, follow=True)
    assert answer.redirect_chain[0][0] == desk
    assert "Rendez-vous enregistré" in answer.text
    plain = client.post(reverse("plie:file-act", args=note), {"on": "2024-02-06", "attendance": "tenu"})
    assert plain.url != desk
    assert (
        "Ni donnée de santé, ni donnée de justice."
        in client.get(reverse("plie:step-add", args=[contract.key, pathway.participant.number, "emploi"])).text.split(
            "Employeur ou organisme"
        )[1][:900]
    )
