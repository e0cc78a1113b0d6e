"""The cast of the tests of the journey: a contract with rows, and files sent to its page."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory
from faubourg.exchange.tests.documents import imported


@pytest.fixture
def small_contract(db, lead, elected):
    """The small contract of the exchange tests, with its cheffe de projet and an élue."""
    contract = imported()
    MembershipFactory(contract=contract, user=lead, role=Role.PROJECT_LEAD)
    MembershipFactory(contract=contract, user=elected, role=Role.ELECTED)
    return contract


@pytest.fixture
def admin(db):
    """The administratrice of the instance."""
    return UserFactory(function="Administratrice", is_instance_admin=True)


@pytest.fixture
def send(client):
    """`send(content, "x.xlsx", contract)` sends a file and follows to the page that answers it."""

    def _send(content: bytes, filename: str, contract=None):
        address = reverse("transfer:page", args=[contract.key]) if contract else reverse("transfer:new")
        return client.post(address, {"file": SimpleUploadedFile(filename, content)}, follow=True)

    return _send
