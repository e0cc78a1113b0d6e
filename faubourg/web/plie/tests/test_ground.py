"""The QPV on the ground on their pages: streets and outlines sent, homes corrected, the service of addresses asked."""

from io import BytesIO

import pytest
from django.urls import reverse

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.pathways import geocoding
from faubourg.pathways.models import Outline, StreetRange
from faubourg.pathways.operations.homes import settle
from faubourg.pathways.tests.factories import PathwayFactory
from faubourg.pathways.tests.plie import AT
from faubourg.pathways.tests.test_ground import found
from faubourg.pathways.tests.test_outlines import SQUARE, collection, feature

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client, cast):
    client.force_login(cast["coordinator"].user)
    return client


@pytest.fixture
def quarter(contract):
    return ListedTerritoryFactory(contract=contract, name="Clou Bouchet", kind="QPV")


def at(name: str, *args) -> str:
    return reverse(f"plie:{name}", args=["essai", *args])


def send(client, name: str, content: bytes, filename: str):
    file = BytesIO(content)
    file.name = filename
    return client.post(at(name), {"file": file, "generation": "2024"})


def test_streets_are_previewed_then_written_then_homes_asked_again(coordinator, cast, contract, quarter):
    person = PathwayFactory(contract=contract, structure=cast["structure"]).participant
    settle(participant=person, values={"address": "4 rue du Clou"}, by=cast["coordinator"].user, at=AT)
    assert "1\u00a0domicile actuel est indéterminé" in coordinator.get(at("ground")).content.decode()
    assert "Clou Bouchet" in coordinator.get(at("ground-model")).content.decode("utf-8-sig")
    bad = send(coordinator, "ground-streets", b"voie;QPV\nRue du Clou;Ailleurs\n", "voies.csv")
    assert "Ligne 2, colonne" in bad.content.decode()
    good = send(coordinator, "ground-streets", b"voie;QPV\nRue du Clou;Clou Bouchet\n", "voies.csv")
    assert not StreetRange.objects.exists()
    coordinator.post(at("ground-streets"), {"kept": good.context["kept"]})
    assert StreetRange.objects.get().territory == quarter
    page = coordinator.get(at("ground"), {"quartier": quarter.pk}).content.decode()
    assert "Rue du Clou" in page and "1\u00a0tronçon" in page
    coordinator.post(at("ground-again"))
    person.refresh_from_db()
    assert person.residence.territory == quarter


def test_outlines_are_previewed_then_written_and_a_centre_is_typed(coordinator, contract, quarter):
    content = collection(feature([SQUARE], nom="Clou Bouchet"), feature([SQUARE], nom="Ailleurs"))
    answer = send(coordinator, "ground-outlines", content, "qpv.geojson")
    assert "1\u00a0contour d’ailleurs est laissé" in answer.content.decode()
    coordinator.post(at("ground-outlines"), {"kept": answer.context["kept"]})
    assert (Outline.objects.get().latitude, Outline.objects.get().territory) == (2.0, quarter)
    typed = {"territory": quarter.pk, "latitude": "46,5", "longitude": "-0,45"}
    assert coordinator.post(at("ground-centre"), typed).status_code == 302
    assert Outline.objects.get().polygons and Outline.objects.get().latitude == 46.5
    assert "46,5" in coordinator.get(at("ground")).content.decode()


def test_a_home_is_corrected_and_its_position_asked_on_a_button(coordinator, cast, contract, settings, monkeypatch):
    person = PathwayFactory(contract=contract, structure=cast["structure"]).participant
    home = settle(participant=person, values={"address": "4 rue du Clou"}, by=cast["coordinator"].user, at=AT)
    assert coordinator.post(at("home-position", person.number, home.pk)).status_code == 404
    settings.GEOCODER_URL = "https://adresses.example/search"
    asked = []
    monkeypatch.setattr(
        geocoding, "urlopen", lambda request, timeout: asked.append(request.full_url) or BytesIO(found())
    )
    assert "Demander la position à adresses.example" in coordinator.get(at("file", person.number)).content.decode()
    assert asked == []
    coordinator.post(at("home-position", person.number, home.pk))
    home.refresh_from_db()
    assert (home.latitude, home.longitude, len(asked)) == (46.32, -0.45, 1)
    assert person.last_name not in asked[0]
    page = coordinator.get(at("home", person.number, home.pk))
    assert page.context["form"].initial["latitude"] == 46.32
    answer = coordinator.post(at("home", person.number, home.pk), {"address": "6 rue du Clou", "latitude": "46"})
    assert "Donnez la latitude et la longitude" in answer.content.decode()
    coordinator.post(at("home", person.number, home.pk), {"address": "6 rue du Clou", "qpv": "dehors"})
    home.refresh_from_db()
    assert (home.address, home.latitude, home.qpv) == ("6 rue du Clou", None, "dehors")
