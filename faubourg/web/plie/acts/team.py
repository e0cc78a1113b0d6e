"""Roles and structures of a PLIE."""

from faubourg.pathways.models import Structure
from faubourg.pathways.operations import setup
from faubourg.pathways.permissions import can_appoint, can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import team as forms
from faubourg.web.plie.forms.structures import StructureForm


def _appoint(contract, data, **who):
    return setup.appoint(contract=contract, **data, **who)


def _structure(contract, data, **who):
    return setup.write_setting(contract=contract, model=Structure, values=data, **who)


def _dismiss(agent, data, **who):
    return setup.dismiss(agent=agent, **data, **who)


ACTS: dict[str, Act] = {
    "role": Act(
        "Donner un rôle", forms.AppointForm, _appoint, "Rôle donné.", can_appoint,
        lead="Nul ne se donne un rôle à soi-même. L’administration de l’instance n’en reçoit aucun.",
    ),
    "structure": Act(
        "Ajouter une structure", StructureForm, _structure, "Structure ajoutée.", can_lead
    ),
}  # fmt: skip
DISMISS = Act(
    "Terminer un rôle", forms.DismissForm, _dismiss, "Rôle terminé.",
    lambda user, agent: can_appoint(user, agent.contract),
    lead="Ses parcours ou ses écoutes restent à transmettre : faites-le d’abord, nul ne les suivrait sinon.",
)  # fmt: skip
