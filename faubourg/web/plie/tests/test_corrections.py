"""What is corrected on the pages of a file: a period of RSA, a death."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.journal.models import Entry
from faubourg.pathways.choices import PrescriptionState
from faubourg.pathways.models import Participant, Residence, RsaPeriod, Session
from faubourg.pathways.tests.factories import PathwayFactory, PrescriptionFactory, StructureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pathway(contract, cast):
    return PathwayFactory(contract=contract, structure=cast["structure"], referent=cast["referent"])


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def test_a_period_of_rsa_is_closed_corrected_and_removed_with_a_reason(client, cast, pathway):
    number = pathway.participant.number
    client.force_login(cast["referent"].user)
    client.post(at("file-act", number, "rsa"), {"start": "", "end": ""})
    period = RsaPeriod.objects.get()
    page = client.get(at("file", number)).content.decode()
    assert "RSA depuis une date inconnue, toujours en cours" in page and at("rsa", number, period.pk) in page
    second = {"start": "2025-01-01", "end": ""}
    assert "corrigez l’autre d’abord" in client.post(at("file-act", number, "rsa"), second).content.decode()
    client.post(at("rsa", number, period.pk), {"start": "2023-01-01", "end": "2024-12-31"})
    assert client.post(at("file-act", number, "rsa"), second).status_code == 302
    assert "RSA depuis le 01/01/2023 jusqu’au 31/12/2024" in client.get(at("file", number)).content.decode()
    assert at("rsa-remove", number, period.pk) in client.get(at("rsa", number, period.pk)).content.decode()
    assert client.post(at("rsa-remove", number, period.pk), {"reason": ""}).status_code == 200
    assert client.post(at("rsa-remove", number, period.pk), {"reason": "doublon"}).status_code == 302
    assert RsaPeriod.objects.get().start == date(2025, 1, 1)
    assert Entry.objects.filter(verb="RSA retiré : saisi deux fois").count() == 1


def test_a_death_on_the_wrong_file_is_taken_away(client, cast, pathway):
    number = pathway.participant.number
    client.force_login(cast["referent"].user)
    act = at("file-act", number, "deces")
    assert "précède l’entrée du 04/03/2024" in client.post(act, {"on": "2020-01-01"}).content.decode()
    client.post(act, {"on": "2025-01-01"})
    away = at("file-act", number, "deces-retirer")
    assert away in client.get(at("file", number)).content.decode()
    assert client.post(away, {"reason": "personne"}).status_code == 302
    assert Participant.objects.get().died_on is None


def test_a_prescription_is_corrected_on_its_page_and_says_where_the_person_lives(client, cast, contract):
    row = PrescriptionFactory(contract=contract, prescriber=cast["prescriber"].prescriber)
    ListedTerritoryFactory(contract=contract, name="Niort", kind="commune")
    client.force_login(cast["coordinator"].user)
    shown, act = at("prescription", row.pk), at("prescription-act", row.pk, "corriger")
    page = client.get(shown).content.decode()
    assert "le Bureau Insertion n’est pas interrogé" in page and act in page and "Commune non donnée" in page
    person = row.participant
    person.residence = Residence.objects.create(participant=person, address="3 rue Basse", commune_name="niort")
    person.save()
    page = client.get(at("prescription-act", row.pk, "eligibilite")).content.decode()
    assert "3 rue Basse" in page and "Oui, niort est une commune du contrat." in page
    Residence.objects.update(commune_name="Ailleurs")
    assert "Non, Ailleurs n’est pas dans la liste" in client.get(shown).content.decode()
    sent = {"date": "2024-01-09", "prescriber": row.prescriber_id, "is_brsa": "oui", "why": "saisie"}
    assert client.post(act, sent | {"why": ""}).status_code == 200
    assert client.post(act, sent).status_code == 302
    row.refresh_from_db()
    assert (row.date, row.is_brsa) == (date(2024, 1, 9), True)
    assert "n’est pas interrogé" not in client.get(shown).content.decode()
    client.force_login(cast["prescriber"].user)
    assert client.get(act).status_code == 403


def test_a_referent_of_another_structure_is_not_thought_of(client, contract, cast):
    row = PrescriptionFactory(contract=contract, eligible=True, state=PrescriptionState.TO_ORIENT)
    elsewhere = StructureFactory(contract=contract)
    client.force_login(cast["coordinator"].user)
    typed = {"structure": elsewhere.pk, "referent": cast["referent"].pk, "on": "2024-02-01"}
    answer = client.post(at("prescription-act", row.pk, "orientation"), typed).content.decode()
    assert "n’est pas de cette structure" in answer
    row.refresh_from_db()
    assert row.structure is None


def test_a_session_planned_is_opened(client, contract, cast):
    client.force_login(cast["coordinator"].user)
    answer = client.post(
        at("session-plan"), {"date": f"{timezone.localdate():%Y-%m-%d}", "members": [cast["coordinator"].pk]}
    )
    assert answer.url == at("session", Session.objects.get().pk)
