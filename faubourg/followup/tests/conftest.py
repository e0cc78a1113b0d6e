"""The scene of the campaigns."""

import pytest

from faubourg.followup.operations import open_campaign
from faubourg.followup.tests.factories import NOW, Scene


@pytest.fixture
def scene(contract, lead):
    """A campaign ready to open."""
    return Scene(contract, lead)


@pytest.fixture
def opened(scene):
    """The same, open."""
    scene.campaign = open_campaign(campaign=scene.campaign, by=scene.lead, at=NOW)
    scene.request = scene.campaign.requests.get(organisation=scene.caf)
    scene.line = scene.request.lines.get(lineage=scene.families.lineage)
    return scene
