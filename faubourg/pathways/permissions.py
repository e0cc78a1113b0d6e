"""Who may do what in a PLIE, by the roles held today; the administrator of the instance holds none."""

from django.core.exceptions import PermissionDenied

from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_manage_members
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Beneficiary, ChildcareRequest, Participant, Pathway, Prescription, Step
from faubourg.pathways.models.reach import TEAM, held_in

REFUSED = {
    "bridge": "Vous ne pouvez pas saisir cet indicateur : demandez ce droit au contrat qui le reçoit.",
    "lead": "Cela revient à la coordinatrice du PLIE.",
    "follow": "Cela revient à la personne référente de ce parcours, à sa structure ou à la coordinatrice.",
    "step": "Le contenu de cette étape est réservé au professionnel qui l’a écrite.",
    "ended": "Ce parcours est terminé : la coordinatrice corrige ses étapes, avec un motif.",
    "remove": "Une étape réservée se retire par la personne qui l’a écrite, ou par la coordinatrice avec un motif.",
    "prescribe": "Cela revient au prescripteur lui-même ou à la coordinatrice.",
    "validate": "Cela revient à la personne qui valide, ou à la coordinatrice qui l’enregistre.",
    "support": "Cela revient à la psychologue ou à la coordinatrice.",
    "clauses": "Cela revient au guichet des clauses ou à la coordinatrice.",
    "childcare": "Cela revient à la coordinatrice, au prescripteur de la demande ou à la crèche qui l’a reçue.",
    "schemes": "Cela revient à la personne référente ou à la coordinatrice.",
    "appoint": "Les rôles du PLIE se donnent par la coordinatrice ou par la ou le chef·fe de projet.",
}


def roles_in(user, contract: Contract) -> list[Agent]:
    """The PLIE roles that `user` holds today in `contract`; one query, once a request."""
    return held_in(user, contract)


def has_role(user, contract: Contract, *roles: str) -> bool:
    """Whether `user` holds one of these roles today."""
    return any(agent.role in roles for agent in roles_in(user, contract))


def can_lead(user, contract: Contract) -> bool:
    """Whether `user` coordinates the PLIE: orients, decides in session, keeps lists and rules."""
    return has_role(user, contract, AgentRole.COORDINATOR)


def can_follow(user, participant: Participant) -> bool:
    """Whether `user` writes in this person's file: their team."""
    team = [agent for agent in roles_in(user, participant.contract) if agent.role in TEAM]
    if any(agent.role == AgentRole.COORDINATOR for agent in team):
        return True
    return bool(team) and Participant.objects.for_agents(team).filter(pk=participant.pk).exists()


def can_correct(user, participant: Participant) -> bool:
    """Whether `user` writes identity and home: the team; who prescribes the person too, until a pathway begins."""
    if can_follow(user, participant):
        return True
    mine = [one for one in roles_in(user, participant.contract) if one.role == AgentRole.PRESCRIBER]
    seen = Participant.objects.for_agents(mine).filter(pk=participant.pk, pathways=None)
    return bool(mine) and seen.exists()


def can_read_step(user, step: Step) -> bool:
    """Whether `user` reads what a step says: of a private one its author alone; others its kind, state and dates."""
    return not step.is_private or None is not step.author_id == user.pk


def can_write_steps(user, pathway: Pathway) -> bool:
    """Whether `user` writes the steps of a pathway: its team, and once it is ended the coordinatrice alone."""
    return can_follow(user, pathway.participant) if pathway.is_open else can_lead(user, pathway.contract)


def can_remove_step(user, step: Step) -> bool:
    """Whether `user` removes a step: who writes it, and of a private one its author or the coordinatrice."""
    if not can_write_steps(user, step.pathway):
        return False
    return can_read_step(user, step) or can_lead(user, step.pathway.contract)


def can_prescribe(user, contract: Contract, prescriber_id: int) -> bool:
    """Whether `user` prescribes for this prescriber."""
    return any(
        agent.role == AgentRole.COORDINATOR
        or (agent.role == AgentRole.PRESCRIBER and agent.prescriber_id == prescriber_id)
        for agent in roles_in(user, contract)
    )


def can_validate(user, prescription: Prescription, validator: str) -> bool:
    """Whether `user` gives this validation, or records it as coordinatrice."""
    return any(
        agent.role == AgentRole.COORDINATOR or (agent.role == AgentRole.VALIDATOR and agent.validates == validator)
        for agent in roles_in(user, prescription.contract)
    )


def can_listen(user, support) -> bool:
    """Whether `user` writes the dates and hours of a psychological support."""
    agents = roles_in(user, support.pathway.contract)
    return any(agent.role == AgentRole.COORDINATOR or agent.pk == support.psychologist_id for agent in agents)


def can_keep_clauses(user, contract: Contract) -> bool:
    """Whether `user` keeps markets, clause contracts and their hours."""
    return has_role(user, contract, AgentRole.COORDINATOR, AgentRole.CLAUSES)


def can_ask_childcare(user, contract: Contract, prescriber_id: int | None) -> bool:
    """Whether `user` asks for a place in the name of this prescriber; None: a spontaneous demand."""
    return can_lead(user, contract) or (prescriber_id is not None and can_prescribe(user, contract, prescriber_id))


def can_place(user, request: ChildcareRequest) -> bool:
    """Whether `user` writes what becomes of a demand: the crèche that received it, or the coordinatrice."""
    return any(
        agent.role == AgentRole.COORDINATOR
        or (agent.role == AgentRole.NURSERY and None is not agent.nursery_id == request.nursery_id)
        for agent in roles_in(user, request.beneficiary.contract)
    )


def can_enrol(user, beneficiary: Beneficiary) -> bool:
    """Whether `user` writes where this person stands in a dispositif."""
    if beneficiary.participant_id and can_follow(user, beneficiary.participant):
        return True
    return can_lead(user, beneficiary.contract)


def can_appoint(user, contract: Contract) -> bool:
    """Whether `user` gives and ends the roles of the PLIE."""
    return can_lead(user, contract) or can_manage_members(user, contract)


def require(allowed: bool, what: str) -> None:
    """Raise PermissionDenied with the sentence of `what` (a key of REFUSED) unless allowed."""
    if not allowed:
        raise PermissionDenied(REFUSED[what])
