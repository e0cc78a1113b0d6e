from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import CommitmentType, Contract, Milestone
from faubourg.contracts.tests.factories import NodeFactory, UserFactory
from faubourg.web.home import showing

TODAY = date(2026, 11, 20)


def page_of(client, contract) -> str:
    answer = client.get(contract.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_contract_says_what_to_do(lead_client, contract):
    page = page_of(lead_client, contract)
    assert "Ce contrat n’a encore aucune action" in page
    assert reverse("transfer:page", args=[contract.key]) in page
    assert "Le document ne nomme aucun signataire." in page
    assert "état" in page
    assert "non donné" in page


def test_only_who_may_import_is_offered_it_on_an_empty_contract(client, elected, contract):
    client.force_login(elected)
    assert "Importer le plan" not in page_of(client, contract)


def test_a_contract_that_nobody_holds_says_so_to_whom_can_mend_it(client, elected, contract):
    members, sentence = reverse("people:members", args=[contract.key]), "aucun·e chef·fe de projet"
    client.force_login(UserFactory(is_instance_admin=True))
    page = page_of(client, contract)
    assert f'{sentence} : <a href="{members}">' in page.replace("\u00a0", " ")
    client.force_login(elected)
    assert sentence not in page_of(client, contract)


def test_a_held_contract_does_not_say_that_nobody_holds_it(client, lead, contract):
    client.force_login(UserFactory(is_instance_admin=True))
    assert "aucun·e chef·fe de projet" not in page_of(client, contract)


def test_a_stranger_does_not_see_it(client, stranger, contract):
    client.force_login(stranger)
    assert client.get(contract.get_absolute_url()).status_code == 404


def test_figures_and_gaps_lead_to_their_rows(lead_client, contract):
    CommitmentType.objects.create(contract=contract, letter="C", label="à créer")
    pillar = NodeFactory(contract=contract, level_name="objectif", title="Des quartiers vivants")
    ActionFactory(contract=contract, commitment_type="C", nodes=[pillar])
    action = ActionFactory(contract=contract, kind="action")
    ActionRoleFactory(action=action)
    page = page_of(lead_client, contract)
    plan = reverse("plan:plan", args=[contract.key])
    assert "Engagements par objectif et par type" in page
    assert reverse("plan:node", args=[contract.key, pillar.key]) in page
    assert f"{plan}?pilote=sans&amp;nature=engagement" in page
    assert "1\u00a0action sans type" in page


def test_the_page_holds_its_budget(lead_client, contract):
    for _ in range(10):
        ActionRoleFactory(action=ActionFactory(contract=contract, nodes=[NodeFactory(contract=contract)]))
    with CaptureQueriesContext(connection) as captured:
        page_of(lead_client, contract)
    assert len(captured) <= 12, [query["sql"][:90] for query in captured]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("key", "seen"),
    [
        (
            "niort-2024-2030",
            ["363", "151\u00a0C · 140\u00a0R · 60\u00a0M", "6\u202f108", "29\u00a0constats"],
        ),
        ("ales-2015-2020", ["199", "14\u00a0orientations stratégiques", "aucun n’est nommé pilote", "non nommés"]),
        ("niort-2015-2022", ["217", "149\u00a0sous-actions", "5\u202f842", "adoptée"]),
        ("plie-niort-2022-2028", ["26", "24\u00a0fiches actions", "90\u00a0quantitatifs"]),
    ],
)
def test_the_four_contracts(lead_client, import_shared, key, seen):
    page = page_of(lead_client, import_shared(key))
    assert [text for text in seen if text not in page] == []


def line_of(contract, *milestones: tuple[str, str]) -> dict:
    rows = [Milestone(contract=contract, date=when, label=label) for when, label in milestones]
    return showing.lifeline(contract, rows, TODAY)


def test_the_lifeline_places_today_and_milestones():
    contract = Contract(title="Contrat", start="2024", end="2030")
    line = line_of(contract, ("2023", "Avant"), ("2027", "Bilan à mi-parcours"), ("2030-12-31", "Terme"), ("", "?"))
    assert (line["start"], line["end"]) == (2024, 2030)
    assert line["now"] == pytest.approx(0.41, abs=0.005)
    assert [(round(mark["at"], 2), mark["label"]) for mark in line["marks"]] == [(0.5, "Mi-parcours")]
    assert (line["is_tight"], line["is_tighter"]) == (True, True)
    assert "novembre\u00a02026" in line["label"]


def test_the_lifeline_of_a_past_contract_has_no_today_and_an_unknown_period_has_none():
    past = Contract(title="Contrat", start="2015", end="2020", extended_until="2022-12")
    assert (line_of(past)["now"], line_of(past)["end"]) == (None, 2022)
    assert line_of(Contract(title="Contrat", start="2024", end="")) is None
    assert line_of(Contract(title="Contrat", start="2030", end="2024")) is None


def test_the_nearest_milestones_are_kept():
    rows = [Milestone(date=f"{year}", label=str(year)) for year in range(2015, 2031)]
    kept = [row.date for row in showing.around_today(rows, TODAY)]
    assert kept == ["2025", "2026", "2027", "2028", "2029", "2030"]
    past = [row.date for row in showing.around_today(rows[:9], TODAY)]
    assert past == ["2018", "2019", "2020", "2021", "2022", "2023"]
