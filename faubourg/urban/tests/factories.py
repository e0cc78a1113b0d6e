"""Lines of the TFPB abatement for tests."""

import factory
from factory.django import DjangoModelFactory

from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
)
from faubourg.urban.models import TfpbLine, TfpbSpending


class TfpbLineFactory(DjangoModelFactory):
    """A line without any amount; `real={category: euros}` and `planned` give its spendings."""

    class Meta:
        model = TfpbLine
        skip_postgeneration_save = True

    contract = factory.SubFactory(ContractFactory)
    landlord = factory.LazyAttribute(lambda row: ListedOrganisationFactory(contract=row.contract))
    territory = factory.LazyAttribute(lambda row: ListedTerritoryFactory(contract=row.contract))
    year = 2018

    @factory.post_generation
    def real(self, create, extracted, **kwargs):
        """Its real spendings."""
        for category, amount in (extracted or {}).items():
            TfpbSpending.objects.create(line=self, category=category, real=amount)
