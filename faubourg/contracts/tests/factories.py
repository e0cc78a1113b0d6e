"""Rows for tests: a contract with its version, and what hangs on it."""

import factory
from factory.django import DjangoModelFactory

from faubourg.accounts.models import User
from faubourg.contracts.choices import Role
from faubourg.contracts.models import (
    Contract,
    Level,
    Lineage,
    ListedOrganisation,
    ListedTerritory,
    Membership,
    Node,
    Post,
    Version,
)
from faubourg.partners.models import Organisation
from faubourg.territories.models import Territory


class UserFactory(DjangoModelFactory):
    """A person who may sign in."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    function = factory.Sequence(lambda n: f"Agente {n}")


class ContractFactory(DjangoModelFactory):
    """A contract with a first version."""

    class Meta:
        model = Contract
        skip_postgeneration_save = True

    key = factory.Sequence(lambda n: f"contrat-{n}")
    title = factory.Sequence(lambda n: f"Contrat de ville d’essai {n}")
    kind = "contrat de ville"
    start = "2024"
    end = "2030"

    @factory.post_generation
    def version(self, create, extracted, **kwargs):
        """The version on which nodes and actions hang."""
        self.current_version = Version.objects.create(contract=self)
        self.save(update_fields=["current_version"])


class MembershipFactory(DjangoModelFactory):
    """A role of a person in a contract."""

    class Meta:
        model = Membership

    contract = factory.SubFactory(ContractFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.PROJECT_LEAD


class ListedOrganisationFactory(DjangoModelFactory):
    """An organisation of a contract, and of the instance."""

    class Meta:
        model = ListedOrganisation

    contract = factory.SubFactory(ContractFactory)
    key = factory.Sequence(lambda n: f"org-{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    organisation = factory.LazyAttribute(lambda row: Organisation.objects.create(name=row.name))


class ListedTerritoryFactory(DjangoModelFactory):
    """A territory of a contract, and of the instance."""

    class Meta:
        model = ListedTerritory

    contract = factory.SubFactory(ContractFactory)
    key = factory.Sequence(lambda n: f"qpv-{n}")
    name = factory.Sequence(lambda n: f"Quartier {n}")
    kind = "QPV"
    territory = factory.LazyAttribute(lambda row: Territory.objects.create(name=row.name, kind=row.kind))


class NodeFactory(DjangoModelFactory):
    """A node of the current version of `contract`."""

    class Meta:
        model = Node
        exclude = ["contract", "level_name"]

    contract = factory.SubFactory(ContractFactory)
    level_name = "pilier"
    version = factory.LazyAttribute(lambda row: row.contract.current_version)
    lineage = factory.LazyAttribute(lambda row: Lineage.objects.create(contract=row.contract))
    level = factory.LazyAttribute(
        lambda row: Level.objects.get_or_create(contract=row.contract, name=row.level_name, family="principal")[0]
    )
    key = factory.Sequence(lambda n: f"n{n}")
    code = factory.Sequence(lambda n: str(n))
    title = factory.Sequence(lambda n: f"Pilier {n}")
    position = factory.Sequence(lambda n: n)


class PostFactory(DjangoModelFactory):
    """A vacant post of référent·e."""

    class Meta:
        model = Post

    contract = factory.SubFactory(ContractFactory)
    organisation = factory.LazyAttribute(lambda row: ListedOrganisationFactory(contract=row.contract))
    function = "Référent·e politique de la ville"
