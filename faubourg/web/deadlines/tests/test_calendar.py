"""The calendar on screen, printed and exported."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Agreement, Milestone
from faubourg.governance.models import Body, Meeting

pytestmark = pytest.mark.django_db


@pytest.fixture
def dated(contract):
    """A contract with one thing of each precision in 2026, a missed meeting of 2025 and an action in words."""
    Milestone.objects.create(contract=contract, label="Point d’étape", date="2026")
    Milestone.objects.create(contract=contract, label="Rapport annuel", date="2026-05")
    Milestone.objects.create(contract=contract, label="Sans jour", date="")
    body = Body.objects.create(contract=contract, key="copil", name="COPIL", min_per_year=1)
    Meeting.objects.create(contract=contract, body=body, date="2026-05-12", title="Comité de mai")
    Agreement.objects.create(contract=contract, title="Charte", end="2026-05-31", stage="signe")
    ActionFactory(contract=contract, code="A1", title="Jardins", calendar="long terme")
    return contract


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["essai", *args])


def test_the_first_page_shows_a_year_of_the_contract(lead_client, dated):
    page = lead_client.get(url("calendar"))
    assert page.status_code == 200
    assert 2024 <= page.context["year"].number <= 2030


def test_a_year_lists_its_months_and_what_has_none(lead_client, dated):
    page = lead_client.get(url("year", 2026))
    year = page.context["year"]
    assert [len(month.events) for month in year.months] == [0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    assert {event.title for event in year.whole} == {"Point d’étape", "COPIL"}
    assert {event.title for event in page.context["calendar"].undated} == {"Sans jour", "A1 Jardins"}
    assert (page.context["before"], page.context["after"]) == (2025, 2027)
    assert "manquée" in lead_client.get(url("year", 2025)).content.decode()


def test_a_month_places_days_and_leaves_the_rest_beneath(lead_client, dated):
    page = lead_client.get(url("month", 2026, 5))
    filled = {
        day.on.day: [one.title for one in day.events] for week in page.context["weeks"] for day in week if day.events
    }
    assert filled == {12: ["Comité de mai"], 31: ["Fin : Charte"]}
    text = page.content.decode()
    assert "jour non donné" in text
    assert 'rel="prev"' in text
    assert 'rel="next"' in text


def test_the_first_and_the_last_month_have_one_neighbour(lead_client, dated):
    first, last = lead_client.get(url("month", 2024, 1)), lead_client.get(url("month", 2030, 12))
    assert (first.context["before"], first.context["after"].name) == (None, "février 2024")
    assert (last.context["before"].name, last.context["after"]) == ("novembre 2030", None)


OUTSIDE = [
    ("year", 2023), ("year", 2031), ("month", 2026, 13), ("month", 2026, 0), ("month", 2040, 1),
    ("year-file", 2040, "pdf"), ("year-file", 2026, "ics"),
]  # fmt: skip


@pytest.mark.parametrize("args", OUTSIDE)
def test_what_is_no_date_of_the_contract_is_not_there(lead_client, dated, args):
    assert lead_client.get(url(*args)).status_code == 404


def test_filters_stay_from_page_to_page(lead_client, dated):
    page = lead_client.get(url("year", 2026) + "?nature=convention")
    assert page.context["year"].total == 1
    assert f"{url('month', 2026, 5)}?nature=convention" in page.content.decode()
    assert lead_client.get(url("year", 2026) + "?nature=x%00&acteur=%00&quartier=inconnu").status_code == 200


def test_the_year_is_exported_and_printed(lead_client, dated):
    sheet = lead_client.get(url("year-file", 2026, "csv")).content.decode("utf-8-sig")
    assert "Comité de mai" in sheet
    assert "2026-05-12" in sheet
    assert lead_client.get(url("year-file", 2026, "xlsx")).content[:2] == b"PK"
    pdf = lead_client.get(url("year-file", 2026, "pdf"))
    assert pdf["Content-Type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "Comité de mai" in text
    assert "Sans date" in text


def test_a_contract_without_dates_still_has_its_calendar(client, lead, contract):
    contract.start = contract.end = ""
    contract.save()
    client.force_login(lead)
    assert client.get(url("calendar")).status_code == 200


def test_everyone_who_reads_the_contract_reads_it_and_a_stranger_does_not(client, elected, stranger, dated):
    client.force_login(elected)
    assert client.get(url("month", 2026, 5)).status_code == 200
    client.force_login(stranger)
    for args in (("calendar",), ("year", 2026), ("month", 2026, 5), ("year-file", 2026, "pdf"), ("subscription",)):
        assert client.get(url(*args)).status_code == 404


@pytest.mark.parametrize("count", [5, 60])
def test_the_number_of_queries_of_a_page_does_not_grow(lead_client, contract, count, django_assert_max_num_queries):
    for number in range(count):
        Milestone.objects.create(contract=contract, label=f"Jalon {number}", date="2026-05-01")
        ActionFactory(contract=contract, start="2026-05")
    with django_assert_max_num_queries(32):
        lead_client.get(url("month", 2026, 5))


BAD = [
    "dispositifs/%00/fenetres/",
    "cadres/%00/modifier/",
    f"conventions/{10**30}/",
    f"echeances/{10**30}/",
    f"echeances/2026/{10**30}/",
    "echeances/?acteur=%00&quartier=%00&nature=%00",
    "conventions/?q=%00&partie=%00&suivi=%00&tri=%00&mois=%00",
    "cadres/?q=%00&porteur=%00&volet=%00",
    "conventions/ajouter/?dispositif=%00",
]


@pytest.mark.parametrize("path", BAD)
def test_an_address_made_to_break_is_answered(lead_client, contract, path):
    assert lead_client.get(f"/contrats/essai/{path}").status_code in (200, 404)
