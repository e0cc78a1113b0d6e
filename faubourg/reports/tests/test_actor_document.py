"""The page of an actor: masked values, validated reviews, means of its own."""

from datetime import date

import pytest

from faubourg.actions.models import RealMeans
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.followup.models import Review
from faubourg.followup.tests.factories import CampaignFactory
from faubourg.indicators.models import Observation
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.reports.documents.actor import build

pytestmark = pytest.mark.django_db


def test_the_page_of_an_actor_tells_what_it_said_and_nothing_of_others(contract):
    caf, other = (ListedOrganisationFactory(contract=contract, key=key, name=key.upper()) for key in ("caf", "cpam"))
    action = ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract, key="p1")])
    ActionRoleFactory(action=action, organisation=caf)
    indicator = IndicatorFactory(contract=contract, key="i1", label="Nombre de jeunes accompagnés")
    indicator.producers.add(caf, other)
    for producer, value, period in ((caf, 2, "2024"), (caf, 87, "2025"), (other, 98765, "2025")):
        Observation.objects.create(
            contract=contract, lineage=indicator.lineage, period=period, value=value, producer=producer
        )
    round_ = CampaignFactory(contract=contract, state="ouverte")
    for key, state, words in (("b1", "valide", "Un atelier de plus"), ("b2", "brouillon", "À relire")):
        review = Review.objects.create(
            contract=contract, key=key, label="Bilan", state=state, achievements=words, campaign="2025",
            round=round_ if state == "valide" else None, lineage=action.lineage,
        )  # fmt: skip
        review.pilots.add(caf)
    for organisation, quantity in ((caf, 41), (other, 1234)):
        RealMeans.objects.create(
            lineage=action.lineage, organisation=organisation, year=2025, kind="droit commun", nature="euros",
            quantity=quantity, state="justifie",
        )  # fmt: skip
    printed = str(build(contract, key="caf", printed_on=date(2026, 3, 2)).blocks).replace("\\xa0", " ")
    assert "'2024', 'masqué'" in printed and "'2025', '87" in printed and "98 765" not in printed
    assert "Un atelier de plus" in printed and "À relire" not in printed
    assert "'41 €'" in printed and "234" not in printed
    of_before = str(build(contract, key="caf", options={"year": 2024}, printed_on=date(2026, 3, 2)).blocks)
    assert "87" not in of_before
