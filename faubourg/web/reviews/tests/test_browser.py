"""The screens of the journey in a real browser: axe and widths, a review sent, validated, counted."""

import pytest
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import StatusState
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.followup.choices import CampaignState
from faubourg.followup.models import CoreCommitment
from faubourg.followup.tests.factories import CampaignFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page):
    assert_accessible(page)
    assert_fits(page)


def test_a_review_is_sent_validated_and_counted(open_as, lead, contract):
    StatusState.objects.create(contract=contract, key="fait", label="Faite", counts_as_implemented=True)
    node = NodeFactory(contract=contract, title="Emploi")
    ActionFactory(contract=contract, key="a1", code="1", title="Café des parents", nodes=[node])
    CampaignFactory(contract=contract, state=CampaignState.OPEN)
    page = open_as(lead, reverse("reviews:list", args=["essai"]))
    check(page)
    page.get_by_role("link", name="1 Café des parents").click()
    page.get_by_label("Réalisations").fill("12 séances, 40 familles")
    check(page)
    page.get_by_role("button", name="Transmettre le bilan").click()
    page.get_by_text("Choisissez l’état de l’action").first.wait_for()
    page.get_by_label("État de l’action").select_option("Faite")
    page.get_by_role("button", name="Transmettre le bilan").click()
    page.get_by_text("il reste à valider").wait_for()
    check(page)
    page.get_by_role("button", name="Valider le bilan").click()
    page.get_by_text("il donne l’avancement de l’action").wait_for()
    page.goto(page.url.split("/fiches/")[0] + "/bilans/")
    page.get_by_text("Taux de mise en œuvre").first.wait_for()
    check(page)


def test_a_signatory_answers_on_the_socle(open_as, lead, contract):
    action = ActionFactory(contract=contract, key="g1", title="Tendre au poids des habitants", transversal=True)
    CoreCommitment.objects.create(contract=contract, lineage=action.lineage)
    ListedOrganisationFactory(contract=contract, key="caf", name="CAF", signatory=True)
    page = open_as(lead, reverse("reviews:socle", args=["essai"]))
    check(page)
    page.get_by_role("link", name="Répondre pour CAF").click()
    page.get_by_label("tenu en partie").check()
    page.get_by_label("Preuve").fill("Compte rendu")
    check(page)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("L’interprétation est demandée").first.wait_for()
    page.get_by_label("Interprétation").fill("La part progresse.")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_text("1 réponse enregistrée").wait_for()
    page.goto(page.url.split("/socle/")[0] + "/socle/choisir/")
    check(page)
