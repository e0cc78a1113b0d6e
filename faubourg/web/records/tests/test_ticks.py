"""Links of a row ticked in a list: with the keyboard and the filter, at every width."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits


@pytest.fixture
def address(contract):
    """The form of an action that stands under the last of 150 elements."""
    nodes = [NodeFactory(contract=contract, key=f"n-{rank}", code=f"N{rank}", title="Élément") for rank in range(149)]
    nodes.append(NodeFactory(contract=contract, key="fin", code="FIN", title="L’école de la deuxième chance"))
    action = ActionFactory(contract=contract, nodes=[nodes[-1]])
    return reverse("records:edit", args=[contract.key, "actions", action.pk])


def test_links_are_boxes_in_a_named_group(lead_client, address):
    page = lead_client.get(address).content.decode()
    assert '<legend class="form-label">Place dans l’arbre' in page
    assert page.index('value="fin" checked') < page.index('name="nodes" value="n-0"')
    assert page.count('name="nodes"') == 150


@pytest.mark.browser
def test_a_link_is_found_and_ticked_by_keyboard(open_as, lead, contract, address):
    page = open_as(lead, address)
    group = page.get_by_role("group", name="Place dans l’arbre")
    group.get_by_text("1 cochée sur 150").wait_for()
    group.get_by_role("searchbox").press_sequentially("N148 ELEM")
    group.get_by_text("1 ligne correspond, 1 cochée sur 150").wait_for()
    assert group.get_by_role("checkbox").count() == 2  # what is ticked stays in sight
    page.keyboard.press("Enter")  # filters, sends nothing
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    group.get_by_text("1 ligne correspond, 2 cochées sur 150").wait_for()
    assert_accessible(page)
    assert_fits(page)
    group.get_by_role("searchbox").fill("l'ecole")
    group.get_by_text("1 ligne correspond, 2 cochées").wait_for()
    page.get_by_role("button", name="Enregistrer").press("Enter")
    page.get_by_text("Ligne enregistrée.").wait_for()
    action = contract.current_version.actions.get()
    assert set(action.nodes.values_list("key", flat=True)) == {"fin", "n-148"}
