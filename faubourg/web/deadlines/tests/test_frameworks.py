"""Framework documents and deposit windows on screen."""

import pytest
from django.urls import reverse

from faubourg.actions.models import DepositWindow, ListedScheme
from faubourg.actions.tests.factories import ListedSchemeFactory
from faubourg.contracts.tests.factories import ListedOrganisationFactory
from faubourg.exchange.editing import record_of
from faubourg.exchange.schema.plan import SCHEMES

pytestmark = pytest.mark.django_db


@pytest.fixture
def plh(contract):
    """A housing programme as a document lists it."""
    row = ListedSchemeFactory(
        contract=contract, key="cadre-plh", name="Programme local de l’habitat", kind="cadre stratégique",
        validity="2022-2027",
    )  # fmt: skip
    row.holders.add(ListedOrganisationFactory(contract=contract, key="org-agglo", name="Agglo"))
    return row


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["essai", *args])


def posted(row, **facts):
    record = record_of(contract=row.contract, section=SCHEMES, row=row)
    return {name: value for name, value in record.items() if not isinstance(value, bool)} | facts


def test_the_list_says_what_each_document_lacks(lead_client, plh):
    page = lead_client.get(url("frameworks"))
    assert "finit en 2027, le contrat en 2030" in page.content.decode()
    assert page.context["register"].counts["volet-inconnu"] == 1
    assert lead_client.get(url("frameworks") + "?volet=oui").context["register"].lines == []
    assert len(lead_client.get(url("frameworks") + "?porteur=org-agglo").context["register"].lines) == 1
    assert "2022-2027" in lead_client.get(url("frameworks-file", "csv")).content.decode("utf-8-sig")
    assert lead_client.get(url("frameworks-file", "pdf")).status_code == 404


def test_the_qpv_part_and_the_period_are_kept(lead_client, plh):
    facts = posted(plh, qpv_focus="oui", qpv_focus_where="fiche 11", end="06/2028")
    assert lead_client.post(url("framework-edit", "cadre-plh"), facts).url == plh.get_absolute_url()
    plh.refresh_from_db()
    assert (plh.qpv_focus, plh.qpv_focus_where, plh.period) == (True, "fiche 11", ("2022", "2028-06"))
    sheet = lead_client.get(plh.get_absolute_url()).content.decode()
    assert "fiche 11" in sheet
    assert "Modifier la période et le volet" in sheet


def test_a_framework_document_can_be_added(lead_client, contract):
    key = lead_client.get(url("framework-add")).context["form"].initial["key"]
    facts = {"key": key, "name": "Contrat local de santé", "kind": "cadre stratégique", "end": "2026"}
    assert lead_client.post(url("framework-add"), facts).status_code == 302
    row = ListedScheme.objects.get(contract=contract)
    assert (row.name, row.end, row.is_strategic) == ("Contrat local de santé", "2026", True)


def test_windows_are_written_a_line_each_and_shown_on_the_scheme(lead_client, plh):
    lines = {
        "windows-lignes": "3",
        "windows-0-opens": "01/2026",
        "windows-0-closes": "15/03/2026",
        "windows-0-recurrence": "annuelle",
        "windows-1-words": "selon les opportunités",
    }
    assert lead_client.post(url("windows", "cadre-plh"), posted(plh) | lines).status_code == 302
    found = DepositWindow.objects.order_by("position").values_list("opens", "closes", "recurrence", "words")
    assert list(found) == [("2026-01", "2026-03-15", "annuelle", ""), ("", "", "", "selon les opportunités")]
    sheet = lead_client.get(plh.get_absolute_url()).content.decode()
    assert "chaque année" in sheet
    assert "selon les opportunités" in sheet
    lead_client.post(url("windows", "cadre-plh"), posted(plh) | {"windows-lignes": "0"})
    assert not DepositWindow.objects.exists()


def test_two_people_on_the_windows_of_a_scheme_see_both(lead_client, plh):
    seen = lead_client.get(url("windows", "cadre-plh")).context["form"].initial["seen"]
    DepositWindow.objects.create(scheme=plh, opens="2026-03")
    lines = {"seen": seen, "windows-lignes": "1", "windows-0-opens": "01/2026"}
    answer = lead_client.post(url("windows", "cadre-plh"), lines)
    assert [clash.name for clash in answer.context["form"].clashes] == ["windows"]
    assert "Garder ma saisie" in answer.content.decode()
    assert DepositWindow.objects.get().opens == "2026-03"


def test_the_part_on_neighbourhoods_and_the_period_are_kept_from_two_people(lead_client, plh):
    seen = lead_client.get(url("framework-edit", "cadre-plh")).context["form"].initial["seen"]
    lead_client.post(url("framework-edit", "cadre-plh"), posted(plh, seen=seen, end="06/2028"))
    lead_client.post(url("framework-edit", "cadre-plh"), posted(plh, seen=seen, qpv_focus="oui") | {"end": ""})
    plh.refresh_from_db()
    assert (plh.end, plh.qpv_focus) == ("2028-06", True)


def test_an_impossible_window_is_said_and_nothing_is_written(lead_client, plh):
    lines = {"windows-lignes": "1", "windows-0-opens": "31/02/2026", "windows-0-recurrence": "toujours"}
    answer = lead_client.post(url("windows", "cadre-plh"), posted(plh) | lines)
    assert len(answer.context["form"].errors["windows"]) == 2
    assert not DepositWindow.objects.exists()


@pytest.mark.parametrize(("name", "args"), [("framework-add", []), ("framework-edit", ["cadre-plh"]),
                                            ("windows", ["cadre-plh"])])  # fmt: skip
def test_who_reads_only_is_refused_with_a_sentence(client, elected, plh, name, args):
    client.force_login(elected)
    assert client.get(url("frameworks")).status_code == 200
    for answer in (client.get(url(name, *args)), client.post(url(name, *args), posted(plh))):
        assert answer.status_code == 403
        assert "tient les échéances" in answer.content.decode()


def test_a_stranger_gets_404(client, stranger, plh):
    client.force_login(stranger)
    for address in (url("frameworks"), url("framework-edit", "cadre-plh"), url("windows", "cadre-plh")):
        assert client.get(address).status_code == 404


def test_an_unknown_scheme_is_not_there(lead_client, contract):
    assert lead_client.get(url("windows", "rien")).status_code == 404
    assert lead_client.get(url("framework-edit", "rien")).status_code == 404
