"""What is typed wrong in the grid: a sentence each, the rest kept."""

import pytest

from faubourg.indicators.cells import cell_name
from faubourg.indicators.models import Observation

GRID = "/contrats/essai/valeurs/"
#: What is typed in a count, and a word of the sentence.
IN_A_COUNT = {
    "beaucoup": "n’est pas un nombre",
    "4/3": "dépasse le dénominateur",
    "4/0": "dénominateur est zéro",
    "4/?": "n’est pas un nombre",
    "-3": "négative",
    "12 %": "ne se compte pas en",
}


@pytest.mark.parametrize(("typed", "sentence"), IN_A_COUNT.items())
def test_a_refused_cell_says_why_and_the_others_are_kept(lead_client, plain, rate, typed, sentence):
    wrong, right = cell_name(plain.pk, (0, "t")), cell_name(rate.pk, (0, "t"))
    content = lead_client.post(f"{GRID}?annee=2025", {"jetons": "", wrong: typed, right: "40"}).content.decode()
    assert sentence in content
    assert f'value="{typed}"' in content
    assert Observation.objects.get().lineage_id == rate.lineage_id


@pytest.mark.parametrize(("typed", "kept"), [("n.d.", "n.d."), ("1/3", "1/3"), ("plus de 200", "plus de 200")])
def test_what_is_not_a_plain_number_is_a_value(lead_client, plain, typed, kept):
    name = cell_name(plain.pk, (0, "t"))
    answer = lead_client.post(f"{GRID}cellule/", {"cellule": name, "texte": typed, "jeton": "", "annee": "2025"}).json()
    assert (answer["state"], answer["text"]) == ("saved", kept)


@pytest.mark.parametrize("year", ["1200", "2099", "x"])
def test_a_year_that_the_contract_has_not_is_never_written(lead_client, plain, year):
    name = cell_name(plain.pk, (0, "t"))
    sent = {"cellule": name, "texte": "3", "jeton": "", "annee": year}
    answer = lead_client.post(f"{GRID}cellule/", sent).json()
    assert answer["state"] == "refused"
    assert "n’est pas une année du contrat" in answer["message"]
    assert not Observation.objects.exists()
    content = lead_client.post(f"{GRID}?annee={year}", {"jetons": "", name: "3"}, follow=True).content.decode()
    assert "n’est pas une année du contrat" in content
    assert not Observation.objects.exists()
