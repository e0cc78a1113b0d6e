"""The dashboard: figures with their rows, pictures at their address, tables in one workbook, masked values undrawn."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory, RealMeansFactory
from faubourg.contracts.operations_scale import take_default_scale
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
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
