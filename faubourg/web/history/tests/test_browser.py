"""The journal and the history of an entity, in a browser."""

import pytest
from django.utils import timezone

from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.journal.operations import record

pytestmark = pytest.mark.browser


def test_from_the_journal_to_the_history_of_an_object(open_as, lead, contract):

    organisation = ListedOrganisationFactory(contract=contract, name="Caisse d’allocations familiales")
    old = "Les agents reçoivent les familles des trois quartiers le mardi, dans les locaux de la maison de quartier"
    record(
        actor=lead,
        verb="ligne modifiée",
        scope=contract.scope,
        target=organisation,
        at=timezone.now(),
        changes={"note": [old, old.replace("mardi", "jeudi")]},
        reason="Horaires",
    )
    page = open_as(lead, "/contrats/essai/journal/")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Chercher dans l’objet ou le motif").fill("horaires")
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**q=horaires**")
    page.get_by_role("link", name="Caisse d’allocations familiales").click()
    page.get_by_text("retiré :").wait_for(state="attached")
    assert_accessible(page)
    assert_fits(page)
