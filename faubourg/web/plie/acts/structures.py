"""What the coordinatrice changes of a structure."""

from faubourg.pathways.models import Structure
from faubourg.pathways.operations import handing, setup
from faubourg.pathways.permissions import can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import structures as forms


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


def _change(row, data, **who):
    return setup.write_setting(contract=row.contract, model=Structure, values=data, row=row, **who)


def _places(row, data, **who):
    return setup.write_places(structure=row, places=data["places"], **who)


def _close(row, data, **who):
    return handing.close_structure(structure=row, **data, **who)


ACTS: dict[str, Act] = {
    "modifier": Act("Modifier la structure", forms.StructureForm, _change, "Structure enregistrée.", _leads),
    "lieux": Act(
        "Lieux d’accueil", forms.PlacesForm, _places, "Lieux enregistrés.", _leads,
        lead="Leurs coordonnées servent à proposer la structure la plus proche. Un nom vidé retire le lieu.",
    ),
    "fermer": Act(
        "Fermer la structure", forms.CloseForm, _close, "Structure fermée.", _leads, submit="Fermer",
        lead="Une structure qui suit encore quelqu’un ne se ferme pas : son portefeuille se transmet d’abord.",
    ),
}  # fmt: skip
