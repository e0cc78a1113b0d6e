"""Workshops and écoutes: what is planned, who is enrolled, dates and hours."""

from faubourg.pathways.models import WorkshopMeeting
from faubourg.pathways.operations import collective, workshops
from faubourg.pathways.permissions import can_lead, can_listen, has_role
from faubourg.web.plie.acts import Act
from faubourg.web.plie.forms import collective as forms


def _runs(user, row) -> bool:
    return has_role(user, getattr(row, "contract", row), *collective.RUNNERS)


def _meets(user, row) -> bool:
    return _runs(user, row.workshop.contract)


def _plan(contract, data, **who):
    return collective.plan_workshop(contract=contract, **data, **who)


def _change(row, data, **who):
    return workshops.change_workshop(workshop=row, values=data, **who)


def _enrol(row, data, **who):
    return workshops.enrol_in_workshop(workshop=row, **data, **who)


def _meeting(row: WorkshopMeeting, data, **who):
    meeting = row if row.pk else None
    return workshops.write_workshop_meeting(workshop=row.workshop, meeting=meeting, **data, **who)


def _on(operation):
    def run(support, data, **who):
        return operation(support=support, **data, **who)

    return run


#: About a contract, a workshop, a meeting of it.
PLAN = Act("Prévoir un atelier", forms.NewWorkshopForm, _plan, "Atelier prévu.", _runs, submit="Prévoir")
WORKSHOP_ACTS: dict[str, Act] = {
    "modifier": Act("Modifier l’atelier", forms.WorkshopForm, _change, "Atelier enregistré.", _runs),
    "inscrire": Act(
        "Inscrire des personnes", forms.EnrolmentForm, _enrol, "Inscriptions enregistrées.", _runs, submit="Inscrire",
        lead="Elles sont attendues aux séances à venir.",
    ),
}  # fmt: skip
MEETING = Act("Séance d’atelier", forms.WorkshopMeetingForm, _meeting, "Séance enregistrée.", _meets)
#: About an écoute.
SUPPORT_ACTS: dict[str, Act] = {
    "seance": Act(
        "Noter une séance", forms.SittingForm, _on(collective.add_support_hours),
        "Séance enregistrée.", can_listen, lead="La date, les heures, la présence : rien d’autre ne s’écrit ici.",
    ),
    "fin": Act(
        "Terminer l’écoute", forms.EndForm, _on(collective.end_support),
        "Écoute terminée.", can_listen, submit="Terminer",
    ),
    "confier": Act(
        "Confier l’écoute", forms.EntrustForm, _on(collective.entrust_support),
        "Écoute confiée.", lambda user, row: can_lead(user, row.pathway.contract),
        lead="La personne à qui elle était confiée ne la voit plus.",
    ),
}  # fmt: skip
