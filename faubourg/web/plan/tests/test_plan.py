"""The plan on screen: views, filters as page and as fragment, empty states, export."""

import csv
import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from python_calamine import CalamineWorkbook

from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import CommitmentType
from faubourg.contracts.tests.factories import ContractFactory, ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits, open_page, sign_in
from faubourg.indicators.tests.factories import IndicatorFactory

PLAN = "/contrats/essai/plan/"


@pytest.fixture
def filled(contract):
    """Two pillars, four actions of two types, an actor and an indicator."""
    CommitmentType.objects.create(contract=contract, letter="C", label="à créer")
    CommitmentType.objects.create(contract=contract, letter="R", label="à renforcer", position=1)
    first = NodeFactory(contract=contract, key="p1", code="1", title="Emploi", position=1)
    second = NodeFactory(contract=contract, key="p2", code="2", title="Santé", position=2)
    actor = ListedOrganisationFactory(contract=contract, key="caf", name="Caisse d’allocations", aliases=["CAF"])
    rows = [
        ActionFactory(contract=contract, key="a", code="A-1", title="Ouvrir une crèche", nodes=[first]),
        ActionFactory(contract=contract, key="b", code="A-2", title="Un bus de nuit", nodes=[first, second]),
        ActionFactory(contract=contract, key="c", code="A-3", title="Des ateliers", condition="sous réserve"),
        ActionFactory(contract=contract, key="d", code="A-4", title="=SUM(A1)", nodes=[second]),
    ]
    for row, letter in zip(rows, "CRCR", strict=True):
        row.commitment_type = letter
        row.save()
    rows[0].shared_with.add(rows[1])
    ActionRoleFactory(action=rows[0], organisation=actor)
    IndicatorFactory(contract=contract, actions=[rows[0]])
    return contract


def test_the_three_views_show_the_same_rows(lead_client, filled):
    for view, seen in (("objectif", "Sans objectif"), ("acteur", "Sans pilote désigné"), ("quartier", "Sans quartier")):
        page = lead_client.get(PLAN, {"vue": view}).content.decode()
        assert "4\u00a0engagements" in page
        assert seen in page
        assert page.count("fb-eng") == (5 if view == "objectif" else 4)


def test_a_row_says_what_matters(lead_client, filled):
    page = lead_client.get(PLAN).content.decode()
    for words in ("CAF", "1\u00a0indicateur", "sous réserve", "partagé avec", "sans pilote", "Non renseigné"):
        assert words in page
    assert "Une action qui a plusieurs places" in page


def test_filters_keep_the_view_and_can_be_removed(lead_client, filled):
    page = lead_client.get(PLAN, {"type": "C", "acteur": "caf", "vue": "acteur"}).content.decode()
    assert "1\u00a0engagement sur 4" in page
    assert 'href="?acteur=caf&amp;vue=acteur"' in page
    assert 'name="vue" value="acteur"' in page
    assert 'aria-label="Retirer le filtre Acteur : CAF"' in page


def test_nothing_found_names_the_filter_to_remove(lead_client, filled):
    page = lead_client.get(PLAN, {"q": "crèche", "type": "R"}).content.decode().replace("\u00a0", " ")
    assert "Aucune action ne répond à ces filtres" in page
    assert "Retirer « Type : R · à renforcer »" in page or "Retirer « « crèche » »" in page


def test_an_unknown_value_is_a_sentence_not_an_error(lead_client, filled):
    response = lead_client.get(PLAN, {"type": "Z", "vue": "autre", "plie": "x"})
    assert response.status_code == 200
    assert "a été laissé de côté" in response.content.decode()


def test_groups_fold_without_script(lead_client, filled):
    assert lead_client.get(PLAN).content.decode().count("<details open><summary><span") == 3
    folded = lead_client.get(PLAN, {"plie": "1"}).content.decode()
    assert "<details open><summary><span" not in folded
    assert "Tout déplier" in folded


@pytest.mark.parametrize("query", [{}, {"type": "C"}, {"q": "rien du tout"}, {"vue": "acteur", "plie": "1"}])
def test_the_fragment_is_the_inside_of_the_page(lead_client, filled, query):
    whole = lead_client.get(PLAN, query)
    fragment = lead_client.get(PLAN, query, headers={"HX-Request": "true"})
    assert fragment.content.decode().strip() in whole.content.decode()
    assert "<html" not in fragment.content.decode()
    assert "HX-Request" in whole["Vary"]
    back = lead_client.get(PLAN, query, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


def test_empty_states_tell_what_to_do(client, contract, lead, elected):
    client.force_login(lead)
    page = client.get(PLAN).content.decode()
    assert "n’a pas encore d’action" in page
    assert "Importer le plan" in page
    client.force_login(elected)
    assert "Importer le plan" not in client.get(PLAN).content.decode()
    ActionFactory(contract=contract)
    assert "n’a pas encore d’arbre" in client.get(PLAN).content.decode()
    assert "aucun quartier" in client.get(PLAN, {"vue": "quartier"}).content.decode()


def test_others_see_nothing(client, filled, stranger):
    client.force_login(stranger)
    for path in (PLAN, "/contrats/essai/plan.csv", "/contrats/essai/plan/p1/"):
        assert client.get(path).status_code == 404
    assert Client().get(PLAN).status_code == 302


def test_the_export_cuts_no_title(lead_client, contract):
    title = "Lever les freins à la mobilité pour favoriser l’accès à l’emploi et à la formation"
    child = NodeFactory(contract=contract, title="Bus", parent=NodeFactory(contract=contract, title=title))
    ActionFactory(contract=contract, nodes=[child])
    assert f"{title} · " in lead_client.get("/contrats/essai/plan.csv").content.decode()
    assert f"{title} · " not in lead_client.get(PLAN).content.decode()


def test_the_export_is_what_is_on_screen(lead_client, filled):
    text = lead_client.get("/contrats/essai/plan.csv", {"type": "R"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(row["Groupe"], row["Code"]) for row in rows] == [
        ("1 Emploi", "A-2"),
        ("2 Santé", "A-2"),
        ("2 Santé", "A-4"),
    ]
    assert rows[2]["Intitulé"] == "'=SUM(A1)"
    content = lead_client.get("/contrats/essai/plan.xlsx").content
    lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Plan").to_python()
    assert lines[2][:5] == ["Groupe", "Sous-groupe", "Code", "Type", "Intitulé"]
    assert len(lines) == 3 + 5
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert lead_client.get("/contrats/essai/plan.pdf").status_code == 404


def count_queries(client, path, query):
    found = []

    def note(execute, sql, params, many, context):
        found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert client.get(path, query).status_code == 200
    return len(found)


def test_queries_stay_in_their_budget(lead_client, filled):
    before = [count_queries(lead_client, PLAN, {"vue": view}) for view in ("objectif", "acteur", "quartier")]
    for _ in range(60):
        ActionRoleFactory(action=ActionFactory(contract=filled, nodes=[NodeFactory(contract=filled)]))
    after = [count_queries(lead_client, PLAN, {"vue": view}) for view in ("objectif", "acteur", "quartier")]
    assert before == after
    assert max(after) <= 12


@pytest.mark.browser
def test_the_plan_in_a_browser(open_as, lead, filled):
    page = open_as(lead, PLAN)
    for view in ("Par objectif", "Par acteur", "Par quartier"):
        page.get_by_role("link", name=view, exact=True).click()
        assert_accessible(page)
        assert_fits(page)
    page.get_by_role("link", name="Par objectif", exact=True).click()
    page.get_by_role("combobox", name="Type", exact=True).select_option("C")
    page.get_by_text("2\u00a0engagements sur 4").wait_for()
    assert "type=C" in page.url
    shown = page.locator("#plan").inner_text()
    page.reload()
    assert page.locator("#plan").inner_text() == shown
    page.get_by_role("link", name="Retirer le filtre Type").press("Enter")
    page.locator("b", has_text="4\u00a0engagements").wait_for()
    fold = page.locator("#g-p1 > details > summary")
    fold.focus()
    fold.press("Enter")
    assert not page.get_by_text("Ouvrir une crèche").is_visible()


@pytest.mark.browser
def test_filters_work_without_script(browser, live_server, lead, filled):
    with open_page(browser, scripts=False) as page:
        sign_in(page.context, live_server.url, lead)
        page.goto(live_server.url + PLAN)
        page.get_by_role("searchbox", name="Chercher dans le plan").fill("creche")
        page.get_by_role("button", name="Filtrer").click()
        assert page.get_by_text("1\u00a0engagement sur 4").is_visible()
        assert page.locator("mark").inner_text() == "crèche"


def test_a_contract_of_another_key_is_not_this_one(lead_client, filled):
    ContractFactory(key="autre")
    assert lead_client.get("/contrats/autre/plan/").status_code == 404
