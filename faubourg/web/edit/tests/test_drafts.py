"""What is typed outlives the session, and is its author's only."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from faubourg.accounts.models import Draft
from faubourg.accounts.operations import keep_draft
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import MembershipFactory, UserFactory

TEXT = "/contrats/essai/fiches/fiche-20/rubriques/texte/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/contrats/essai/fiches/fiche-20/"}
#: Signing in asks for a password here, and leads back to the form.
PASSWORD = "trois mots sans lien"


@pytest.fixture
def signed_lead(client, lead):
    """The lead, who can sign in again."""
    lead.set_password(PASSWORD)
    lead.save()
    client.force_login(lead)
    return lead


def typed(form_of, **values):
    return form_of(TEXT) | values


def test_a_post_after_the_session_ended_leads_to_the_sign_in_page_and_back_to_what_was_typed(
    client, signed_lead, fiche, form_of
):
    sent = typed(form_of, text="Une heure de travail.")
    client.logout()
    answer = client.post(TEXT, sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")
    page = client.get(answer["Location"])
    assert "Ce que vous avez écrit est gardé" in page.content.decode()
    facts = {"login": signed_lead.email, "password": PASSWORD, "next": f"{TEXT}?brouillon=1"}
    answer = client.post(answer["Location"], facts)
    assert answer["Location"] == f"{TEXT}?brouillon=1"
    text = client.get(answer["Location"]).content.decode()
    assert "Une heure de travail." in text
    fiche.action.refresh_from_db()
    assert fiche.action.text == "Un texte."
    assert client.post(TEXT, form_of(f"{TEXT}?brouillon=1")).status_code == 302
    fiche.action.refresh_from_db()
    assert fiche.action.text == "Une heure de travail."
    assert Draft.objects.count() == 0


def test_in_place_the_whole_page_goes_to_the_sign_in_page(client, signed_lead, fiche, form_of):
    sent = typed(form_of, text="Une heure de travail.")
    client.logout()
    answer = client.post(TEXT, sent, headers=HTMX)
    assert answer["HX-Redirect"].startswith("/connexion/")
    assert "brouillon" in answer["HX-Redirect"]
    answer = client.get(TEXT, headers=HTMX)
    assert answer["HX-Redirect"] == "/connexion/?next=/contrats/essai/fiches/fiche-20/"
    assert Draft.objects.get().typed["text"] == ["Une heure de travail."]


def test_somebody_else_who_signs_in_on_the_same_machine_sees_nothing_of_it(client, signed_lead, fiche, form_of):
    sent = typed(form_of, text="Confidence.")
    client.logout()
    client.post(TEXT, sent)
    colleague = UserFactory()
    MembershipFactory(contract=fiche.contract, user=colleague, role=Role.PROJECT_LEAD)
    client.force_login(colleague)
    for address in (TEXT, f"{TEXT}?brouillon=1"):
        text = client.get(address).content.decode()
        assert "Confidence." not in text
        assert "Brouillon du" not in text


def test_a_stranger_s_post_keeps_nothing(client, fiche):
    for mark in ("", "faux"):
        assert client.post(TEXT, {"text": "x", "auteur": mark}).status_code == 302
    assert Draft.objects.count() == 0


def test_what_is_typed_is_kept_while_one_writes_and_offered_with_its_date(client, signed_lead, fiche, form_of):
    sent = typed(form_of, text="En cours.")
    assert client.post("/brouillons/", sent).status_code == 204
    Draft.objects.update(saved_at=datetime(2026, 11, 20, 13, 5, tzinfo=UTC))
    text = client.get(TEXT).content.decode()
    assert "Brouillon du 20/11/2026 14:05" in text
    assert "En cours." not in text
    assert "En cours." in client.get(f"{TEXT}?brouillon=1").content.decode()
    answer = client.post("/brouillons/jeter/", {"auteur": sent["auteur"]})
    assert answer["Location"] == TEXT
    assert "Brouillon du" not in client.get(TEXT).content.decode()


def test_a_draft_is_kept_for_its_author_only_even_with_the_mark_of_another(client, signed_lead, fiche, form_of):
    sent = typed(form_of, text="x")
    client.force_login(UserFactory())
    assert client.post("/brouillons/", sent).status_code == 404
    assert client.post("/brouillons/jeter/", sent).status_code == 404
    assert client.post("/brouillons/", {"auteur": "faux"}).status_code == 404
    assert client.get("/brouillons/").status_code == 405
    assert Draft.objects.count() == 0


def test_the_session_that_ended_while_one_writes_does_not_lose_the_draft(client, signed_lead, fiche, form_of):
    sent = typed(form_of, text="En cours.")
    client.logout()
    assert client.post("/brouillons/", sent).status_code == 302
    assert Draft.objects.get().place == TEXT


def test_a_draft_resumed_after_another_s_save_shows_both_values(client, signed_lead, fiche, form_of):
    sent = typed(form_of, text="Le mien.")
    client.post("/brouillons/", sent)
    client.post(TEXT, sent | {"text": "Le sien."})
    keep_draft(user=signed_lead, place=TEXT, typed={n: [v] for n, v in sent.items()}, at=timezone.now())
    text = client.post(TEXT, form_of(f"{TEXT}?brouillon=1")).content.decode()
    assert "Quelqu’un d’autre a changé cette fiche" in text


def test_a_page_older_than_the_last_sign_in_is_not_refused_but_opened_again(signed_lead, fiche):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(signed_lead)
    page = strict.get(TEXT).content.decode()
    mark = page.partition('name="auteur" value="')[2].partition('"')[0]
    sent = {"text": "Longue phrase.", "auteur": mark, "csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(TEXT, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{TEXT}?brouillon=1")
    text = strict.get(answer["Location"]).content.decode()
    assert "Longue phrase." in text
    assert "relisez, puis enregistrez" in text
    assert strict.post(TEXT, sent | {"auteur": "faux"}).status_code == 403
    fiche.action.refresh_from_db()
    assert fiche.action.text == "Un texte."


def test_a_text_too_long_to_be_kept_is_said(client, signed_lead, fiche, form_of, monkeypatch):
    monkeypatch.setattr("faubourg.accounts.operations.drafts.LARGEST", 10)
    sent = typed(form_of, text="x" * 11)
    assert client.post("/brouillons/", sent).status_code == 413
    client.logout()
    answer = client.post(TEXT, sent)
    assert "trop long" in client.get(answer["Location"]).content.decode()
