"""Rows added to a section and taken from it: kept in the file, journalled, found, refused with a sentence."""

import pytest
import yaml
from django.urls import reverse

from faubourg.actions.models import Action
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.models import Level, ListedOrganisation
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.exchange.files import yaml_of
from faubourg.journal.models import Entry
from faubourg.search.models import SearchEntry
from faubourg.web.records.catalogue import SLUGS


def add_url(contract, slug: str) -> str:
    return reverse("records:add", args=[contract.key, slug])


def remove_url(contract, slug: str, row) -> str:
    return reverse("records:remove", args=[contract.key, slug, row.pk])


def document(contract) -> dict:
    return yaml.safe_load(yaml_of(contract))


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "contrat"])
def test_every_section_offers_a_row(lead_client, contract, slug):
    assert lead_client.get(add_url(contract, slug)).status_code == 200


@pytest.mark.parametrize(
    ("slug", "typed", "where"),
    [
        ("niveaux", {"name": "Pilier"}, lambda said: said["contract"]["levels"]),
        ("types-dengagement", {"letter": "C", "label": "Création"}, lambda said: said["contract"]["commitment_types"]),
        ("jalons", {"label": "Signature", "date": "2024"}, lambda said: said["contract"]["milestones"]),
        ("etiquettes", {"key": "ecole", "label": "École"}, lambda said: said["contract"]["tags"]),
        ("dispositifs", {"name": "Cités éducatives"}, lambda said: said["schemes"]),
        ("territoires", {"name": "Clou-Bouchet", "kind": "QPV"}, lambda said: said["territories"]),
    ],
)
def test_a_section_is_filled_by_hand(lead_client, contract, slug, typed, where):
    form = lead_client.get(add_url(contract, slug)).context["form"]
    response = lead_client.post(add_url(contract, slug), {**form.initial, **typed})
    assert response.status_code == 302, response.context["form"].errors
    assert set(typed.values()) <= {str(word) for word in flat_words(where(document(contract)))}
    assert Entry.objects.get().verb == "ligne ajoutée"


def flat_words(value) -> list:
    if isinstance(value, dict):
        return [word for pair in value.items() for item in pair for word in flat_words(item)]
    return [word for item in value for word in flat_words(item)] if isinstance(value, list) else [value]


def test_a_new_action_comes_last_with_a_lineage_and_is_found(lead_client, contract):
    ActionFactory(contract=contract, key="act-09", title="Avant")
    NodeFactory(contract=contract, key="n-1")
    url = add_url(contract, "actions")
    initial = lead_client.get(url).context["form"].initial
    assert initial["key"] == "act-10"
    lead_client.post(url, initial | {"title": "Ouvrir un ludobus", "kind": "action", "nodes": ["n-1"], "start": "2025"})
    assert [found["title"] for found in document(contract)["actions"]] == ["Avant", "Ouvrir un ludobus"]
    row = Action.objects.get(key="act-10")
    assert row.lineage.contract == contract
    assert SearchEntry.objects.filter(title__contains="ludobus").exists()


def test_a_key_in_use_anywhere_is_refused_at_its_field(lead_client, contract):
    ActionFactory(contract=contract, key="caf")
    url = add_url(contract, "organisations")
    response = lead_client.post(url, {"key": "caf", "name": "CAF"})
    assert "déjà prise dans « Actions »" in str(response.context["form"].errors["key"])
    assert not ListedOrganisation.objects.exists()


def test_a_row_is_removed_and_journalled(lead_client, contract):
    action = ActionFactory(contract=contract, title="Ouvrir une permanence")
    url = remove_url(contract, "actions", action)
    assert "Retirer la ligne" in lead_client.get(url).content.decode()
    assert Action.objects.exists()
    assert lead_client.post(url).status_code == 302
    assert not Action.objects.exists()
    entry = Entry.objects.get()
    assert (entry.verb, "Ouvrir une permanence" in entry.label) == ("ligne retirée", True)


def test_a_row_that_others_need_stays(lead_client, contract):
    node = NodeFactory(contract=contract, key="n-1")
    ActionFactory(contract=contract).nodes.set([node])
    page = lead_client.post(remove_url(contract, "arbre", node)).content.decode()
    assert "ne peut pas être retiré tant que s’y rattache 1 ligne de" in page
    level = Level.objects.get(pk=node.level_id)
    assert "ne peut pas être retiré" in lead_client.post(remove_url(contract, "niveaux", level)).content.decode()
    level.refresh_from_db()
    assert level.is_declared
    assert not Entry.objects.exists()


def test_an_elue_neither_adds_nor_removes(client, elected, contract):
    client.force_login(elected)
    action = ActionFactory(contract=contract)
    assert client.get(add_url(contract, "actions")).status_code == 403
    assert client.post(remove_url(contract, "actions", action)).status_code == 403
    page = client.get(reverse("records:section", args=[contract.key, "actions"])).content.decode()
    assert "Ajouter une ligne" not in page


def test_the_contract_itself_is_neither_added_nor_removed(lead_client, contract):
    assert lead_client.get(add_url(contract, "contrat")).status_code == 404
    assert lead_client.post(remove_url(contract, "contrat", contract)).status_code == 404


@pytest.mark.browser
def test_a_row_is_added_and_removed_in_a_browser(open_as, lead, contract):
    page = open_as(lead, reverse("records:section", args=[contract.key, "deliberations"]))
    page.get_by_role("link", name="Ajouter une ligne").press("Enter")
    page.wait_for_url("**/ajouter/")
    page.get_by_label("Assemblée", exact=False).first.fill("Conseil municipal")
    page.get_by_label("Abstentions").fill("4")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Ajouter la ligne").press("Enter")
    page.get_by_text("Ligne ajoutée.").wait_for()
    page.get_by_role("link", name="Retirer").press("Enter")
    page.wait_for_url("**/retirer/")
    assert_accessible(page)
    page.get_by_role("button", name="Retirer la ligne").press("Enter")
    page.get_by_text("Ligne retirée.").wait_for()
    page.goto(page.url.replace("deliberations", "indicateurs") + "ajouter/")
    assert_accessible(page)
    assert_fits(page)
