"""The screens of the journey in a real browser: axe, widths, and a thread from question to answer."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.operations import attach_file, comment_action, settle_comment
from faubourg.contracts.choices import Role
from faubourg.core.testing import assert_accessible, assert_fits, open_page, sign_in
from faubourg.threads.models import Attachment, Comment
from faubourg.threads.tests import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def filled(contract, action, lead, partner, citizen, member):
    """An open thread, a settled one, an opinion, a file, and enough members for a filter."""
    facts = {"contract": contract, "action": action, "at": timezone.now()}
    settled = comment_action(text="Le montant reste à dire", user=partner, **facts)
    settle_comment(comment=settled, is_settled=True, user=lead, **facts)
    opinion = comment_action(text="Il manque des bancs", user=citizen, is_opinion=True, **facts)
    comment_action(text="Votre date ?" + "très" * 60, user=lead, mentions=[partner.pk], **facts)
    attach_file(
        upload=ContentFile(files.PDF, name="Compte rendu du comité technique " + "x" * 80 + ".pdf"), user=lead, **facts
    )
    for number in range(9):
        member(Role.FUNDER, f"Financeur {number}", email=f"f{number}@exemple.fr")
    return opinion


def test_a_thread_from_question_to_answer(open_as, lead, filled, tab, tmp_path):
    page = open_as(lead, tab)
    page.get_by_text("Réponse due").wait_for()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_text("Réglé par Cheffe de projet").click()
    page.get_by_text("Le montant reste à dire", exact=True).wait_for()
    page.get_by_role("link", name="Répondre à Conseillère citoyenne").click()
    page.get_by_role("heading", name="Répondre").wait_for()
    assert page.get_by_role("checkbox", name="Conseillère citoyenne").is_checked()
    assert_accessible(page)
    page.get_by_label("Votre réponse").fill("Trois bancs en mai")
    page.get_by_placeholder("Filtrer la liste").fill("financeur 3")
    page.get_by_role("checkbox", name="Financeur 3").check()
    page.get_by_role("button", name="Répondre").click()
    page.get_by_text("Réponse enregistrée.").wait_for()
    assert page.get_by_text("Réponse due").count() == 0
    assert Comment.objects.get(reply_to=filled).mentions.count() == 2
    drawing = tmp_path / "dessin.svg"
    drawing.write_bytes(files.SVG)
    page.get_by_role("button", name="Joindre des fichiers").set_input_files(str(drawing))
    page.get_by_role("button", name="Joindre", exact=True).click()
    page.get_by_text("Les images SVG ne sont pas acceptées").wait_for()
    assert_accessible(page)
    assert_fits(page, (375,))


def test_the_other_pages(open_as, lead, filled):
    page = open_as(lead, reverse("talk:contract", args=["essai"]))
    server = page.url.partition("/contrats/")[0]
    for name, args in (
        ("contract", []),
        ("edit", [Comment.objects.get(author=lead).pk]),
        ("remove", [filled.pk]),
        ("detach", [Attachment.objects.get().pk]),
    ):
        page.goto(server + reverse(f"talk:{name}", args=["essai", *args]))
        page.locator("h1").wait_for()
        assert_accessible(page)
        assert_fits(page, (375, 1440))


def test_everything_works_without_scripts(live_server, browser, lead, filled, tab):
    with open_page(browser, scripts=False) as page:
        sign_in(page.context, live_server.url, lead)
        page.goto(live_server.url + tab)
        page.get_by_label("Votre commentaire").fill("Sans script")
        page.get_by_role("checkbox", name="Financeur 7").check()
        page.get_by_role("button", name="Publier").click()
        page.get_by_text("Commentaire enregistré.").wait_for()
    assert Comment.objects.get(text="Sans script").mentions.count() == 1
