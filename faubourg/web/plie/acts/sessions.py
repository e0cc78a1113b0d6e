"""What is done around a session of the cellule de suivi, and on one of its cases."""

from django.urls import reverse

from faubourg.pathways.models import Pathway
from faubourg.pathways.operations import sessions
from faubourg.pathways.permissions import can_follow, can_lead, has_role
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import sessions as forms


def _leads(user, session) -> bool:
    return can_lead(user, session.contract)


def _leads_contract(user, contract) -> bool:
    return can_lead(user, contract)


def _team(user, session) -> bool:
    return has_role(user, session.contract, "coordinatrice", "referent", "structure")


def _plan(contract, data, **who):
    return sessions.plan_session(contract=contract, **data, **who)


def _raise(session, data, **who):
    person = data.pop("number")
    pathway = Pathway.objects.open().filter(participant=person).first()
    return sessions.raise_case(session=session, participant=person, pathway=pathway, **data, **who)


def _move(session, data, **who):
    return sessions.reschedule(session=session, **data, **who)


def _cancel(session, data, **who):
    return sessions.cancel_session(session=session, **data, **who)


def _close(session, data, **who):
    return sessions.close_session(session=session, **data, **who)


def _reopen(session, data, **who):
    return sessions.reopen_session(session=session, **data, **who)


PLAN = Act(
    "Prévoir une cellule", forms.PlanForm, _plan, "Cellule prévue : son ordre du jour est fait de ce qui attend.",
    _leads_contract, submit="Prévoir", lands=lambda row: reverse("plie:session", args=[row.contract.key, row.pk]),
)  # fmt: skip
ACTS: dict[str, Act] = {
    "presenter": Act(
        "Présenter une situation", forms.RaiseForm, _raise, "Situation ajoutée à l’ordre du jour.", _team,
        submit="Ajouter", lead="Entrées, renouvellements, veilles et sorties viennent d’eux-mêmes.",
    ),
    "deplacer": Act(
        "Changer la date", forms.MoveForm, _move, "Date changée : ordre du jour à jour.", _leads, submit="Déplacer",
    ),
    "annuler": Act(
        "Annuler la cellule", forms.CancelForm, _cancel, "Cellule annulée.", _leads, submit="Annuler la cellule",
        lead="Ce qui attend revient à la prochaine.",
    ),
    "clore": Act(
        "Clore la cellule", forms.CloseForm, _close, "Cellule close.", _leads, submit="Clore",
        lead="Ce qui n’est pas décidé revient à la prochaine.",
    ),
    "rouvrir": Act("Rouvrir la cellule", forms.ReopenForm, _reopen, "Cellule rouverte.", _leads, submit="Rouvrir"),
}  # fmt: skip
PROPOSE = Act(
    "Proposition à la cellule", forms.ProposalForm,
    lambda case, data, **who: sessions.propose(case=case, **data, **who), "Proposition enregistrée.",
    lambda user, case: can_follow(user, case.participant),
)  # fmt: skip
