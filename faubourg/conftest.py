"""The cast of the tests: a lead, an élue, a stranger, and contracts to look at."""

import pytest

from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory


@pytest.fixture
def contract(db) -> Contract:
    """An empty contract."""
    return ContractFactory(key="essai", title="Contrat de ville d’essai")


@pytest.fixture
def lead(contract):
    """The cheffe de projet of `contract`."""
    user = UserFactory(function="Cheffe de projet")
    MembershipFactory(contract=contract, user=user, role=Role.PROJECT_LEAD)
    return user


@pytest.fixture
def elected(contract):
    """An élue who reads `contract`."""
    user = UserFactory(function="Élue")
    MembershipFactory(contract=contract, user=user, role=Role.ELECTED)
    return user


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    return UserFactory(function="Inconnue")


@pytest.fixture
def lead_client(client, lead):
    """A browser in which the cheffe de projet is signed in."""
    client.force_login(lead)
    return client


@pytest.fixture
def import_shared(db, shared_data, lead):
    """`import_shared("niort-2024-2030")` imports that file of ../shared and gives it the same cheffe de projet."""

    def _import(key: str) -> Contract:
        from django.utils import timezone

        from faubourg.exchange.files import read_file
        from faubourg.exchange.operations import apply_import

        path = shared_data(f"data/{key}.yaml")
        flat, _ = read_file(path.read_bytes(), path.name)
        found = apply_import(flat=flat, at=timezone.now()).contract
        MembershipFactory(contract=found, user=lead)
        return found

    return _import
