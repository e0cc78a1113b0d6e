"""The cast of the journey's tests: the small contract, adopted, with its cheffe de projet and an élue."""

import pytest

from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.exchange.tests.documents import imported


@pytest.fixture
def adopted(db, lead, elected) -> Contract:
    """The small contract of the exchange tests, as its document says: adopted."""
    contract = imported(as_said=True)
    MembershipFactory(contract=contract, user=lead, role=Role.PROJECT_LEAD)
    MembershipFactory(contract=contract, user=elected, role=Role.ELECTED)
    return Contract.objects.select_related("current_version").get(pk=contract.pk)
