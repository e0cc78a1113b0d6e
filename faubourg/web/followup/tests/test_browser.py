"""A campaign in a real browser: opened, answered by link, sent back, corrected, validated, frozen, and said locked."""

import pytest
from django.urls import reverse

from faubourg.core.testing import assert_accessible, assert_fits, sign_in
from faubourg.followup.models import RequestLine
from faubourg.followup.tests.factories import Scene
from faubourg.mailing.models import Message

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page):
    assert_accessible(page)
    assert_fits(page)


@pytest.fixture
def prepared(contract, lead):
    """A campaign in preparation whose deadline is not known."""
    scene = Scene(contract, lead)
    scene.campaign.deadline = None
    scene.campaign.save()
    return scene


def test_from_the_opening_to_a_locked_entry(page, live_server, prepared, settings):
    settings.INSTANCE_URL = live_server.url
    scene, home = prepared, f"{live_server.url}{prepared.campaign.get_absolute_url()}"
    sign_in(page.context, live_server.url, scene.lead)
    page.goto(home)
    page.get_by_text("Indicateur de personne").wait_for()
    check(page)
    page.get_by_role("link", name="Ouvrir la campagne").click()
    page.get_by_role("button", name="Ouvrir la campagne").click()
    page.get_by_text("Campagne ouverte.").wait_for()
    check(page)
    page.goto(f"{home}demandes/caf/")
    page.get_by_label("Adresse électronique").fill("partenaire@exemple.fr")
    page.get_by_role("button", name="Envoyer un lien").click()
    page.get_by_text("Un lien personnel part vers").wait_for()
    check(page)
    link = Message.objects.get(job="campaign-link").personal_link
    partner = page.context.browser.new_context(locale="fr-FR").new_page()
    _answers(partner, link, "12")
    page.goto(f"{home}?etat=transmis")
    page.get_by_label("Choisir la ligne 001-B").check()
    page.get_by_placeholder("Ce qu’il faut corriger").fill("Hors quartier ?")
    page.get_by_role("button", name="Demander une correction").click()
    page.get_by_text("correction demandée").first.wait_for()
    partner.goto(link)
    partner.get_by_text("Hors quartier ?").wait_for()
    check(partner)
    _types(partner, "15")
    partner.context.close()
    page.goto(f"{home}?etat=transmis")
    page.get_by_label("Choisir la ligne 001-B").check()
    page.get_by_role("button", name="Valider ce qui est coché").click()
    page.get_by_text("ligne validée").wait_for()
    page.goto(f"{home}acte/figer/")
    check(page)
    page.get_by_role("button", name="Figer la campagne").click()
    page.get_by_text("Campagne figée.").wait_for()
    page.goto(f"{home}demandes/caf/")
    page.get_by_text("est figée depuis le").first.wait_for()
    check(page)
    page.goto(live_server.url + reverse("values:grid", args=[scene.contract.key]) + "?annee=2025")
    page.get_by_text("est figée depuis le").first.wait_for()
    assert RequestLine.objects.get(code="001-B").state == "valide"


def test_the_pages_beside(open_as, live_server, prepared):
    scene = prepared
    page = open_as(scene.lead, reverse("followup:campaigns", args=[scene.contract.key]))
    check(page)
    page.goto(live_server.url + reverse("followup:prepare", args=[scene.contract.key]))
    check(page)
    page.goto(live_server.url + reverse("followup:act", args=[scene.contract.key, scene.campaign.key, "ouvrir"]))
    page.get_by_role("button", name="Ouvrir la campagne").click()
    page.goto(live_server.url + reverse("followup:typing", args=[scene.contract.key, scene.campaign.key]) + "?code=1b")
    page.get_by_label("Ensemble, total").wait_for()
    check(page)
    page.goto(live_server.url + reverse("followup:request-take", args=[scene.contract.key, scene.campaign.key, "caf"]))
    check(page)


def _answers(partner, link: str, text: str):
    partner.goto(link)
    check(partner)
    partner.get_by_role("button", name="Ouvrir la demande").click()
    partner.get_by_text("Familles suivies").wait_for()
    check(partner)
    _types(partner, text)


def _types(partner, text: str):
    partner.get_by_label("Ensemble, total").first.fill(text)
    partner.get_by_role("button", name="Enregistrer et transmettre").first.click()
    partner.get_by_text("1 ligne transmise").wait_for()
