"""The page of an element of the tree."""

import pytest

from faubourg.actions.models import CrossReference
from faubourg.actions.tests.factories import (
    ActionFactory,
    ActionRoleFactory,
    ClauseFactory,
    ListedSchemeFactory,
    SchemeLinkFactory,
)
from faubourg.contracts.models import NodeLegalObjective, Tag
from faubourg.contracts.tests.factories import ListedOrganisationFactory, NodeFactory
from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.indicators.tests.factories import IndicatorFactory


@pytest.fixture
def objective(contract):
    """An objective with all that a contract can say of it."""
    pillar = NodeFactory(contract=contract, key="p1", code="1", title="Cohésion sociale")
    node = NodeFactory(
        contract=contract, key="o1", code="1.1", title="Réussite éducative", level_name="objectif", parent=pillar,
        declared_counts={"actions": 3}, title_variants=["RÉUSSITE"],
        sdg=["4 Éducation de qualité", 3, {"number": 7, "title": "Énergie"}], line=273,
        summary="Ce que l’école ne peut pas seule.",
    )  # fmt: skip
    child = NodeFactory(
        contract=contract, key="o11", code="1.1.1", title="Liens", level_name="sous-objectif", parent=node
    )
    ActionFactory(contract=contract, title="Un atelier", nodes=[node])
    ActionFactory(contract=contract, title="Une visite", nodes=[child])
    ClauseFactory(node=node, kind="engagement_operateur", text="L’opérateur associe les parents")
    IndicatorFactory(contract=contract, label="Nombre de parents", unit="personnes").nodes.add(node)
    node.tags.add(Tag.objects.create(contract=contract, key="egalite", label="égalité"))
    NodeLegalObjective.objects.create(node=node, number=2)
    SchemeLinkFactory(action=None, node=node, version=node.version, scheme=ListedSchemeFactory(contract=contract))
    ActionRoleFactory(
        action=None, node=node, version=node.version,
        organisation=ListedOrganisationFactory(contract=contract, name="Ville"),
    )  # fmt: skip
    CrossReference.objects.create(version=node.version, from_node=node, to_node=pillar, kind="renvoi intégral")
    CrossReference.objects.create(version=node.version, from_node=child, to_node=node, kind="renvoi partiel")
    return node


def test_the_page_tells_all(lead_client, objective):
    page = lead_client.get("/contrats/essai/plan/o1/").content.decode()
    for words in (
        "Réussite éducative", "RÉUSSITE", "4 Éducation de qualité", "ligne 273", "Ce que l’école", "Un atelier",
        "L’opérateur associe les parents", "Engagement de l’opérateur", "Nombre de parents", "personnes", "Égalité",
        "Garantir l’égalité réelle", "Ville", "renvoi intégral", "renvoi partiel", "compteur imprimé", "1.1.1 Liens",
        "/contrats/essai/matrices/o1/",
    ):  # fmt: skip
        assert words in page, words


def test_goals_have_names_and_shared_clauses_say_where(lead_client, objective):
    other = NodeFactory(contract=objective.version.contract, key="o2", code="1.2", title="Santé", parent=None)
    ClauseFactory(node=other, kind="obligation", text="L’opérateur associe les parents")
    page = lead_client.get("/contrats/essai/plan/o1/").content.decode()
    assert "4 Éducation de qualité · 3 Bonne santé et bien-être · 7 Énergie" in page
    assert 'reprise aussi par 1\u00a0autre élément\u00a0: <a href="/contrats/essai/plan/o2/">1.2</a>' in page


def test_it_stands_on_its_path(lead_client, objective):
    page = lead_client.get("/contrats/essai/plan/o11/").content.decode()
    assert 'href="/contrats/essai/plan/p1/"' in page
    assert 'href="/contrats/essai/plan/o1/"' in page
    assert lead_client.get("/contrats/essai/plan/inconnu/").status_code == 404


def test_the_matrix_is_offered_where_there_is_one(lead_client, objective):
    for key in ("p1", "o1", "o11"):
        offered = f"/contrats/essai/matrices/{key}/" in lead_client.get(f"/contrats/essai/plan/{key}/").content.decode()
        assert offered is (lead_client.get(f"/contrats/essai/matrices/{key}/").status_code == 200)
    assert not offered


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"handled_elsewhere": "Contrat local de santé"}, "Traité ailleurs"),
        ({"empty_reason": "Rien en 2024"}, "Rien en 2024"),
        ({"note": "Porté par le CLSPD"}, "Porté par le CLSPD"),
        ({}, "Le document ne dit pas pourquoi."),
    ],
)
def test_an_element_without_action_says_why(lead_client, contract, facts, said):
    NodeFactory(contract=contract, key="vide", **facts)
    assert said in lead_client.get("/contrats/essai/plan/vide/").content.decode()


@pytest.mark.browser
def test_the_page_in_a_browser(open_as, lead, objective):
    page = open_as(lead, "/contrats/essai/plan/o1/")
    assert_accessible(page)
    assert_fits(page)
