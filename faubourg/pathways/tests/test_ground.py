"""Homes placed by coordinates and streets, streets read cell by cell, the service of addresses, homes corrected."""

import io
import json
from datetime import date
from urllib.error import URLError

import pytest
from django.core.exceptions import PermissionDenied

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.intake.problems import IntakeError
from faubourg.pathways import geocoding
from faubourg.pathways.choices import QpvMethod, QpvResult
from faubourg.pathways.models import Outline, Residence, StreetRange
from faubourg.pathways.operations.ground import replace_outlines, write_centre
from faubourg.pathways.operations.homes import change_home, locate_again, settle
from faubourg.pathways.operations.setup import replace_streets
from faubourg.pathways.outline_reading import Found, match
from faubourg.pathways.outlines import Feature, read_features
from faubourg.pathways.refusals import TAKEN, Refused
from faubourg.pathways.street_reading import read_ranges, read_streets
from faubourg.pathways.tests.factories import ParticipantFactory, PathwayFactory
from faubourg.pathways.tests.test_outlines import HOLE, SQUARE, collection, feature

pytestmark = pytest.mark.django_db
BESIDE = [(4.0, 0.0), (8.0, 0.0), (8.0, 4.0), (4.0, 4.0)]


@pytest.fixture
def quarter(plie):
    return ListedTerritoryFactory(contract=plie.contract, name="Clou Bouchet", kind="QPV", code="QN07901M")


@pytest.fixture
def second(plie):
    return ListedTerritoryFactory(contract=plie.contract, name="Tour Chabot", kind="QPV", code="TCG")


@pytest.fixture
def outlined(plie, quarter, second):
    found = [Found(quarter, [[SQUARE, HOLE]]), Found(second, [[BESIDE]])]
    replace_outlines(contract=plie.contract, generation="2024", found=found, **plie.by())


def home(plie, longitude=None, latitude=None, **more):
    person = PathwayFactory(contract=plie.contract).participant
    values = {"latitude": latitude, "longitude": longitude} | more
    return settle(participant=person, values=values, **plie.by())


def test_a_home_is_placed_by_its_coordinates(plie, quarter, second, outlined):
    inside = home(plie, 0.5, 0.5)
    assert (inside.qpv, inside.territory, inside.method, inside.generation, inside.determined_on) == (
        QpvResult.INSIDE, quarter, QpvMethod.COORDINATES, "2024", date(2026, 1, 5),
    )  # fmt: skip
    assert home(plie, 5.0, 2.0).territory == second
    assert home(plie, 2.0, 2.0).qpv == QpvResult.OUTSIDE
    shared = home(plie, 4.0, 2.0)
    assert (shared.qpv, shared.territory, shared.method) == (QpvResult.UNDETERMINED, None, QpvMethod.COORDINATES)
    assert home(plie, address="1 rue X").method == ""


def test_outlines_of_a_generation_are_replaced_and_typed_centres_stay(plie, quarter, second, outlined):
    write_centre(contract=plie.contract, territory=second, latitude=46.3, longitude=-0.4, **plie.by())
    commune = ListedTerritoryFactory(contract=plie.contract, name="Niort", kind="commune")
    write_centre(contract=plie.contract, territory=commune, latitude=46.3, longitude=-0.4, **plie.by())
    found = [Found(quarter, [[BESIDE]])]
    assert replace_outlines(contract=plie.contract, generation="2024", found=found, **plie.by()) == 1
    rows = {row.territory: (row.generation, row.latitude) for row in Outline.objects.all()}
    assert rows == {quarter: ("2024", 2.0), commune: ("", 46.3)}
    with pytest.raises(PermissionDenied):
        replace_outlines(contract=plie.contract, generation="2024", found=[], **plie.by(by=plie.referent.user))


def test_outlines_are_known_by_code_then_by_name(plie, quarter, second):
    commune = ListedTerritoryFactory(contract=plie.contract, name="Niort", kind="commune")
    shape = [[SQUARE]]
    told = [
        {"code_qp": "QN07901M", "lib_qp": "Autre nom", "nom_commune": "Niort"},
        {"code_qp": "QN99999M", "lib_qp": "Clou Bouchet", "nom_commune": "Niort"},
        {"code_qp": "QN07902I", "lib_qp": "TOUR  CHABOT"},
        {"nom_com": "niort"},
    ]
    found, left = match([Feature(n, one, shape) for n, one in enumerate(told, 1)], plie.contract, "2024")
    assert ([one.territory for one in found], left) == ([quarter, second, commune], 1)
    with pytest.raises(IntakeError, match="génération 2024"):
        match([Feature(1, told[0], shape)], plie.contract, "2015")
    with pytest.raises(IntakeError, match="Aucun contour"):
        match(read_features(collection(feature([SQUARE], nom="Ailleurs")), "x"), plie.contract, "2024")


def test_a_list_of_streets_is_read_in_any_writing(plie, quarter):
    text = "Voie,de,A,Cote,qpv\nRue du Clou,1,9,Pair,clou bouchet\n,,,,\nAv. de l’Été,,,,QN07901M\n"
    for content in (text.encode("utf-8-sig"), text.replace(",", ";").encode("cp1252")):
        rows = read_ranges(read_streets(content, "voies.csv"), plie.contract)
        assert [(row["street"], row["first"], row["last"], row["side"]) for row in rows] == [
            ("Rue du Clou", 1, 9, "pair"), ("Av. de l’Été", None, None, ""),
        ]  # fmt: skip
    assert replace_streets(contract=plie.contract, generation="2024", rows=rows, **plie.by()) == 2
    assert home(plie, address="4 r du clou").territory == quarter
    assert home(plie, address="3 r du clou").qpv == QpvResult.OUTSIDE


def test_each_bad_street_is_told_by_line_and_column(plie, quarter, second):
    lines = ["voie;de;à;côté;QPV", "Rue A;9;1;;Clou Bouchet", ";;;;Clou Bouchet", "Rue B;douze;;gauche;Nulle part",
             "Rue C;1;9;;Clou Bouchet", "r. C;5;;impair;Tour Chabot", "rue C;10;;;Tour Chabot"]  # fmt: skip
    with pytest.raises(IntakeError) as refused:
        read_ranges(read_streets("\n".join(lines).encode(), "voies.csv"), plie.contract)
    assert [(one.row, one.column) for one in refused.value.problems] == [
        (2, "à"), (3, "voie"), (4, "de"), (4, "côté"), (4, "QPV"), (6, "de"),
    ]  # fmt: skip
    assert refused.value.problems[0].sentence.startswith("Ligne 2, colonne")
    for content, words in ((b"rue\nx", "colonne « voie » manque"), (b"voie;QPV\n", "aucune voie"), (b"", "voie")):
        with pytest.raises(IntakeError) as refused:
            read_streets(content, "voies.csv")
        assert words in str(refused.value).replace("\u00a0", " ")
    assert not StreetRange.objects.exists()


def test_a_street_answers_in_the_commune_of_its_quarter_only(plie, quarter):
    niort, coulon = (
        ListedTerritoryFactory(contract=plie.contract, name=name, kind="commune") for name in ("Niort", "Coulon")
    )
    rows = [{"street": "Rue du Clou", "territory": quarter}]
    replace_streets(contract=plie.contract, generation="2024", rows=rows, **plie.by())

    def found(**values) -> str:
        return home(plie, address="4 rue du Clou", **values).qpv

    assert found(commune=niort) == QpvResult.UNDETERMINED
    quarter.parent = niort
    quarter.save()
    assert found(commune=niort) == found(commune_name="NIORT") == QpvResult.INSIDE
    assert found(commune=coulon) == found(commune_name="Coulon") == QpvResult.OUTSIDE
    assert found() == QpvResult.UNDETERMINED
    assert home(plie, address="4 rue Inconnue").qpv == QpvResult.OUTSIDE


def test_homes_that_nobody_could_place_are_asked_again(plie, quarter):
    lost, said = home(plie, address="4 rue du Clou"), home(plie, address="6 rue du Clou")
    change_home(residence=said, values={}, qpv=QpvResult.UNDETERMINED, **plie.by())
    rows = [{"street": "Rue du Clou", "territory": quarter}]
    replace_streets(contract=plie.contract, generation="2024", rows=rows, **plie.by())
    assert locate_again(contract=plie.contract, **plie.by()) == 1
    lost.refresh_from_db()
    said.refresh_from_db()
    assert (lost.territory, lost.method, said.qpv) == (quarter, QpvMethod.STREETS, QpvResult.UNDETERMINED)


def test_a_home_is_mended_and_a_move_keeps_the_former(plie, quarter, second, outlined):
    person = PathwayFactory(contract=plie.contract).participant
    first = settle(participant=person, values={"since": date(2024, 1, 1)}, chosen=quarter, **plie.by())
    later = settle(participant=person, values={"since": date(2025, 1, 1)}, chosen=second, **plie.by())
    person.refresh_from_db()
    assert person.residence == later
    mended = change_home(residence=first, values={"since": date(2025, 6, 1), "latitude": 9.0, "longitude": 9.0},
                         **plie.by())  # fmt: skip
    person.refresh_from_db()
    assert (person.residence, mended.qpv, person.residences.count()) == (first, QpvResult.OUTSIDE, 2)
    Residence.objects.filter(pk=first.pk).update(generation="2015")
    first.refresh_from_db()
    former = change_home(residence=first, values={"address": "1 rue X"}, chosen=quarter, **plie.by())
    assert (former.generation, former.territory) == ("2015", quarter)


def half_of_a_point(plie):
    home(plie, latitude=46.0)


def a_point_nowhere(plie):
    home(plie, 181.0, 46.0)


def a_centre_nowhere(plie):
    place = ListedTerritoryFactory(contract=plie.contract, kind="commune")
    write_centre(contract=plie.contract, territory=place, latitude=91, longitude=0, **plie.by())


def entry_before_the_birth(plie):
    plie.pathway(ParticipantFactory(contract=plie.contract, birth_date=date(2024, 6, 1)))


REFUSED = {
    half_of_a_point: "coordinates-half", a_point_nowhere: "coordinates-wrong", a_centre_nowhere: "coordinates-wrong",
    entry_before_the_birth: "entry-before-birth",
}  # fmt: skip


@pytest.mark.parametrize(("act", "code"), REFUSED.items(), ids=lambda value: getattr(value, "__name__", value))
def test_each_bad_place_is_refused(plie, act, code):
    with pytest.raises(Refused) as refused:
        act(plie)
    assert refused.value.code == code
    assert refused.value.messages == [refused.value.message] and code in TAKEN


@pytest.fixture
def service(settings, monkeypatch):
    """A service of addresses that answers what the test says, and keeps what it was asked."""
    settings.GEOCODER_URL = "https://adresses.example/search"
    asked = []

    def answer(content):
        def opened(request, timeout):
            asked.append((request.full_url, timeout))
            if isinstance(content, Exception):
                raise content
            return io.BytesIO(content)

        monkeypatch.setattr(geocoding, "urlopen", opened)
        return asked

    return answer


def found(score=0.9, **more) -> bytes:
    place = {"geometry": {"coordinates": [-0.45, 46.32]}, "properties": {"score": score, "label": "4 Rue X"}} | more
    return json.dumps({"features": [place]}).encode()


def test_the_service_is_asked_the_address_alone(service):
    asked = service(found())
    assert geocoding.ask("4 rue du Clou 79000 Niort") == geocoding.Position(46.32, -0.45, "4 Rue X")
    assert asked == [("https://adresses.example/search?q=4+rue+du+Clou+79000+Niort&limit=1", geocoding.TIMEOUT)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (URLError("x"), "ne répond pas"), (TimeoutError(), "ne répond pas"), (b"<html>", "ne répond pas"),
        (b'{"features": []}', "ne trouve pas"), (b"[]", "ne trouve pas"), (found(score=0.2), "pas sûr"),
        (found(geometry={"coordinates": [400, 46]}), "pas sûr"),
    ],
)  # fmt: skip
def test_a_service_that_cannot_say_is_told(service, content, words):
    service(content)
    with pytest.raises(geocoding.GeocoderError, match=words):
        geocoding.ask("x")


def test_without_a_service_nothing_is_asked(settings):
    assert geocoding.geocoder_host() == "" == settings.GEOCODER_URL
    with pytest.raises(geocoding.GeocoderError, match="Aucun service"):
        geocoding.ask("4 rue du Clou")
