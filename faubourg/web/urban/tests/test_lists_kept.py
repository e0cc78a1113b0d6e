"""A landlord and a neighbourhood that have a line stay in the lists of the contract."""

import pytest
from django.urls import reverse

from faubourg.contracts.models import ListedOrganisation, ListedTerritory
from faubourg.urban.tests.factories import TfpbLineFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("section", "name"), [("organisations", "landlord"), ("territoires", "territory")])
def test_what_a_line_names_is_not_removed(lead_client, contract, section, name):
    row = getattr(TfpbLineFactory(contract=contract), name)
    answer = lead_client.post(reverse("records:remove", args=["essai", section, row.pk]))
    assert answer.status_code == 200
    assert "1 ligne de « Abattement TFPB »" in answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert ListedOrganisation.objects.count() == ListedTerritory.objects.count() == 1
