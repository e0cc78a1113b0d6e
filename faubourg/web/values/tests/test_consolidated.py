"""Months, groups, producers and outlines: what is made beside what was given, on the page and in the grid."""

import pytest

from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory
from faubourg.indicators.cells import cell_name
from faubourg.indicators.choices import Adding
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory

GRID, PAGE = "/contrats/essai/valeurs/", "/contrats/essai/indicateurs/propositions/"


@pytest.fixture
def offers(contract, quarters):
    """Proposals, which add up."""
    facts = {"key": "propositions", "label": "Propositions", "breakdowns": ["QPV"], "adding": Adding.SUM}
    return IndicatorFactory(contract=contract, **facts)


def say(indicator, value, period="2025", producer=None, **breakdown):
    """A value that is there."""
    return Observation.objects.create(
        contract=indicator.version.contract, lineage=indicator.lineage, period=period, value=value, producer=producer,
        breakdown=breakdown,
    )  # fmt: skip


def page_of(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


def test_months_make_a_year_that_is_read_not_typed(lead_client, offers):
    for month in range(1, 12):
        say(offers, 100, f"2025-{month:02}")
    content = page_of(lead_client, PAGE)
    assert "au moins 1 100, 1 valeur manque" in content.replace("\u202f", " ")
    assert "somme de 11 valeurs (sans décembre 2025)" in content
    assert 'id="mois-2025"' in content
    name = cell_name(offers.pk, (0, "t"))
    grid = page_of(lead_client, GRID)
    assert f'name="{name}"' not in grid
    assert "somme de 11 valeurs" in grid
    answer = lead_client.post(f"{GRID}cellule/", {"cellule": name, "texte": "3", "jeton": "", "annee": "2025"}).json()
    assert "vient de ses mois" in answer["message"]
    assert not Observation.objects.filter(period="2025").exists()


def test_a_year_given_beside_its_months_tells_the_gap(lead_client, offers):
    for quarter in range(1, 5):
        say(offers, 10, f"T{quarter} 2025")
    say(offers, 38)
    assert "écart de 2 avec la valeur donnée" in page_of(lead_client, PAGE)
    assert f'name="{cell_name(offers.pk, (0, "t"))}" value="38"' in page_of(lead_client, GRID)


def test_neighbourhoods_together_and_a_group_against_its_members(lead_client, contract, offers, quarters):
    both = ListedTerritoryFactory(contract=contract, key="deux", name="Les deux", kind="autre")
    both.members.set(quarters)
    say(offers, 3, territoire="Clou")
    say(offers, 4, territoire="Tour")
    say(offers, 9, territoire="Les deux")
    content = page_of(lead_client, PAGE)
    assert "écart de 2 avec la valeur donnée" in content
    assert "réunis" not in content
    offers.adding = Adding.NEVER
    offers.save()
    assert "des personnes distinctes ne s’additionnent jamais" in page_of(lead_client, PAGE)


def test_two_producers_side_by_side_never_summed(lead_client, contract, offers, caf):
    town = ListedOrganisationFactory(contract=contract, key="ville", name="Ville")
    say(offers, 12, producer=caf)
    say(offers, 20, producer=town)
    content = page_of(lead_client, PAGE)
    assert "la référence n’est pas choisie" in content
    assert ">32<" not in content
    assert "référence à choisir" in page_of(lead_client, GRID)
    offers.reference_producer = town
    offers.save()
    content = page_of(lead_client, PAGE)
    assert "<b>20</b>" in content
    assert "celle du producteur de référence" in content
    assert "celle de la référence vaut" in page_of(lead_client, GRID)


def test_a_new_outline_breaks_the_series_with_its_sentence(lead_client, offers, quarters):
    quarters[0].perimeter_change = "maintenu avec modification"
    quarters[0].save()
    say(offers, 3, "2024", territoire="Clou")
    assert "ne se comparent pas" not in page_of(lead_client, PAGE)
    say(offers, 3, "2023", territoire="Clou")
    content = page_of(lead_client, PAGE)
    assert "(maintenu avec modification)" in content
    assert content.count("values-break") == 1


def test_an_obligatory_interpretation_is_asked_for(lead_client, offers):
    offers.requires_interpretation = True
    offers.save()
    assert "obligatoire, à écrire" not in page_of(lead_client, GRID)
    say(offers, 3)
    assert "obligatoire, à écrire" in page_of(lead_client, GRID)
    assert "n’est pas écrite" in page_of(lead_client, PAGE)
    answer = lead_client.post(f"{PAGE}interpretation/2025/", {"source": "CAF"}).content.decode()
    assert "est obligatoire" in answer
    lead_client.post(f"{PAGE}interpretation/2025/", {"interpretation": "Trois de plus"})
    assert "n’est pas écrite" not in page_of(lead_client, PAGE)
