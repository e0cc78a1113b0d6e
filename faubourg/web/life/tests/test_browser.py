"""Progress said, proposed and validated in a real browser."""

import pytest
from django.utils import timezone

from faubourg.actions.operations import state_progress
from faubourg.contracts.models import Milestone
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.core.testing import WIDTHS, assert_accessible, assert_fits

pytestmark = pytest.mark.browser


def test_a_pilot_proposes_and_the_lead_validates_the_list(open_as, transactional_db, lead, pilot, action, scale):
    page = open_as(pilot, "/contrats/essai/fiches/f1/suivi/")
    page.get_by_label("État").select_option(label="Bloquée")
    page.get_by_role("button", name="Proposer").click()
    page.get_by_text("Dites ce qui débloquera l’action.").first.wait_for()
    page.get_by_label("Commentaire ou motif").fill("Bail refusé")
    page.get_by_label("Condition de déblocage").fill("Un autre local")
    page.get_by_role("button", name="Proposer").click()
    page.get_by_text("Avancement proposé").wait_for()
    page = open_as(lead, "/contrats/essai/avancement/a-valider/")
    page.get_by_label("Valider « Bloquée »").check()
    page.get_by_role("button", name="Valider ce qui est coché").click()
    page.get_by_text("1 avancement validé.").wait_for()
    page.goto(page.url.replace("a-valider/", "?etat=bloquee"))
    assert page.get_by_role("link", name="1 Ouvrir un lieu").count() == 1


def test_no_violation_nor_sideways_scroll(open_as, transactional_db, contract, lead, pilot, action, scale):
    action.nodes.set([NodeFactory(contract=contract)])
    Milestone.objects.create(contract=contract, label="Point d’étape", date="2020", is_key=True)
    for user, state in ((lead, "en_cours"), (pilot, "terminee")):
        facts = {"stated_on": "2025-11-10", "expected_proof": "Compte rendu", "user": user, "at": timezone.now()}
        state_progress(contract=contract, action=action, state=scale[state], **facts)
    page = open_as(lead, "/contrats/essai/avancement/")
    pages = ("avancement/", "avancement/a-valider/", "avancement/conditions/", "avancement/jalons/")
    for path in (*pages, "avancement/echelle/", "fiches/f1/suivi/"):
        page.goto(f"{page.url.split('/contrats/')[0]}/contrats/essai/{path}")
        assert_fits(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert_accessible(page)
