"""Legal bases and the accesses that they found."""

from faubourg.pathways.operations import outgoing
from faubourg.pathways.permissions import can_lead
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import outgoing as forms


def _values(data: dict) -> dict:
    return {("fields" if name == "fields_covered" else name): value for name, value in data.items()}


def _add(contract, data, **who):
    return outgoing.write_basis(contract=contract, values=_values(data), **who)


def _change(row, data, **who):
    return outgoing.write_basis(contract=row.contract, values=_values(data), row=row, **who)


def _end(row, data, **who):
    return outgoing.end_basis(basis=row, **data, **who)


def _access(agent, data, **who):
    return outgoing.found_access(agent=agent, **data, **who)


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


ADD = Act(
    "Ajouter une base légale", forms.BasisForm, _add, "Base légale ajoutée.", can_lead,
    lead="Ce qui autorise un destinataire à recevoir une liste : le texte, la finalité, les champs, les dates.",
)  # fmt: skip
CHANGE = Act(
    "Modifier une base légale", forms.BasisForm, _change, "Base légale modifiée.", _leads,
    lead="Les listes déjà transmises gardent les champs qu’elles avaient.",
)  # fmt: skip
END = Act("Terminer une base légale", forms.EndBasisForm, _end, "Base légale terminée.", _leads)
ACCESS = Act(
    "Lecture sous une base légale", forms.AccessForm, _access, "Accès enregistré.", _leads,
    lead="Sans base légale en vigueur, ce compte ne lit que des totaux.",
)  # fmt: skip
