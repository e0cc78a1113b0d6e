"""Somebody with an account and no role tries in a browser the addresses that a colleague sent them."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.core.testing import assert_accessible, sign_in


@pytest.mark.browser
def test_a_stranger_finds_none_of_the_addresses_of_a_member(page, live_server, lead, stranger, contract):
    fiche = ActionFactory(contract=contract, title="Ouvrir une crèche")
    tried = [
        reverse("home:contract", args=[contract.key]),
        reverse("fiche:detail", args=[contract.key, fiche.key]),
        reverse("plan:plan", args=[contract.key]),
        reverse("versions:page", args=[contract.key]),
        reverse("people:members", args=[contract.key]),
        reverse("history:journal", args=[contract.key]),
    ]
    sign_in(page.context, live_server.url, lead)
    for address in tried:
        assert page.goto(live_server.url + address).status == 200, address
    sign_in(page.context, live_server.url, stranger)
    for address in tried:
        assert page.goto(live_server.url + address).status == 404, address
        assert not page.get_by_text("Ouvrir une crèche").count()
        assert not page.get_by_text(contract.title).count()
    assert_accessible(page)
    page.goto(live_server.url + reverse("home:start"))
    page.get_by_text("Aucun contrat ne vous est ouvert").wait_for()
