"""The page of an indicator."""

import pytest

from faubourg.indicators.models import Observation, Target, ValueNote
from faubourg.indicators.verdicts import verdict
from faubourg.journal.models import Entry

PAGE = "/contrats/essai/indicateurs/jeunes/"


def value(indicator, number, period="2025", **facts):
    """A value of a year."""
    return Observation.objects.create(
        contract=indicator.version.contract, lineage=indicator.lineage, period=period, value=number, **facts
    )


def test_values_by_year_territory_and_sex_with_targets(lead_client, young):
    value(young, 40, "2024")
    value(young, 56)
    value(young, 24, breakdown={"territoire": "Clou", "sexe": "F"})
    Target.objects.create(indicator=young, period="an", value=50)
    content = lead_client.get(PAGE).content.decode()
    assert "Clou, femmes" in content
    assert "dépassé de 6" in content
    assert "non atteint" in content
    assert f"/contrats/essai/historique/indicator/{young.pk}/" in content
    assert lead_client.get(f"/contrats/essai/historique/indicator/{young.pk}/").status_code == 200


def test_an_indicator_without_anything_says_so(lead_client, young):
    content = lead_client.get(PAGE).content.decode()
    assert "Aucune valeur n’a encore été saisie." in content
    assert "Aucune cible chiffrée." in content
    assert lead_client.get("/contrats/essai/indicateurs/rien/").status_code == 404


@pytest.mark.parametrize(
    ("target", "observed", "words"),
    [
        ({"value": 50}, {"value": 50}, "atteint"),
        ({"value": 50}, {"value": 56}, "dépassé de 6"),
        ({"value": 50}, {"value": 44}, "non atteint : il manque 6"),
        ({"minimum": 20, "maximum": 40}, {"value": 30}, "atteint"),
        ({"minimum": 20, "maximum": 40}, {"value": 45}, "dépassé de 5"),
        ({"value": 50}, {"value": 200, "qualifier": "more_than"}, "dépassé d’au moins 150"),
        ({"value": 250}, {"value": 200, "qualifier": "more_than"}, "non comparable"),
        ({"value": 15}, {"minimum": 10, "maximum": 20, "qualifier": "range"}, "non comparable"),
        ({"value": 50}, {"value": 60, "qualifier": "forecast"}, "non comparable : la valeur est une prévision"),
        ({"value": 50}, {"qualifier": "unknown"}, "non comparable"),
        ({"value": 8, "condition": "40 places"}, {"value": 9}, "non comparable : la cible vaut sous condition"),
        ({"value": 8, "unit": "%"}, {"value": 9}, "non comparable : la cible est en %"),
        ({"value": 8, "period": "contrat"}, {"value": 9}, "non comparable : la cible porte sur tout le contrat"),
        ({"words": "davantage"}, {"value": 9}, "non comparable : la cible est en mots"),
    ],
)
def test_verdicts(young, target, observed, words):
    found = verdict(Target(indicator=young, **target), young, Observation(**observed))
    assert found.words.startswith(words)


def test_less_is_better_where_the_direction_says_so(young):
    young.direction = "à la baisse"
    target = Target(indicator=young, value=10)
    assert verdict(target, young, Observation(value=8)).words == "dépassé de 2"
    assert verdict(target, young, Observation(value=13)).words == "non atteint : 3 de trop"


def test_the_interpretation_of_a_year(lead_client, client, elected, young):
    address = f"{PAGE}interpretation/2025/"
    content = lead_client.post(address, {"interpretation": "Deux séjours de plus", "source": "CAF"}, follow=True)
    assert "Interprétation enregistrée." in content.content.decode()
    assert ValueNote.objects.get().period == "2025"
    assert "Deux séjours de plus" in lead_client.get("/contrats/essai/valeurs/").content.decode()
    lead_client.post(address, {"source": "", "comment": "", "interpretation": ""})
    assert not ValueNote.objects.exists()
    assert Entry.objects.filter(verb__startswith="interprétation").count() == 2
    assert lead_client.get(f"{PAGE}interpretation/1999/").status_code == 404
    refused = lead_client.post(address, {"source": "x" * 301}).content.decode()
    assert "300" in refused
    client.force_login(elected)
    assert client.post(address, {"source": "x"}).status_code == 403
