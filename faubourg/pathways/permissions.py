"""Who may do what in a PLIE, by the roles held today; the administrator of the instance holds none."""

from django.core.exceptions import PermissionDenied

from faubourg.contracts.models import Contract
from faubourg.contracts.permissions import can_manage_members
from faubourg.pathways.choices import AgentRole
from faubourg.pathways.models import Agent, Participant, Prescription
from faubourg.pathways.models.reach import TEAM

REFUSED = {
    "lead": "Cela revient à la coordinatrice du PLIE.",
    "follow": "Cela revient à la personne référente de ce parcours, à sa structure ou à la coordinatrice.",
    "prescribe": "Cela revient au prescripteur lui-même ou à la coordinatrice.",
    "validate": "Cela revient à la personne qui valide, ou à la coordinatrice qui l’enregistre.",
    "support": "Cela revient à la psychologue ou à la coordinatrice.",
    "appoint": "Les rôles du PLIE se donnent par la coordinatrice ou par la ou le chef·fe de projet.",
}


def roles_in(user, contract: Contract) -> list[Agent]:
    """The PLIE roles that `user` holds today in `contract`; one query."""
    return list(Agent.objects.held_by(user).of(contract))


def has_role(user, contract: Contract, *roles: str) -> bool:
    """Whether `user` holds one of these roles today."""
    return any(agent.role in roles for agent in roles_in(user, contract))


def can_lead(user, contract: Contract) -> bool:
    """Whether `user` coordinates the PLIE: orients, decides in session, keeps lists and rules."""
    return has_role(user, contract, AgentRole.COORDINATOR)


def can_follow(user, participant: Participant) -> bool:
    """Whether `user` writes in this person's file: their team."""
    team = [agent for agent in roles_in(user, participant.contract) if agent.role in TEAM]
    return bool(team) and Participant.objects.for_agents(team).filter(pk=participant.pk).exists()


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


def can_appoint(user, contract: Contract) -> bool:
    """Whether `user` gives and ends the roles of the PLIE."""
    return can_lead(user, contract) or can_manage_members(user, contract)


def require(allowed: bool, what: str) -> None:
    """Raise PermissionDenied with the sentence of `what` (a key of REFUSED) unless allowed."""
    if not allowed:
        raise PermissionDenied(REFUSED[what])
