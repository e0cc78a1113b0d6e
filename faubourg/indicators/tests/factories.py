"""Rows for tests: indicators."""

import factory
from factory.django import DjangoModelFactory

from faubourg.contracts.models import Lineage
from faubourg.contracts.tests.factories import ContractFactory
from faubourg.indicators.models import Indicator


class IndicatorFactory(DjangoModelFactory):
    """An indicator of the current version of `contract`; `actions` are what it follows."""

    class Meta:
        model = Indicator
        exclude = ["contract"]
        skip_postgeneration_save = True

    contract = factory.SubFactory(ContractFactory)
    version = factory.LazyAttribute(lambda row: row.contract.current_version)
    lineage = factory.LazyAttribute(lambda row: Lineage.objects.create(contract=row.contract))
    key = factory.Sequence(lambda n: f"ind-{n}")
    label = factory.Sequence(lambda n: f"Nombre de personnes {n}")
    kind = "quantitatif"

    @factory.post_generation
    def actions(self, create, extracted, **kwargs):
        """The actions that the indicator follows."""
        if extracted:
            self.actions.set(extracted)
