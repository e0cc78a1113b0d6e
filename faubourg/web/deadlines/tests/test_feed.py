"""The personal address of the calendar: opened on a page, read by an agenda without session."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from faubourg.contracts.models import CalendarFeed, Membership, Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def dated(contract):
    """Three milestones, one of each precision, one of them hard to escape."""
    Milestone.objects.create(contract=contract, label="Rapport ; annexes, suite\nBEGIN:VEVENT", date="2026-05-12")
    Milestone.objects.create(contract=contract, label="Point d’étape", date="2027")
    Milestone.objects.create(contract=contract, label="Bilan", date="2026-02")
    Milestone.objects.create(contract=contract, label="Un jour", date="")
    return contract


def subscribe(client, **facts):
    page = client.post(reverse("deadlines:subscription", args=["essai"]), {"nature": ["jalon"]} | facts)
    return page.context["address"].removeprefix("http://127.0.0.1:8000")


def events(content: bytes):
    return {str(one["summary"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_an_agenda_reads_all_day_events_as_long_as_their_date_is_vague(client, lead_client, dated):
    address = subscribe(lead_client)
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(answer.content)
    spans = {title: (one.decoded("dtstart"), one.decoded("dtend")) for title, one in found.items()}
    assert spans == {
        "Rapport ; annexes, suite\nBEGIN:VEVENT": (date(2026, 5, 12), date(2026, 5, 13)),
        "Point d’étape (jour et mois non donnés)": (date(2027, 1, 1), date(2028, 1, 1)),
        "Bilan (jour non donné)": (date(2026, 2, 1), date(2026, 3, 1)),
    }


def test_identifiers_stay_the_same_when_a_date_moves(client, lead_client, dated):
    address = subscribe(lead_client)
    before = {str(one["uid"]) for one in events(client.get(address).content).values()}
    Milestone.objects.filter(date="2027").update(date="2028", label="Point d’étape reporté")
    after = {str(one["uid"]) for one in events(client.get(address).content).values()}
    assert before == after
    assert len(before) == 3


def test_nobody_is_named(client, lead_client, lead, dated):
    text = client.get(subscribe(lead_client)).content.decode()
    assert lead.function not in text
    assert lead.email not in text


def test_the_address_is_shown_once_and_replaced(client, lead_client, dated):
    first = subscribe(lead_client)
    page = lead_client.get(reverse("deadlines:subscription", args=["essai"]))
    assert page.context["address"] == ""
    assert "Remplacer l’adresse" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    second = subscribe(lead_client)
    client.logout()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.post(second).status_code == 405


def test_a_withdrawn_address_is_not_there(lead_client, dated):
    address = subscribe(lead_client)
    lead_client.post(reverse("deadlines:subscription-withdraw", args=["essai"]))
    assert lead_client.get(address).status_code == 404
    assert lead_client.get(reverse("deadlines:subscription-withdraw", args=["essai"])).status_code == 405


def test_the_address_stops_with_the_role_and_with_the_account(client, lead_client, lead, dated):
    address = subscribe(lead_client)
    Membership.objects.filter(user=lead).delete()
    assert client.get(address).status_code == 404
    Membership.objects.create(contract=dated, user=lead, role="elu")
    assert client.get(address).status_code == 200
    lead.is_active = False
    lead.save()
    assert client.get(address).status_code == 404


def test_the_address_says_which_kinds_it_holds(client, lead_client, dated):
    address = subscribe(lead_client, nature=["reunion"])
    assert events(client.get(address).content) == {}
    assert len(events(client.get(address.partition("?")[0]).content)) == 3
    assert len(events(client.get(address.partition("?")[0] + "?nature=%00").content)) == 3


def test_nothing_ticked_opens_nothing(lead_client, dated):
    page = lead_client.post(reverse("deadlines:subscription", args=["essai"]), {"nature": []})
    assert page.context["address"] == ""
    assert "Cocher au moins une nature" in page.content.decode()
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("token", ["rien", "x" * 3000, "%00", "é"])
def test_a_made_up_address_is_not_there(client, db, token):
    assert client.get(f"/calendrier/{token}.ics").status_code == 404
