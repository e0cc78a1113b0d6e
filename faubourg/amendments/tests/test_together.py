"""Two people open an avenant at the same moment: one is made, the other gets a sentence."""

import threading

import pytest
from django.db import connection

from faubourg.amendments.operations import AmendmentError, adopt_version, open_amendment
from faubourg.amendments.tests.test_states import NOW
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Contract, Version
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory


@pytest.mark.django_db(transaction=True)
def test_of_two_avenants_opened_together_one_is_made():
    contract, user = ContractFactory(), UserFactory()
    MembershipFactory(contract=contract, user=user, role=Role.PROJECT_LEAD)
    adopt_version(version=contract.current_version, decision="COPIL", reason="reprise", by=user, at=NOW)
    start, answers = threading.Barrier(2), []

    def open_one():
        found = Contract.objects.get(pk=contract.pk)
        start.wait(timeout=20)
        try:
            answers.append(open_amendment(contract=found, title="Avenant", by=user, at=NOW))
        except AmendmentError as error:
            answers.append(str(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    refused = [answer for answer in answers if isinstance(answer, str)]
    assert len(answers) == 2 and len(refused) == 1 and "déjà en préparation" in refused[0]
    assert Version.objects.filter(contract=contract).count() == 2
