"""An adopted version mended on its screen: the form asks why, and keeps it."""

import pytest
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.actions.tests.factories import ActionFactory
from faubourg.amendments.models import Correction
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Version
from faubourg.web.records.tests.test_edit import address, filled

FROZEN = "ne change plus"


@pytest.fixture
def action(contract):
    """An action of an adopted plan."""
    made = ActionFactory(contract=contract, key="eng-1", code="CAF-01", title="Ouvrir une permanence")
    Version.objects.filter(contract=contract).update(state=VersionState.ADOPTED)
    return made


def said(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_a_text_changes_with_a_reason_only(lead_client, contract, action):
    url = address(contract, "actions", action)
    sent = filled(lead_client, url) | {"title": "Ouvrir deux permanences"}
    assert FROZEN in said(lead_client.post(url, sent))
    assert Action.objects.get(key="eng-1").title == "Ouvrir une permanence"
    assert lead_client.post(url, sent | {"motif": "Coquille"}).status_code == 302
    assert Correction.objects.get().entry.reason == "Coquille"
    assert Action.objects.get(key="eng-1").title == "Ouvrir deux permanences"


def test_what_lives_asks_for_no_reason(lead_client, contract, action):
    url = address(contract, "actions", action)
    assert lead_client.post(url, filled(lead_client, url) | {"condition": "sous réserve"}).status_code == 302
    assert not Correction.objects.exists()


def test_a_draft_asks_for_nothing(lead_client, contract, action):
    Version.objects.filter(contract=contract).update(state=VersionState.DRAFT)
    assert "motif" not in lead_client.get(address(contract, "actions", action)).context["form"].fields


def test_rows_come_and_go_with_a_reason_only(lead_client, contract, action):
    add = reverse("records:add", args=[contract.key, "actions"])
    sent = filled(lead_client, add) | {"key": "eng-2", "title": "Accueillir", "kind": "engagement"}
    assert FROZEN in said(lead_client.post(add, sent))
    assert lead_client.post(add, sent | {"motif": "Oubli"}).status_code == 302
    remove = reverse("records:remove", args=[contract.key, "actions", action.pk])
    assert FROZEN in said(lead_client.post(remove))
    assert lead_client.post(remove, {"motif": "Doublon"}).status_code == 302
    assert set(Correction.objects.values_list("entry__reason", flat=True)) == {"Oubli", "Doublon"}
    assert Contract.objects.get(pk=contract.pk).current_version.actions.count() == 1
