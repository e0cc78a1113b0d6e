"""From a question to a recommendation carried into an action, in a browser, each step added in place."""

import pytest

from faubourg.actions.tests.factories import ActionFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.evaluation.models import Recommendation
from faubourg.evaluation.tests.factories import EvaluationFactory, QuestionFactory


@pytest.mark.browser
def test_from_a_question_to_a_recommendation_carried_into_an_action(open_as, lead, contract):
    ActionFactory(contract=contract, code="F1", title="Un guichet santé")
    question = QuestionFactory(evaluation=EvaluationFactory(contract=contract))
    page = open_as(lead, question.get_absolute_url())
    page.get_by_role("link", name="Ajouter un critère").click()
    page.locator(".ev-slot").get_by_label("Critère", exact=True).fill("Le recours progresse")
    page.locator(".ev-slot").get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Ajouter une preuve").click()
    slot = page.locator(".ev-slot:not(:empty)")
    slot.get_by_label("Nature").select_option("enquete")
    slot.get_by_label("Source").fill("Enquête de 2025")
    slot.get_by_label("Ce qu’elle dit").fill("Deux tiers se soignent mieux")
    slot.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Juger").click()
    page.locator("form.ev-form").get_by_label("Jugement").select_option("atteint")
    page.locator("form.ev-form").get_by_label("Argument").fill("L’enquête le montre")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Ajouter un constat").click()
    page.locator(".ev-slot").get_by_label("Constat", exact=True).fill("Le guichet manque")
    page.locator(".ev-slot").get_by_role("button", name="Enregistrer").click()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="En tirer une recommandation").click()
    slot = page.locator(".ev-slot:not(:empty)")
    slot.get_by_label("Recommandation", exact=True).fill("Ouvrir un guichet")
    slot.get_by_label("Type").select_option("nouvelle-piste")
    slot.get_by_role("button", name="Enregistrer").click()
    page.get_by_label("Action du plan", exact=True).select_option(index=1)
    page.get_by_role("button", name="Reprendre dans cette action").click()
    page.get_by_role("link", name="F1 · Un guichet santé").wait_for()
    assert_accessible(page)
    row = Recommendation.objects.get()
    assert (row.state, row.findings.count(), row.actions.count()) == ("reprise", 1, 1)
