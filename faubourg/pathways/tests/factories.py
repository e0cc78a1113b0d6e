"""A small PLIE for tests: roles, structures, people, pathways. No sentence here is about anybody."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from faubourg.contracts.tests.factories import ContractFactory, UserFactory
from faubourg.pathways.choices import AgentRole, PrescriptionState, TermKind
from faubourg.pathways.models import Agent, Participant, Pathway, Prescription, Structure, Term


class StructureFactory(DjangoModelFactory):
    """A structure of one full-time equivalent."""

    class Meta:
        model = Structure

    contract = factory.SubFactory(ContractFactory)
    name = factory.Sequence(lambda n: f"Structure {n}")
    fte = 1


class TermFactory(DjangoModelFactory):
    """A word of a list."""

    class Meta:
        model = Term

    contract = factory.SubFactory(ContractFactory)
    kind = TermKind.PRESCRIBER
    label = factory.Sequence(lambda n: f"Terme {n}")


class AgentFactory(DjangoModelFactory):
    """Somebody's role, held since 2020."""

    class Meta:
        model = Agent

    contract = factory.SubFactory(ContractFactory)
    user = factory.SubFactory(UserFactory)
    role = AgentRole.COORDINATOR
    start = date(2020, 1, 1)


class ParticipantFactory(DjangoModelFactory):
    """A person, names made up from a number."""

    class Meta:
        model = Participant

    contract = factory.SubFactory(ContractFactory)
    number = factory.Sequence(lambda n: n + 1)
    last_name = factory.Sequence(lambda n: f"Nom{n}")
    first_name = factory.Sequence(lambda n: f"Prénom{n}")
    sex = "F"
    birth_date = date(1990, 5, 17)


class PrescriptionFactory(DjangoModelFactory):
    """A prescription that nobody has looked at."""

    class Meta:
        model = Prescription

    contract = factory.SubFactory(ContractFactory)
    participant = factory.LazyAttribute(lambda row: ParticipantFactory(contract=row.contract))
    prescriber = factory.LazyAttribute(lambda row: TermFactory(contract=row.contract))
    date = date(2024, 1, 10)
    state = PrescriptionState.TO_CHECK


class PathwayFactory(DjangoModelFactory):
    """An open pathway, entered on the 4th of March 2024."""

    class Meta:
        model = Pathway

    contract = factory.SubFactory(ContractFactory)
    participant = factory.LazyAttribute(lambda row: ParticipantFactory(contract=row.contract))
    structure = factory.LazyAttribute(lambda row: StructureFactory(contract=row.contract))
    entered_on = date(2024, 3, 4)


def exit_reason(contract) -> Term:
    """A word of the list of reasons of an exit."""
    return TermFactory(contract=contract, kind=TermKind.EXIT_REASON)
