"""Codes made again, and references named by their codes."""

import pytest
from django.urls import reverse

from faubourg.actions.models import Action, CrossReference
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Node
from faubourg.journal.models import Entry
from faubourg.web.arrange.tests.plans import small_plan


@pytest.fixture
def plan(contract):
    found = small_plan(contract)
    # The second pillar comes first now.
    Node.objects.filter(key="p2").update(position=0)
    Node.objects.filter(key="p1").update(position=1)
    return found


def plain(page: str) -> str:
    """The page with ordinary spaces."""
    return page.replace("\u202f", " ").replace("\xa0", " ")


def page_of(contract) -> str:
    return reverse("arrange:renumber", args=[contract.key])


def sent(client, contract, **facts) -> dict:
    context = client.get(page_of(contract), facts | {"voir": "1"} if facts else {}).context
    classes = context["chosen"]["classes"]
    return {"voir": "1", "digest": context["digest"], "niveaux": classes}


def codes(contract) -> dict[str, str]:
    return dict(Node.objects.of(contract).values_list("key", "code")) | dict(
        Action.objects.of(contract).values_list("key", "code")
    )


def test_the_preview_shows_old_and_new_and_writes_nothing(lead_client, contract, plan):
    before = codes(contract)
    page = lead_client.get(page_of(contract)).content.decode()
    assert "8 codes changent" in plain(page)
    assert "2.1.a" in page
    assert codes(contract) == before


def test_codes_follow_the_order_and_keys_stay(lead_client, contract, plan):
    answer = lead_client.post(page_of(contract), sent(lead_client, contract), follow=True)
    assert "8 codes refaits" in plain(answer.content.decode())
    after = codes(contract)
    assert (after["p2"], after["p1"], after["o11"], after["act-b"]) == ("1", "2", "2.1", "2.1.b")
    assert set(after) == {"p1", "p2", "o11", "o12", "o21", "act-a", "act-b", "act-c"}
    entries = Entry.objects.filter(verb="renumérotée")
    assert entries.count() == 8
    assert {"code": ["1", "2"]} in list(entries.values_list("changes", flat=True))


def test_a_plan_changed_since_the_preview_is_shown_again(lead_client, contract, plan):
    facts = sent(lead_client, contract)
    Node.objects.filter(key="o12").update(position=2)
    Node.objects.filter(key="o11").update(position=3)
    before = codes(contract)
    assert "a changé depuis cet aperçu" in lead_client.post(page_of(contract), facts).content.decode()
    assert codes(contract) == before


def test_texts_that_print_an_old_code_are_listed(lead_client, contract, plan):
    CrossReference.objects.create(
        version=contract.current_version, from_action=plan["c"], to_action=plan["a"], printed="voir 1.1.a"
    )
    Action.objects.filter(key="act-c").update(condition="après 1.1.b seulement")
    page = lead_client.get(page_of(contract)).content.decode()
    assert "voir 1.1.a" in page
    assert "après 1.1.b seulement" in page


def test_only_the_lead_renumbers(client, contract, plan, elected, stranger):
    for user, status in ((elected, 403), (stranger, 404)):
        client.force_login(user)
        assert client.get(page_of(contract)).status_code == status
        assert client.post(page_of(contract), {"voir": "1", "digest": "x"}).status_code == status


def test_an_adopted_plan_is_renumbered_by_correction_only(lead_client, contract, plan):
    facts = sent(lead_client, contract)
    version = contract.current_version
    version.state = VersionState.ADOPTED
    version.save()
    before = codes(contract)
    assert "est adoptée" in lead_client.post(page_of(contract), facts).content.decode()
    assert codes(contract) == before
    lead_client.post(page_of(contract), facts | {"motif": "Numéros intervertis"})
    assert codes(contract)["p2"] == "1"
    assert version.corrections.count() == 8


def references_page(contract) -> str:
    return reverse("arrange:references", args=[contract.key, "action", "act-c"])


def test_references_are_read_shown_then_added(lead_client, contract, plan):
    page = lead_client.get(references_page(contract), {"renvois": "1.1.a à 1.1.b et 2.1, 9"}).content.decode()
    assert "Action a" in page and "Élément 2.1" in page
    assert "Aucune ligne du plan ne porte le code « 9 »" in plain(page)
    facts = {"renvois": "1.1.a à 1.1.b et 2.1", "nature": "voir aussi"}
    facts["vers"] = ["action:act-a", "action:act-b", "element:o21"]
    answer = lead_client.post(references_page(contract), facts, follow=True)
    assert "3 renvois ajoutés" in plain(answer.content.decode())
    rows = CrossReference.objects.order_by("position")
    assert [str(row.target) for row in rows] == ["1.1.a Action a", "1.1.b Action b", "2.1 Élément 2.1"]
    assert {row.from_action.key for row in rows} == {"act-c"}
    again = lead_client.post(references_page(contract), facts).content.decode()
    assert "tous existent déjà" in again
    assert rows.count() == 3


def test_an_ambiguous_code_is_asked(lead_client, contract, plan):
    Action.objects.filter(key="act-b").update(code="1.1.a")
    page = lead_client.get(references_page(contract), {"renvois": "1.1.a"}).content.decode()
    assert "Plusieurs lignes portent le code" in page
    assert "checked" not in page.split("Ce que le texte nomme")[1].split("</form>")[0]


def test_a_place_that_is_not_in_the_plan_is_a_404(lead_client, contract, plan):
    assert lead_client.get(reverse("arrange:references", args=[contract.key, "action", "nulle"])).status_code == 404
    assert lead_client.get(reverse("arrange:references", args=[contract.key, "rien", "act-a"])).status_code == 404
