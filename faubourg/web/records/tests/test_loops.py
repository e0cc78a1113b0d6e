"""A row put under itself, or under what hangs under it, is refused at its field; everywhere a row has a parent."""

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.exchange.flat import FLAT_SECTIONS
from faubourg.exchange.rows_editing import add_record
from faubourg.intake.problems import IntakeError
from faubourg.journal.models import Entry
from faubourg.web.records.catalogue import SLUG_OF

pytestmark = pytest.mark.django_db

MAKERS = {
    "actions": ActionFactory,
    "nodes": NodeFactory,
    "organisations": ListedOrganisationFactory,
    "territories": ListedTerritoryFactory,
}


@pytest.fixture
def three(request, contract):
    """A row, one under it, and one under that one."""
    rows = []
    for key in ("haut", "milieu", "bas"):
        rows.append(MAKERS[request.param](contract=contract, key=key))
        if len(rows) > 1:
            rows[-1].parent = rows[-2]
            rows[-1].save()
    return request.param, rows


def put_under(client, contract, section, row, parent):
    address = reverse("records:edit", args=[contract.key, SLUG_OF[section], row.pk])
    seen = client.get(address).context["form"]
    sent = {name: seen[name].value() for name in seen.fields}
    return client.post(address, {name: value for name, value in sent.items() if value} | {"parent": parent})


def test_every_section_with_a_parent_is_tried():
    assert set(MAKERS) == {section.name for section in FLAT_SECTIONS if section.parent}


@pytest.mark.parametrize("three", MAKERS, indirect=True)
@pytest.mark.parametrize(("parent", "said"), [("haut", ""), ("milieu", "par « milieu »"), ("bas", "« bas »")])
def test_a_loop_is_refused_at_its_field(lead_client, contract, three, parent, said):
    section, (top, *_) = three
    answer = put_under(lead_client, contract, section, top, parent)
    sentence = answer.context["form"].errors["parent"][0].replace("\N{NO-BREAK SPACE}", " ")
    assert "est placé sous lui-même" in sentence and said in sentence
    top.refresh_from_db()
    assert top.parent is None
    assert not Entry.objects.about(top).exists()


@pytest.mark.parametrize("three", MAKERS, indirect=True)
def test_a_row_still_changes_parent(lead_client, contract, three):
    section, (top, _, low) = three
    assert put_under(lead_client, contract, section, low, "haut").status_code == 302
    low.refresh_from_db()
    assert low.parent == top


@pytest.mark.parametrize("section", [section for section in FLAT_SECTIONS if section.parent], ids=lambda one: one.name)
def test_a_new_row_is_not_its_own_parent(contract, lead, section):
    values = {"key": "seul", "parent": "seul", "title": "Seul", "name": "Seul"}
    values = {name: value for name, value in values.items() if name in section.by_name}
    with pytest.raises(IntakeError, match="placé sous lui-même"):
        add_record(contract=contract, section=section, values=values, user=lead, at=timezone.now())
