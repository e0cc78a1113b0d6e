"""Which columns the grid shows: kept in the address; every territory and category can be typed."""

from faubourg.contracts.tests.factories import ListedTerritoryFactory
from faubourg.indicators.cells import cell_name, cell_named, mark_of
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory

PAGE = "/contrats/essai/valeurs/"


def test_territories_of_every_kind_are_columns_when_asked(lead_client, contract, young, quarters):
    town = ListedTerritoryFactory(contract=contract, key="niort", name="Niort", kind="commune")
    both = ListedTerritoryFactory(contract=contract, key="deux", name="Les deux", kind="autre")
    both.members.set(quarters)
    assert ">Niort<" not in lead_client.get(PAGE).content.decode()
    content = lead_client.get(f"{PAGE}?choix=1&colonnes=commune&colonnes=groupe").content.decode()
    assert ">Niort<" in content
    assert ">Les deux<" in content
    assert "Jeunes en vacances, Clou" not in content
    assert "Jeunes en vacances, Niort, femmes" not in content
    name = cell_name(young.pk, (town.pk, "f"))
    answer = lead_client.post(f"{PAGE}cellule/", {"cellule": name, "texte": "12", "jeton": "", "annee": "2025"}).json()
    assert answer["state"] == "saved"
    assert Observation.objects.get().breakdown == {"territoire": "Niort", "sexe": "F"}


def test_other_categories_asked_or_already_said_are_columns(lead_client, contract, quarters):
    one = IndicatorFactory(contract=contract, key="brsa", label="Suivis", breakdowns=["sexe", "BRSA", "typologie"])
    said = {"thème": "Emploi", "mesure": "propositions"}
    Observation.objects.create(contract=contract, lineage=one.lineage, period="2024", value=2208, breakdown=said)
    content = lead_client.get(f"{PAGE}?choix=1&colonnes=categorie").content.decode()
    assert ">BRSA<" in content
    assert "mesure\u00a0: propositions" in content or "mesure : propositions" in content
    assert "2\u202f208" in content
    name = cell_name(one.pk, (0, "t", mark_of((("catégorie", "BRSA"),))))
    assert cell_named(name)[1][0] == 0
    answer = lead_client.post(f"{PAGE}cellule/", {"cellule": name, "texte": "7", "jeton": "", "annee": "2025"}).json()
    assert (answer["state"], answer["text"]) == ("saved", "7")
    assert Observation.objects.get(period="2025").breakdown == {"catégorie": "BRSA"}
    unknown = cell_name(one.pk, (0, "t", "00000000"))
    answer = lead_client.post(f"{PAGE}cellule/", {"cellule": unknown, "texte": "7"}).json()
    assert answer["state"] == "refused"
