"""The objectives in figures: targets beside what was achieved, silence named, gaps masked with their value."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import ContractKind
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.indicators.models import Observation, Target
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.objectives import objectives_blocks, objectives_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def protocol(contract):
    """Entries with a target a year, persons followed without any number, an indicator of a fiche without target."""
    contract.kind = ContractKind.PLIE
    contract.save()
    followed = IndicatorFactory(contract=contract, key="suivis", label="Personnes accompagnées", unit="personnes")
    entries = IndicatorFactory(contract=contract, key="entrees", label="Entrées dans l’année", unit="personnes")
    Target.objects.create(indicator=entries, period="an", value=120)
    fiche = ActionFactory(contract=contract)
    IndicatorFactory(contract=contract, key="autre", label="Ateliers", actions=[fiche])
    top = NodeFactory(contract=contract, key="o1")
    followed.nodes.set([top])
    IndicatorFactory(contract=contract, key="bas", label="D’un niveau plus bas").nodes.set(
        [NodeFactory(contract=contract, key="o11", parent=top)]
    )
    for indicator, year, value in ((followed, 2022, 292), (entries, 2021, 130), (entries, 2022, 113)):
        Observation.objects.create(contract=contract, lineage=indicator.lineage, period=str(year), value=value)
    return contract


def test_each_target_stands_beside_its_years(protocol):
    found = objectives_of(protocol)
    assert found.years == (2021, 2022)
    followed, entries = found.lines
    assert (followed.target, followed.is_figured) == ("non chiffré par le protocole", False)
    assert [(one.value, one.verdict) for one in followed.years] == [("", None), ("292", None)]
    assert entries.target == "120\u00a0personnes"
    assert [one.verdict.words for one in entries.years] == ["dépassé de 10", "non atteint : il manque 7"]


def test_a_target_in_words_is_kept_and_nothing_is_compared(protocol):
    indicator = IndicatorFactory(contract=protocol, key="mots", label="Sorties", target="objectif cité sans valeur")
    indicator.actions.set(ActionFactory.create_batch(1, contract=protocol))
    line = objectives_of(protocol).lines[-1]
    assert (line.target, line.is_figured, {one.verdict for one in line.years}) == (
        "objectif cité sans valeur", False, {None},
    )  # fmt: skip


def test_a_small_number_takes_its_gap_with_it(protocol):
    small = IndicatorFactory(contract=protocol, key="petit", label="Nombre de personnes", unit="personnes")
    Target.objects.create(indicator=small, period="2022", value=10)
    Observation.objects.create(contract=protocol, lineage=small.lineage, period="2022", value=3)
    line = objectives_of(protocol).lines[-1]
    assert (line.of(2022).value, line.of(2022).verdict.words) == ("masqué", "écart masqué")


def test_the_report_prints_the_year(protocol):
    [table] = objectives_blocks(protocol, 2022)
    assert table.rows == (
        ("Personnes accompagnées", "non chiffré par le protocole", "292", "rien à comparer"),
        ("Entrées dans l’année", "120\u00a0personnes", "113", "non atteint : il manque 7"),
    )


def test_the_page_and_its_file(lead_client, protocol):
    page = lead_client.get(reverse("values:objectives", args=[protocol.key])).content.decode()
    assert "non chiffré par le protocole" in page and "il manque" in page and "Ateliers" not in page
    found = lead_client.get(reverse("values:objectives-export", args=[protocol.key, "csv"])).content.decode()
    assert "Réalisé 2022" in found and "292" in found


def test_a_contract_without_objective_tells_what_to_do(lead_client, contract):
    assert (
        "Ouvrir les indicateurs" in lead_client.get(reverse("values:objectives", args=[contract.key])).content.decode()
    )
