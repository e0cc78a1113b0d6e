"""The acts on a demand for a place, and on a crèche."""

from faubourg.pathways.choices import ChildcareState
from faubourg.pathways.models import Nursery, NurseryPlaces
from faubourg.pathways.operations import childcare
from faubourg.pathways.permissions import can_lead, can_place
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import childcare as forms


def _leads(user, row) -> bool:
    return can_lead(user, row.contract)


def _places(row: Nursery, data: dict, **who):
    values = data | {"nursery": row}
    return childcare.write_nursery(contract=row.contract, model=NurseryPlaces, values=values, **who)


def _with(operation):
    def run(row, data, **who):
        return operation(request=row, **data, **who)

    return run


#: Name → (state in which it is offered, act).
REQUEST_ACTS: dict[str, tuple[str, Act]] = {
    "accueil": (ChildcareState.WAITING, Act(
        "Accueillir", forms.WelcomeForm, _with(childcare.welcome), "Accueil enregistré.", can_place,
        submit="Enregistrer l’accueil",
    )),
    "sans-place": (ChildcareState.WAITING, Act(
        "Clore sans place", forms.UnplacedForm, _with(childcare.leave_unplaced), "Demande close.", can_place,
    )),
    "fin": (ChildcareState.PLACED, Act(
        "Terminer l’accueil", forms.EndForm, _with(childcare.end_place), "Fin d’accueil enregistrée.", can_place,
    )),
}  # fmt: skip
NURSERY_ACTS: dict[str, Act] = {
    "places": Act("Réserver des places", forms.PlacesForm, _places, "Places enregistrées.", _leads),
}
