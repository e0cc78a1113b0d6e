"""Rows for tests: a campaign, and a contract with what it asks."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ListedOrganisationFactory, MembershipFactory, NodeFactory
from faubourg.followup.models import Campaign
from faubourg.indicators.tests.factories import IndicatorFactory

#: A morning while the campaign of the tests is open.
NOW = datetime(2026, 2, 10, 8, tzinfo=UTC)


class CampaignFactory(DjangoModelFactory):
    """A yearly campaign in preparation, for 2025, to answer until the end of March 2026."""

    class Meta:
        model = Campaign

    key = factory.Sequence(lambda n: f"suivi-{n}")
    title = "Suivi 2025"
    first_year = last_year = 2025
    deadline = date(2026, 3, 31)


class Scene:
    """A contract with a pillar, two organisations, their référents, three indicators; the third of nobody."""

    def __init__(self, contract, lead):
        self.contract, self.lead = contract, lead
        self.node = NodeFactory(contract=contract, key="p1", title="Emploi")
        self.caf = ListedOrganisationFactory(contract=contract, key="caf", name="CAF")
        self.city = ListedOrganisationFactory(contract=contract, key="ville", name="Ville")
        self.referent = MembershipFactory(contract=contract, role=Role.REFERENT, organisation=self.caf).user
        action = ActionFactory(contract=contract, nodes=[self.node])
        self.families, self.places, self.orphan = (
            IndicatorFactory(contract=contract, key=key, label=label, position=rank, actions=[action])
            for rank, (key, label) in enumerate(
                (("familles", "Familles suivies"), ("places", "Places de crèche"), ("rien", "Indicateur de personne"))
            )
        )
        self.families.producers.set([self.caf])
        self.places.producers.set([self.caf, self.city])
        self.campaign = CampaignFactory(contract=contract)
