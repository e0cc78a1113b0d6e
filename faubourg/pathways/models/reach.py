"""Who sees which rows: closed by default, by the PLIE role of a person in a contract (DESIGN rules 8 and 10)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from faubourg.pathways.choices import AgentRole, PrescriptionState

#: Roles that see every person of the contract; the last two under a legal basis that stands that day.
WHOLE = frozenset({AgentRole.COORDINATOR, AgentRole.DEPARTMENT, AgentRole.FSE_CELL})
#: Who works with the person.
TEAM = frozenset({AgentRole.COORDINATOR, AgentRole.REFERENT, AgentRole.STRUCTURE})
#: Who reads facts and dates of a file, and no words.
FACTS = TEAM | {AgentRole.DEPARTMENT, AgentRole.FSE_CELL}


class AgentQuerySet(models.QuerySet):
    """Reads of roles."""

    def on(self, day):
        """Those that stand on a day."""
        return self.filter(Q(start__lte=day), Q(end=None) | Q(end__gte=day))

    def held_by(self, user, day=None):
        """The roles that `user` holds on `day` (today); none for a closed account nor the instance's administrator."""
        if not user.is_authenticated or not user.is_active or user.is_instance_admin:
            return self.none()
        return self.filter(user=user).on(day or timezone.localdate()).select_related("legal_basis").order_by("pk")

    def of(self, contract):
        """Those of a contract."""
        return self.filter(contract=contract)

    def for_user(self, user):
        """Those of the contracts where the person has a PLIE role."""
        return self.filter(contract__in=self.model.objects.held_by(user).order_by().values("contract"))


def held_in(user, contract=None) -> list:
    """The roles that `user` holds today, in a contract or in all of them.

    A request reads them once: a page of a contract leaves them on its user (`plie_agents`: contract → roles), who then
    sees that contract alone.
    """
    from faubourg.pathways.models.agents import Agent

    read = getattr(user, "plie_agents", None)
    if read is None or (contract is not None and contract.pk not in read):
        rows = Agent.objects.held_by(user)
        return list(rows if contract is None else rows.of(contract))
    return read[contract.pk] if contract is not None else [agent for agents in read.values() for agent in agents]


class FileQuerySet(models.QuerySet):
    """Rows of people's files."""

    def of(self, contract):
        """Those of a contract."""
        return self.filter(**{self.model.contract_path: contract})

    def for_user(self, user):
        """Those that the person's roles of today show; the administrator of the instance sees none."""
        return self.for_agents(held_in(user))

    def for_agents(self, agents):
        """The same for roles already read, of one contract for instance."""
        seen = [found for agent in agents if (found := self.model.seen_by(agent)) is not None]
        if not seen:
            return self.none()
        return self.filter(Q.create(seen, connector=Q.OR))


class FileRow(models.Model):
    """A row of a person's file.

    `contract_path` and `participant_path` are lookups to the contract and to the participant; `readers` are the roles
    that see the row when they see the person. `personal` names the free texts that anonymisation empties.
    """

    contract_path = "contract"
    participant_path = "participant"
    readers = FACTS
    personal: tuple[str, ...] = ()

    objects = FileQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def seen_by(cls, agent) -> Q | None:
        """The rows that a role shows; None: none."""
        if agent.role not in cls.readers or not agent.is_founded:
            return None
        here = Q(**{cls.contract_path: agent.contract_id})
        if agent.role in WHOLE:
            return here
        return here & people_of(agent, cls.participant_path)


class ContractQuerySet(models.QuerySet):
    """Rows that name nobody: lists, structures, streets, sessions; every PLIE role of the contract reads them."""

    def of(self, contract):
        """Those of a contract."""
        return self.filter(**{self.model.contract_path: contract})

    def for_user(self, user):
        """Those of the contracts where the person has a PLIE role today."""
        from faubourg.pathways.models.agents import Agent

        held = Agent.objects.held_by(user).order_by()
        return self.filter(**{f"{self.model.contract_path}__in": held.values("contract")})


def people_of(agent, path: str) -> Q:
    """Rows whose participant, at the end of `path`, is one of the persons of a role that does not see everybody."""
    from faubourg.pathways.models.pathway import Pathway
    from faubourg.pathways.models.prescription import Prescription
    from faubourg.pathways.models.support import Support

    def among(rows, name: str = "participant") -> Q:
        return Q(**{f"{path}__in": rows.order_by().values(name)})

    in_contract = Prescription.objects.filter(contract=agent.contract_id)
    match agent.role:
        case AgentRole.REFERENT | AgentRole.STRUCTURE:
            own = among(Pathway.objects.filter(contract=agent.contract_id, referent=agent.pk))
            if agent.structure_id is None:
                return own
            followed = Pathway.objects.filter(contract=agent.contract_id, structure=agent.structure_id)
            # Once entered, the pathway says where the person is followed: a portfolio handed over leaves no door open.
            coming = in_contract.filter(structure=agent.structure_id).exclude(state=PrescriptionState.ENTERED)
            return own | among(followed) | among(coming)
        case AgentRole.PRESCRIBER if agent.prescriber_id is not None:
            return among(in_contract.filter(prescriber=agent.prescriber_id))
        case AgentRole.VALIDATOR if agent.validates:
            return among(in_contract.filter(Prescription.validated_by(agent.validates)))
        case AgentRole.PSYCHOLOGIST:
            return among(Support.objects.filter(psychologist=agent.pk), "pathway__participant")
    return Q(pk__in=[])
