"""A part of a fiche is opened, changed and shown again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faubourg.actions.tests.factories import ActionRoleFactory
from faubourg.contracts.choices import Role
from faubourg.contracts.tests.factories import ContractFactory, MembershipFactory, UserFactory
from faubourg.exchange.parts import ACTION_PARTS, NODE_PARTS
from faubourg.journal.models import Entry

ROOT = "/contrats/essai/fiches/fiche-20/"
TEXT = f"{ROOT}rubriques/texte/"
HTMX = {"HX-Request": "true"}


def part(slug):
    return f"{ROOT}rubriques/{slug}/"


@pytest.mark.parametrize("slug", ACTION_PARTS)
def test_every_part_of_a_fiche_opens_as_a_page_and_in_place(lead_client, fiche, slug):
    page = lead_client.get(part(slug))
    assert page.status_code == 200
    assert "<html" in page.content.decode()
    inside = lead_client.get(part(slug), headers=HTMX)
    assert inside.status_code == 200
    assert "<html" not in inside.content.decode()
    assert f'hx-target="#rubrique-{slug}"' in inside.content.decode()


@pytest.mark.parametrize("slug", NODE_PARTS)
def test_every_part_of_an_element_opens(lead_client, fiche, slug):
    assert lead_client.get(f"/contrats/essai/plan/n-1/rubriques/{slug}/").status_code == 200


def test_a_part_is_saved_alone_journalled_and_shown_again(lead_client, lead, fiche, form_of):
    sent = form_of(TEXT) | {"text": "Deux\r\nlignes."}
    answer = lead_client.post(TEXT, sent)
    assert (answer.status_code, answer["Location"]) == (302, f"{ROOT}?rubrique=texte#rubrique-texte")
    fiche.action.refresh_from_db()
    assert (fiche.action.text, fiche.action.title) == ("Deux\nlignes.", "Projets")
    entry = Entry.objects.about(fiche.action).get()
    assert (entry.actor, entry.changes) == (lead, {"texte complet": ["Un texte.", "Deux\nlignes."]})
    assert "enregistré" in lead_client.get(answer["Location"]).content.decode()


def test_in_place_the_section_comes_back_with_what_is_read_aloud(lead_client, fiche, form_of):
    answer = lead_client.post(TEXT, form_of(TEXT) | {"text": "Autre."}, headers=HTMX, follow=True)
    text = answer.content.decode()
    assert "<html" not in text
    assert "Autre." in text
    assert 'id="annonces" hx-swap-oob="innerHTML"' in text
    assert "autofocus" in text


def test_both_origins_of_means_come_back_together_as_one_draws_the_money_of_both(lead_client, fiche):
    text = lead_client.get(f"{ROOT}?rubrique=droit-commun", headers=HTMX).content.decode()
    assert '<div id="rubrique-credits-specifiques" hx-swap-oob="innerHTML">' in text


def test_nothing_is_written_when_nothing_is_typed(lead_client, fiche, form_of):
    fiche.action.text = "Un texte,\navec ses blancs. "
    fiche.action.save()
    sent = form_of(TEXT)
    answer = lead_client.post(TEXT, sent | {"text": sent["text"].replace("\n", "\r\n").strip()}, follow=True)
    assert "Rien n’a changé." in answer.content.decode()
    assert not Entry.objects.about(fiche.action).exists()


def test_a_value_refused_keeps_what_was_typed_and_says_where(lead_client, fiche, form_of):
    address = part("calendrier")
    answer = lead_client.post(address, form_of(address) | {"calendar": "bientôt", "start": "31/02/2026"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "31/02/2026" in text
    assert "bientôt" in text
    assert 'aria-invalid="true"' in text
    fiche.action.refresh_from_db()
    assert fiche.action.calendar == ""


def test_the_page_offers_modifier_where_one_may_only(client, fiche, lead, referent, elected):
    def offered(user, page=ROOT):
        client.force_login(user)
        text = client.get(page).content.decode()
        return {slug for slug in ACTION_PARTS if f"rubriques/{slug}/" in text}

    assert offered(lead) == set(ACTION_PARTS)
    assert offered(elected) == set()
    mine = offered(referent)
    assert {"texte", "portage", "droit-commun", "calendrier", "actions"} <= mine
    assert not mine & {"renvois", "cahier-des-charges"}
    stranger = UserFactory()
    MembershipFactory(contract=fiche.contract, user=stranger, role=Role.REFERENT, organisation=fiche.other)
    fiche.partner.delete()
    assert offered(stranger) == set()


def test_only_those_who_may_open_and_send_a_part(client, fiche, elected, stranger, referent):
    for user, status in ((elected, 403), (stranger, 404), (referent, 200)):
        client.force_login(user)
        assert client.get(TEXT).status_code == status
        assert client.post(TEXT, {"text": "Pirate"}).status_code == (302 if status == 200 else status)
    client.force_login(referent)
    assert client.get(part("renvois")).status_code == 403


def test_a_referent_does_not_see_what_only_the_lead_may_change(client, fiche, referent):
    client.force_login(referent)
    text = client.get(part("identite")).content.decode()
    assert 'name="title"' in text
    assert 'name="commitment_type"' not in text
    assert 'name="code"' not in text


def test_what_does_not_exist_is_a_404(lead_client, fiche):
    ContractFactory(key="autre")
    for address in (
        part("inconnue"),
        "/contrats/essai/fiches/fiche-99/rubriques/texte/",
        "/contrats/autre/fiches/fiche-20/rubriques/texte/",
        "/contrats/essai/plan/n-99/rubriques/fiches/",
    ):
        assert lead_client.get(address).status_code == 404
        assert lead_client.post(address, {}).status_code == 404


def test_queries_do_not_grow_with_rows(lead_client, fiche):
    def queries():
        with CaptureQueriesContext(connection) as found:
            lead_client.get(part("partenaires"))
        return len(found)

    few = queries()
    for place in range(40):
        ActionRoleFactory(action=fiche.action, organisation=fiche.other, role="partenaire", position=place + 2)
    assert queries() == few <= 25
