"""The page of a prescription: a file of another prescriber that looks alike, where distances are counted from."""

from datetime import date

import pytest
from django.urls import reverse

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.pathways.choices import PrescriptionState, TermKind
from faubourg.pathways.models import Participant, Place, Prescription, Residence, Term
from faubourg.pathways.operations.ground import write_centre
from faubourg.pathways.operations.homes import settle
from faubourg.pathways.queries.people import anomalies
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory, PrescriptionFactory, TermFactory
from faubourg.pathways.tests.plie import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast, contract):
    person = ParticipantFactory(contract=contract, last_name="Participant 12", first_name="P")
    return PrescriptionFactory(
        contract=contract, participant=person, prescriber=cast["prescriber"].prescriber, eligible=True
    )


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def test_a_lookalike_of_another_prescriber_is_told_to_the_coordinatrice_alone(client, cast, contract, row):
    twin = ParticipantFactory(contract=contract, last_name="PARTICIPANT 12", first_name="p", birth_date=None)
    other = TermFactory(contract=contract, label="Un autre prescripteur")
    PrescriptionFactory(contract=contract, participant=twin, prescriber=other, date=date(2024, 2, 1))
    client.force_login(cast["prescriber"].user)
    page = client.get(at("prescription", row.pk)).content.decode()
    assert "ressemble" not in page and "Un autre prescripteur" not in page
    client.force_login(cast["coordinator"].user)
    page = client.get(at("prescription", row.pk)).content.decode()
    assert "1\u00a0dossier ressemble à celui-ci" in page and "prescrit par Un autre prescripteur" in page
    client.post(at("compare", row.participant.number, twin.number), {"avis": "meme"})
    assert Participant.objects.get(pk=twin.pk).merged_into == row.participant
    assert "ressemble" not in client.get(at("prescription", row.pk)).content.decode()


def test_distances_are_counted_from_the_nearest_point_that_is_known(client, cast, contract, row):
    lead = {"by": cast["coordinator"].user, "at": AT}
    quarter, commune = (
        ListedTerritoryFactory(contract=contract, name=name, kind=kind)
        for name, kind in (("Clou Bouchet", "QPV"), ("Niort", "commune"))
    )
    Place.objects.create(structure=cast["structure"], name="Accueil", latitude=46.0, longitude=0.0)
    client.force_login(cast["coordinator"].user)

    def shown() -> tuple[str, float | None]:
        context = client.get(at("prescription-act", row.pk, "orientation")).context
        return context["start"].words, context["suggestions"][0].distance

    assert shown() == ("", None)
    settle(participant=row.participant, values={"commune": commune}, chosen=quarter, **lead)
    assert shown() == ("", None)
    write_centre(contract=contract, territory=commune, latitude=46.1, longitude=0.0, **lead)
    assert shown() == ("du centre de la commune (Niort)", pytest.approx(11.1, abs=0.1))
    write_centre(contract=contract, territory=quarter, latitude=46.05, longitude=0.0, **lead)
    assert shown() == ("du centre du QPV (Clou Bouchet)", pytest.approx(5.6, abs=0.1))
    home = {"since": date(2025, 1, 1), "latitude": 46.01, "longitude": 0.0}
    settle(participant=row.participant, values=home, chosen=quarter, **lead)
    assert shown() == ("du domicile", pytest.approx(1.1, abs=0.1))
    page = client.get(at("prescription-act", row.pk, "orientation")).content.decode()
    assert "à partir du domicile" in page
    chosen = f"?structure={cast['structure'].pk}"
    assert f'href="{chosen}"' in page
    page = client.get(at("prescription-act", row.pk, "orientation") + chosen)
    assert page.context["form"]["structure"].value() == str(cast["structure"].pk)
    assert ">choisie<" in page.content.decode()


def test_a_prescriber_gives_the_home_of_the_person_whom_they_prescribe(client, cast, contract):
    commune, quarter = (ListedTerritoryFactory(contract=contract, kind=kind) for kind in ("commune", "QPV"))
    client.force_login(cast["prescriber"].user)
    sent = {
        "last_name": "Participant 40", "prescriber": cast["prescriber"].prescriber_id, "date": "2025-03-04",
        "address": "3 rue Basse", "commune": commune.pk, "qpv": f"t{quarter.pk}",
    }  # fmt: skip
    assert client.post(at("prescribe"), sent).status_code == 302
    person = Prescription.objects.get().participant
    home = Residence.objects.get()
    assert (home.participant, home.commune, home.territory, person.residence) == (person, commune, quarter, home)
    elsewhere = sent | {"last_name": "Autre nom", "commune": "", "qpv": "", "commune_name": "Ailleurs"}
    client.post(at("prescribe"), elsewhere)
    assert Residence.objects.get(commune=None).commune_name == "Ailleurs"
    client.post(at("prescribe"), sent | {"last_name": "Participant 41", "date": "2999-01-01"})
    assert Participant.objects.count() == 2


def test_an_opinion_is_given_once_with_its_reason_and_the_coordinatrice_corrects_it(client, cast, contract, row):
    reason = Term.objects.of(contract).filter(kind=TermKind.REFUSAL_REASON).order_by("position").first()
    give, mend = (at("prescription-act", row.pk, name) for name in ("validation", "avis"))
    sent = {"validator": "france-travail", "opinion": "refus", "on": "2025-03-04"}
    client.force_login(cast["france_travail"].user)
    assert give in client.get(at("prescription", row.pk)).content.decode()
    assert "Donnez le motif du refus." in client.post(give, sent).content.decode()
    client.post(give, sent | {"reason": reason.pk})
    page = client.get(at("prescription", row.pk)).content.decode()
    assert str(reason) in page and give not in page and mend not in page
    assert client.get(mend).status_code == 403
    client.force_login(cast["coordinator"].user)
    assert mend in client.get(at("prescription", row.pk)).content.decode()
    client.post(mend, sent | {"opinion": "accord"})
    row.refresh_from_db()
    assert (row.state, row.closed_on, row.refusal_reason) == (PrescriptionState.TO_ORIENT, None, None)


def test_somebody_already_followed_or_too_young_is_said(client, cast, contract, row):
    path = PathwayFactory(contract=contract, participant=row.participant, entered_on=date(2025, 3, 4))
    Participant.objects.filter(pk=row.participant_id).update(birth_date=date(2015, 1, 1))
    client.force_login(cast["prescriber"].user)
    page = client.get(at("prescription", row.pk)).content.decode()
    # Whoever else sent the person is not told to a prescriber.
    assert "Déjà en parcours" not in page and "Moins de 16 ans" in page
    client.force_login(cast["coordinator"].user)
    assert "Déjà en parcours depuis le 04/03/2025" in client.get(at("prescription", row.pk)).content.decode()
    sent = {
        "last_name": "Participant 12", "first_name": "P", "birth_date": "2015-01-01", "date": "2025-04-01",
        "prescriber": cast["prescriber"].prescriber_id,
    }  # fmt: skip
    assert "déjà en parcours depuis le 04/03/2025" in client.post(at("prescribe"), sent).content.decode()
    path.age_at_entry = 10
    assert [one.code for one in anomalies(path)] == ["too-young"]
