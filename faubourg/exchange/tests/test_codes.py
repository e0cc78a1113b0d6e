"""« 2.1 » and « 2-1 » are one fiche: in a file, in a workbook, in an address, in both searches."""

import datetime

import pytest
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.exchange.codes import code_of_cell
from faubourg.exchange.operations import apply_import, flat_from_document, preview
from faubourg.exchange.tests.documents import NOW
from faubourg.exchange.tests.workbooks import CONTRACT, workbook
from faubourg.exchange.workbook.reading import flat_from_workbook

pytestmark = pytest.mark.django_db


def document(key="fiche-2.1", code="2.1", named="fiche-2.1") -> dict:
    """A protocol of two fiches whose codes read as 2 1 and 2 2."""
    return {
        "contract": {"key": "plie", "title": "Protocole", "kind": "protocole PLIE"},
        "organisations": [{"key": "org-a", "name": "Association", "kind": "association"}],
        "actions": [
            {"key": key, "code": code, "title": "Orienter", "kind": "fiche"},
            {"key": "fiche-2.2", "code": "2.2", "title": "Former", "kind": "fiche"},
        ],
        "roles": [{"action": named, "organisation": "org-a", "role": "pilote"}],
        "indicators": [{"key": "i1", "label": "Personnes", "kind": "quantitatif", "measures": [named]}],
    }


@pytest.fixture
def plie(db, lead):
    found = apply_import(flat=flat_from_document(document()), at=NOW).contract
    MembershipFactory(contract=found, user=lead)
    return found


@pytest.mark.parametrize(("key", "code", "named"), [("fiche-2-1", "2-1", "fiche-2-1"), ("fiche-2.1", "2-1", "2-1")])
def test_a_file_with_the_other_spelling_changes_nothing(plie, key, code, named):
    assert preview(flat=flat_from_document(document(key, code, named))).differences == []
    apply_import(flat=flat_from_document(document(key, code, named)), at=NOW)
    assert list(Action.objects.values_list("key", "code")) == [("fiche-2.1", "2.1"), ("fiche-2.2", "2.2")]


def test_a_new_contract_may_name_a_fiche_by_its_code(db):
    contract = apply_import(flat=flat_from_document(document(named="2-1")), at=NOW).contract
    action = Action.objects.get(key="fiche-2.1")
    assert (action.roles.count(), action.indicators.get().version) == (1, contract.current_version)


def test_another_number_is_another_code(plie):
    [found] = preview(flat=flat_from_document(document(code="2.10"))).differences
    assert (found.field, found.old, found.new) == ("code", "2.1", "2.10")


def test_a_workbook_says_both_and_what_a_spreadsheet_makes_of_them(plie):
    contract = [["Champ", "Valeur"], ["Clé", "plie"], *CONTRACT[2:3], ["Nature", "protocole PLIE"]]
    contract[2] = ["Intitulé", "Protocole"]
    rows = [
        ["Clé", "Code", "Intitulé", "Nature"],
        ["fiche-2-1", datetime.date(2026, 1, 2), "Orienter", "fiche action"],
        ["fiche-2.2", 2.2, "Former", "fiche action"],
    ]
    flat = flat_from_workbook(workbook({"Actions": rows}, contract=contract), "plan.xlsx")
    assert preview(flat=flat, nulls_matter=False).differences == []


def test_a_cell_of_codes():
    assert [code_of_cell(cell) for cell in (2.1, datetime.date(2026, 3, 2), "2-1", None)] == ["2.1", "2-3", "2-1", None]


@pytest.mark.parametrize("written", ["2.1", "2-1", "fiche-2-1"])
def test_the_address_leads_to_the_fiche(lead_client, plie, written):
    answer = lead_client.get(reverse("fiche:detail", args=["plie", written]))
    assert answer.status_code == 302 and answer["Location"] == reverse("fiche:detail", args=["plie", "fiche-2.1"])


def test_an_address_of_nothing_is_not_found(lead_client, plie):
    assert lead_client.get(reverse("fiche:detail", args=["plie", "2-3"])).status_code == 404


@pytest.mark.parametrize("written", ["2.1", "2-1"])
def test_both_searches_find_it(lead_client, plie, written):
    plan = lead_client.get(reverse("plan:plan", args=["plie"]), {"q": written}).content.decode()
    found = lead_client.get(reverse("find:page", args=["plie"]), {"q": written}).content.decode()
    assert "Orienter" in plan and "Former" not in plan
    assert "Orienter" in found and "Former" not in found
