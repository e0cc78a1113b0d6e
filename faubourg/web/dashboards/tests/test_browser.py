"""The dashboard in a real browser: axe, widths, pictures that are drawn."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory, MeansFactory
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_elected_person_reads_the_dashboard(open_as, elected, contract):
    action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)])
    ActionRoleFactory(action=action)
    MeansFactory(action=action, amount=500)
    indicator = IndicatorFactory(contract=contract, key="i1", label="Permanences", actions=[action])
    Observation.objects.create(contract=contract, lineage=indicator.lineage, period="2025", value=40)
    page = open_as(elected, reverse("dashboards:page", args=["essai"]))
    page.get_by_role("heading", name="Avancement par pilier").wait_for()
    assert_accessible(page)
    assert_fits(page)
    drawn = "[...document.querySelectorAll('.board-chart img')].every(img => img.complete && img.naturalWidth > 0)"
    page.wait_for_function(drawn)
    page.get_by_role("link", name="Permanences").first.click()
    page.get_by_role("heading", name="Permanences").wait_for()
