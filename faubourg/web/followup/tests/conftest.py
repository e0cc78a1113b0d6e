"""The scene of the campaigns, as their pages see it: open today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from faubourg.followup.operations import make_link, open_campaign
from faubourg.followup.tests.factories import Scene


@pytest.fixture
def opened(contract, lead):
    """An open campaign, with the request of the CAF and its first line."""
    scene = Scene(contract, lead)
    scene.campaign.deadline = timezone.localdate() + timedelta(days=30)
    scene.campaign.save()
    scene.campaign = open_campaign(campaign=scene.campaign, by=lead, at=timezone.now())
    scene.request = scene.campaign.requests.get(organisation=scene.caf)
    scene.line = scene.request.lines.get(lineage=scene.families.lineage)
    scene.address = scene.request.get_absolute_url()
    return scene


@pytest.fixture
def made(opened):
    """A link of the CAF."""
    return make_link(request=opened.request, email="partenaire@exemple.fr", by=opened.lead, at=timezone.now())
