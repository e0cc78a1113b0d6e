"""What a test has committed is gone for the next one, journal included."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from faubourg.contracts.models import Contract
from faubourg.journal.models import Entry
from faubourg.journal.operations import record


@pytest.mark.django_db(transaction=True)
def test_nothing_committed_is_left(contract, lead):
    record(actor=lead, verb="essai", target=contract, scope=contract.scope, at=timezone.now())
    call_command("flush", verbosity=0, interactive=False)
    assert not Entry.objects.exists()
    assert not Contract.objects.exists()
    assert not type(lead).objects.exists()
