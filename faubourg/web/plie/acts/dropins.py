"""Permanences: noted, corrected."""

from faubourg.pathways.models import DropIn
from faubourg.pathways.models.reach import TEAM
from faubourg.pathways.operations.dropins import write_dropin
from faubourg.pathways.permissions import has_role
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms.dropins import DropInForm

LEAD = "Ceux qui ont un dossier, par leur numéro ; les autres, par leur nombre. Aucun nom ne s’écrit ici."


def _may(user, row) -> bool:
    return has_role(user, getattr(row, "contract", row), *TEAM)


def _write(row, data, **who):
    if isinstance(row, DropIn):
        return write_dropin(contract=row.contract, dropin=row, **data, **who)
    return write_dropin(contract=row, **data, **who)


ADD = Act("Noter une permanence", DropInForm, _write, "Permanence enregistrée.", _may, lead=LEAD)
CHANGE = Act("Corriger la permanence", DropInForm, _write, "Permanence enregistrée.", _may, lead=LEAD)
