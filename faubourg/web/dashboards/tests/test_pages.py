"""The dashboard: figures with their rows, pictures at their address, tables in one workbook, masked values undrawn."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory, RealMeansFactory
from faubourg.contracts.operations_scale import take_default_scale
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.followup.operations import open_campaign
from faubourg.followup.tests.factories import CampaignFactory
from faubourg.indicators.computed.models import Computation, ComputationInput, DemographicWeight
from faubourg.indicators.models import Observation
from faubourg.indicators.queries_totals import totals_by_period
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.dashboards.campaign import completeness_of
from faubourg.reports.dashboards.progress import progress_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scale(contract, lead):
    return {state.key: state for state in take_default_scale(contract=contract, user=lead, at=timezone.now())}


@pytest.fixture
def filled(contract, scale):
    """Two pillars, an action under both that is done, one that is silent; an indicator, means."""
    caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
    one, two = (NodeFactory(contract=contract, key=key, title=key) for key in ("p1", "p2"))
    done = ActionFactory(contract=contract, nodes=[one, two])
    silent = ActionFactory(contract=contract, nodes=[two])
    for action in (done, silent):
        ActionRoleFactory(action=action, organisation=caf)
    state = next(state for state in scale.values() if state.counts_as_implemented)
    ActionStatus.objects.create(lineage=done.lineage, state=state, stated_on="2026-01")
    indicator = IndicatorFactory(contract=contract, key="i1", label="Nombre de jeunes", unit="jeunes", actions=[done])
    for period, value in (("2024", 120), ("2025", 3)):
        Observation.objects.create(contract=contract, lineage=indicator.lineage, period=period, value=value)
    MeansFactory(action=done, organisation=caf, amount=500)
    RealMeansFactory(lineage=done.lineage, organisation=caf)
    return contract


def url(name, *rest):
    return reverse(f"dashboards:{name}", args=["essai", *rest])


def test_an_action_of_two_pillars_counts_once_in_the_whole(filled):
    found = progress_of(filled, today=timezone.localdate())
    assert [(row.label.split()[-1], row.total, row.implemented) for row in found.by_pillar] == [
        ("p1", 1, 1),
        ("p2", 2, 1),
    ]
    assert (found.whole.total, found.whole.rate, found.unsaid) == (2, 50, 1)
    assert sum(count for count, _ in found.whole.counts) == found.whole.total


def test_each_count_opens_its_rows(filled, lead_client):
    for row in progress_of(filled, today=timezone.localdate()).by_pillar:
        for count, address in row.counts:
            assert len(lead_client.get(address).context["page"].object_list) == count


def test_the_page_its_pictures_and_its_workbook(filled, lead_client):
    page = lead_client.get(url("page")).text.replace("\u202f", " ").replace("\xa0", " ")
    assert "50&nbsp;%" in page and "1 000 €" in page and "Aucune campagne" in page
    for name in ("piliers", "pilotes", "moyens", "serie"):
        assert lead_client.get(url("picture", name))["Content-Type"] == "image/svg+xml"
    assert lead_client.get(url("picture", "campagne")).status_code == 404
    assert lead_client.get(url("picture", "autre")).status_code == 404
    assert lead_client.get(url("export")).content[:2] == b"PK"


def test_a_small_number_is_masked_for_those_who_may_not_read_it(filled, client, elected, lead):
    client.force_login(elected)
    page = client.get(url("page") + "?indicateur=i1").text
    assert "masqué" in page and "120" in page
    client.force_login(lead)
    assert "masqué" not in client.get(url("page") + "?indicateur=i1").text


def test_an_empty_contract_says_what_to_do(contract, lead_client):
    assert "n’a pas encore d’action" in lead_client.get(url("page")).text


def test_queries_do_not_grow_with_rows(filled, lead_client, django_assert_max_num_queries):
    for _ in range(15):
        action = ActionFactory(contract=filled)
        RealMeansFactory(lineage=action.lineage, organisation=filled.organisations.first())
        indicator = IndicatorFactory(contract=filled, actions=[action])
        Observation.objects.create(contract=filled, lineage=indicator.lineage, period="2025", value=50)
    with django_assert_max_num_queries(50):
        lead_client.get(url("page"))


def test_the_campaign_is_counted_by_organisation_and_by_pillar(filled, lead, lead_client):
    campaign = CampaignFactory(contract=filled, first_year=2025, last_year=2025, deadline=None)
    indicator = filled.current_version.indicators.get(key="i1")
    indicator.producers.set(filled.organisations.all())
    open_campaign(campaign=campaign, by=lead, at=timezone.now())
    found = completeness_of(filled)
    # The action of the indicator stands under both pillars: a line in each, one in the whole.
    assert [(row.label.split()[-1], row.total) for row in found.by_pillar] == [("p1", 1), ("p2", 1)]
    assert (found.whole.total, found.whole.owed, found.whole.rate) == (1, 1, 0)
    page = lead_client.get(url("page")).text
    assert found.rows[0].url in page
    assert lead_client.get(url("picture", "campagne"))["Content-Type"] == "image/svg+xml"
    assert lead_client.get(url("export")).content[:2] == b"PK"


def test_a_share_stands_beside_the_demographic_weight(filled, lead_client):
    assert "Aucun calcul de parité" in lead_client.get(url("page")).text
    quarter = ListedTerritoryFactory(contract=filled, key="q1", name="Les Tilleuls")
    places = IndicatorFactory(contract=filled, key="i2", label="Places", unit="places")
    for where, value in (({}, 1000), ({"territoire": "Les Tilleuls"}, 72)):
        facts = {"contract": filled, "lineage": places.lineage, "period": "2024", "breakdown": where}
        Observation.objects.create(value=value, **facts)
    weight = DemographicWeight.objects.create(contract=filled, key="pd", territory=quarter, value=11, dated="2018")
    one = Computation.objects.create(contract=filled, key="par", label="Parité des places", kind="parite")
    for rank, facts in enumerate(
        (
            {"role": "numerateur", "lineage": places.lineage},
            {"role": "denominateur", "lineage": places.lineage, "where": "ensemble"},
            {"role": "poids", "weight": weight},
        )
    ):
        ComputationInput.objects.create(computation=one, position=rank, **facts)
    page = lead_client.get(url("page")).text.replace("\u202f", " ").replace("\xa0", " ")
    assert "sous le poids" in page and "7,2 %" in page and "11,0 %" in page


def test_values_are_counted_by_period_each_once(filled, lead_client):
    indicator = IndicatorFactory(contract=filled, key="i3", label="Places")
    for sex, value in (("F", 3), ("H", None)):
        facts = {"contract": filled, "lineage": indicator.lineage, "period": "2025", "breakdown": {"sexe": sex}}
        Observation.objects.create(value=value, **facts)
    newest, before = totals_by_period(filled)
    assert (newest.period, newest.indicators, newest.values, newest.numbers, newest.by_sex) == ("2025", 2, 3, 2, 2)
    assert (before.period, before.values, before.by_sex) == ("2024", 1, 0)
    assert "?annee=2025" in lead_client.get(url("page")).text
