"""Two people on the same fiche: nothing is overwritten silently, nothing typed is lost."""

import pytest
from django.test import Client
from django.utils import timezone

from faubourg.accounts.operations import author_mark
from faubourg.exchange.rows_editing import remove_record
from faubourg.exchange.schema.plan import ROLES

FICHE = "/contrats/essai/fiches/fiche-20/rubriques/"
CALENDAR = f"{FICHE}calendrier/"


@pytest.fixture
def other(fiche, referent):
    """The browser of the référente."""
    browser = Client()
    browser.force_login(referent)
    return browser


def test_two_sections_saved_at_once_are_both_kept(lead_client, other, fiche, form_of):
    mine, hers = form_of(CALENDAR), form_of(f"{FICHE}texte/")
    assert other.post(f"{FICHE}texte/", hers | {"text": "Le sien."}).status_code == 302
    assert lead_client.post(CALENDAR, mine | {"calendar": "le mien"}).status_code == 302
    fiche.action.refresh_from_db()
    assert (fiche.action.text, fiche.action.calendar) == ("Le sien.", "le mien")


def test_two_fields_of_one_section_are_both_kept(lead_client, other, fiche, form_of):
    shown = form_of(CALENDAR)
    assert other.post(CALENDAR, shown | {"start": "2025"}).status_code == 302
    assert lead_client.post(CALENDAR, shown | {"calendar": "dès que possible"}).status_code == 302
    fiche.action.refresh_from_db()
    assert (fiche.action.start, fiche.action.calendar) == ("2025", "dès que possible")


def test_one_field_written_by_both_shows_both_values_and_writes_none(lead_client, other, fiche, form_of):
    shown = form_of(CALENDAR)
    other.post(CALENDAR, shown | {"calendar": "en mars", "end": "2027"})
    answer = lead_client.post(CALENDAR, shown | {"calendar": "en juin"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Quelqu’un d’autre a changé cette fiche" in text
    assert "Référente Ville" in text
    assert "en mars" in text
    assert "en juin" in text
    assert "Enregistré entre-temps\u00a0: 2027" in text
    fiche.action.refresh_from_db()
    assert fiche.action.calendar == "en mars"


@pytest.mark.parametrize(("choice", "kept"), [("mienne", "en juin"), ("autre", "en mars")])
def test_the_second_chooses(lead_client, other, fiche, form_of, choice, kept):
    shown = form_of(CALENDAR)
    other.post(CALENDAR, shown | {"calendar": "en mars"})
    text = lead_client.post(CALENDAR, shown | {"calendar": "en juin"}).content.decode()
    mark = text.partition('name="choix-calendar-vu" value="')[2].partition('"')[0]
    sent = shown | {"calendar": "en juin", "choix-calendar": choice, "choix-calendar-vu": mark}
    assert lead_client.post(CALENDAR, sent).status_code == 302
    fiche.action.refresh_from_db()
    assert fiche.action.calendar == kept


def test_a_choice_made_before_a_third_value_is_asked_again(lead_client, other, fiche, form_of):
    shown = form_of(CALENDAR)
    other.post(CALENDAR, shown | {"calendar": "en mars"})
    text = lead_client.post(CALENDAR, shown | {"calendar": "en juin"}).content.decode()
    mark = text.partition('name="choix-calendar-vu" value="')[2].partition('"')[0]
    other.post(CALENDAR, form_of(CALENDAR) | {"calendar": "en avril"})
    sent = shown | {"calendar": "en juin", "choix-calendar": "mienne", "choix-calendar-vu": mark}
    text = lead_client.post(CALENDAR, sent).content.decode()
    assert "en avril" in text
    fiche.action.refresh_from_db()
    assert fiche.action.calendar == "en avril"


def test_the_same_value_written_by_both_is_no_quarrel(lead_client, other, fiche, form_of):
    shown = form_of(CALENDAR)
    other.post(CALENDAR, shown | {"calendar": "en mars"})
    answer = lead_client.post(CALENDAR, shown | {"calendar": "en mars"}, follow=True)
    assert "Rien n’a changé." in answer.content.decode()


def test_a_row_taken_away_meanwhile_keeps_what_was_typed_and_can_be_added_again(lead_client, fiche, referent, form_of):
    address = f"{FICHE}partenaires/{fiche.partner.pk}/"
    shown = form_of(address)
    remove_record(contract=fiche.contract, section=ROLES, row=fiche.partner, user=referent, at=timezone.now())
    answer = lead_client.post(address, shown | {"service": "Action sociale", "organisation": "org-caf"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Quelqu’un a retiré cette ligne" in text
    assert 'value="Action sociale"' in text
    assert f'action="{FICHE}partenaires/ajouter/"' in text
    sent = {"service": "Action sociale", "organisation": "org-caf"}
    assert lead_client.post(f"{FICHE}partenaires/ajouter/", sent).status_code == 302
    assert fiche.action.roles.filter(service="Action sociale", role="partenaire").count() == 1


def test_a_row_that_was_never_shown_is_a_404(lead_client, lead, fiche, form_of):
    address = f"{FICHE}partenaires/999999/"
    elsewhere = author_mark(user=lead, place=f"{FICHE}partenaires/1/")
    for mark in ("", "x", elsewhere):
        assert lead_client.post(address, {"auteur": mark}).status_code == 404


def test_a_fiche_taken_away_meanwhile_shows_what_was_typed(lead_client, fiche, form_of):
    address = "/contrats/essai/fiches/fiche-20.1/rubriques/texte/"
    sent = form_of(address) | {"text": "Une page entière."}
    fiche.child.delete()
    answer = lead_client.post(address, sent)
    assert answer.status_code == 200
    assert "Une page entière." in answer.content.decode()
    assert "Quelqu’un a retiré" in answer.content.decode()
    assert lead_client.get(address).status_code == 404
