"""What is typed of the ground of a PLIE."""

from faubourg.pathways.operations import ground
from faubourg.pathways.permissions import can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms.ground import CentreForm


def _centre(contract, data, **who):
    return ground.write_centre(contract=contract, **data, **who)


CENTRE = Act(
    "Centre d’un QPV ou d’une commune", CentreForm, _centre, "Centre enregistré.", can_lead,
    lead="Il sert à dire la distance des structures quand un domicile n’a pas de coordonnées.",
)  # fmt: skip
