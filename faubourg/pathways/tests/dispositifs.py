"""Markets, missions, demands and passages for tests; nobody here is anybody."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from faubourg.contracts.tests.factories import ContractFactory
from faubourg.pathways.models import (
    Beneficiary,
    Buyer,
    ChildcareRequest,
    ClauseContract,
    ClauseOperation,
    Company,
    Enrolment,
    Market,
    Nursery,
    Programme,
    Stage,
)

DAY = date(2025, 3, 3)


class BeneficiaryFactory(DjangoModelFactory):
    """A person whom the PLIE does not follow."""

    class Meta:
        model = Beneficiary

    contract = factory.SubFactory(ContractFactory)
    last_name = factory.Sequence(lambda n: f"Autre{n}")
    birth_date = date(1992, 2, 2)
    sex = "H"


class MarketFactory(DjangoModelFactory):
    """A market, its operation and its donneur d'ordre."""

    class Meta:
        model = Market
        exclude = ("contract", "line")

    contract = factory.SubFactory(ContractFactory)
    line = ""
    operation = factory.LazyAttributeSequence(
        lambda row, n: ClauseOperation.objects.create(
            buyer=Buyer.objects.create(contract=row.contract, name=f"Donneur {n}", line=row.line), name=f"Chantier {n}"
        )
    )
    name = factory.Sequence(lambda n: f"Marché {n}")


class CompanyFactory(DjangoModelFactory):
    """A company."""

    class Meta:
        model = Company

    contract = factory.SubFactory(ContractFactory)
    name = factory.Sequence(lambda n: f"Entreprise {n}")


class ClauseContractFactory(DjangoModelFactory):
    """A mission that began on the 3rd of March 2025."""

    class Meta:
        model = ClauseContract

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    market = factory.LazyAttribute(lambda row: MarketFactory(contract=row.beneficiary.contract))
    company = factory.LazyAttribute(lambda row: CompanyFactory(contract=row.beneficiary.contract))
    start = DAY


class NurseryFactory(DjangoModelFactory):
    """A crèche."""

    class Meta:
        model = Nursery

    contract = factory.SubFactory(ContractFactory)
    name = factory.Sequence(lambda n: f"Crèche {n}")


class ChildcareRequestFactory(DjangoModelFactory):
    """A demand of the 3rd of March 2025."""

    class Meta:
        model = ChildcareRequest

    beneficiary = factory.SubFactory(BeneficiaryFactory)
    date = DAY


def programme(contract, *labels: str) -> Programme:
    """A dispositif of these stages."""
    row = Programme.objects.create(contract=contract, name=f"Dispositif {Programme.objects.count() + 1}")
    for rank, label in enumerate(labels or ("orientée",), start=1):
        Stage.objects.create(programme=row, rank=rank, label=label)
    return row


def passage(row: Programme, beneficiary: Beneficiary, *days: date, **more) -> Enrolment:
    """Somebody who reached the first stages on these days."""
    found = Enrolment.objects.create(programme=row, beneficiary=beneficiary, start=days[0], **more)
    for stage, day in zip(row.stages.order_by("rank"), days, strict=False):
        found.reached.create(stage=stage, on=day)
    return found
