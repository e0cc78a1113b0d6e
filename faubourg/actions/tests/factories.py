"""Rows for tests: actions and what hangs on them."""

import factory
from factory.django import DjangoModelFactory

from faubourg.actions.models import Action, ActionRole, Clause, ListedScheme, Means, RealMeans, Scheme, SchemeLink
from faubourg.contracts.models import Lineage
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, NodeFactory


class ActionFactory(DjangoModelFactory):
    """An action of the current version of `contract`; `nodes` are its places in the tree."""

    class Meta:
        model = Action
        exclude = ["contract"]
        skip_postgeneration_save = True

    contract = factory.SubFactory(ContractFactory)
    version = factory.LazyAttribute(lambda row: row.contract.current_version)
    lineage = factory.LazyAttribute(lambda row: Lineage.objects.create(contract=row.contract))
    key = factory.Sequence(lambda n: f"eng-{n}")
    code = factory.Sequence(lambda n: f"ENG-{n}")
    title = factory.Sequence(lambda n: f"Engagement {n}")
    kind = "engagement"
    position = factory.Sequence(lambda n: n)

    @factory.post_generation
    def nodes(self, create, extracted, **kwargs):
        """Where the action stands in the tree."""
        if extracted:
            self.nodes.set(extracted)


class ActionRoleFactory(DjangoModelFactory):
    """The role of an organisation on an action."""

    class Meta:
        model = ActionRole

    action = factory.SubFactory(ActionFactory)
    version = factory.LazyAttribute(lambda row: row.action.version)
    organisation = factory.LazyAttribute(lambda row: ListedOrganisationFactory(contract=row.action.version.contract))
    role = "pilote"


class MeansFactory(DjangoModelFactory):
    """A means put into an action."""

    class Meta:
        model = Means

    action = factory.SubFactory(ActionFactory)
    kind = "droit commun"


class RealMeansFactory(DjangoModelFactory):
    """A means really put into the lineage of an action, in euros and in 2026."""

    class Meta:
        model = RealMeans

    lineage = factory.LazyFunction(lambda: ActionFactory().lineage)
    organisation = factory.LazyAttribute(lambda row: ListedOrganisationFactory(contract=row.lineage.contract))
    year = 2026
    kind = "droit commun"
    nature = "euros"
    quantity = 1000


class ListedSchemeFactory(DjangoModelFactory):
    """A scheme of a contract, and of the instance."""

    class Meta:
        model = ListedScheme

    contract = factory.SubFactory(ContractFactory)
    key = factory.Sequence(lambda n: f"disp-{n}")
    name = factory.Sequence(lambda n: f"Dispositif {n}")
    scheme = factory.LazyAttribute(lambda row: Scheme.objects.create(name=row.name))


class SchemeLinkFactory(DjangoModelFactory):
    """A scheme mobilised by an action."""

    class Meta:
        model = SchemeLink

    action = factory.SubFactory(ActionFactory)
    version = factory.LazyAttribute(lambda row: row.action.version)
    scheme = factory.LazyAttribute(lambda row: ListedSchemeFactory(contract=row.action.version.contract))


class ClauseFactory(DjangoModelFactory):
    """A clause of the cahier des charges of a node."""

    class Meta:
        model = Clause

    node = factory.SubFactory(NodeFactory)
    kind = "obligation"
    text = factory.Sequence(lambda n: f"Clause {n}")
