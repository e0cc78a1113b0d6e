"""A PLIE with its lists, the people who work there, and files written beside the test."""

from datetime import timedelta

import pytest
from django.utils import timezone

from faubourg.contracts.choices import ContractKind
from faubourg.contracts.tests.factories import UserFactory
from faubourg.pathways.choices import AgentRole, TermKind
from faubourg.pathways.models import Term
from faubourg.pathways.operations.setup import open_plie
from faubourg.pathways.tests.factories import AgentFactory, StructureFactory


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    """Proofs are written beside the test."""
    storages = dict(settings.STORAGES)
    storages["default"] = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = storages


@pytest.fixture
def cast(contract, lead) -> dict:
    """The coordinatrice, a référente of a structure, a prescriber, the two validators; none of them in the contract."""
    contract.kind = ContractKind.PLIE
    contract.save()
    open_plie(contract=contract, by=lead, at=timezone.now())
    structure = StructureFactory(contract=contract, name="Structure du centre")
    prescriber = Term.objects.of(contract).filter(kind=TermKind.PRESCRIBER).order_by("position").first()
    more = {"contract": contract, "start": timezone.localdate() - timedelta(days=900)}
    roles = {
        "coordinator": {"role": AgentRole.COORDINATOR},
        "referent": {"role": AgentRole.REFERENT, "structure": structure},
        "prescriber": {"role": AgentRole.PRESCRIBER, "prescriber": prescriber},
        "france_travail": {"role": AgentRole.VALIDATOR, "validates": "france-travail"},
        "office": {"role": AgentRole.VALIDATOR, "validates": "bureau-insertion"},
    }
    return {
        name: AgentFactory(user=UserFactory(function=name.capitalize()), **more, **facts)
        for name, facts in roles.items()
    } | {"structure": structure}
