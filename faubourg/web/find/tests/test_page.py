"""The page of the search."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from faubourg.actions.models import NationalMeasure
from faubourg.actions.tests.factories import ActionFactory, ListedSchemeFactory, SchemeLinkFactory
from faubourg.contracts.models import CommitmentType, ContractPage, PrintedTable
from faubourg.contracts.tests.factories import (
    ContractFactory,
    ListedOrganisationFactory,
    ListedTerritoryFactory,
    MembershipFactory,
    NodeFactory,
)
from faubourg.exchange.indexing import index_contract
from faubourg.governance.models import Body
from faubourg.indicators.tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(contract):
    """One thing of each kind that says « école »."""
    CommitmentType.objects.create(contract=contract, letter="M", label="à maintenir")
    action = ActionFactory(contract=contract, code="ENG-1", title="Soutenir l’École <b>", commitment_type="M", key="e1")
    IndicatorFactory(contract=contract, label="Écoles aidées", actions=[action], key="i1")
    IndicatorFactory(contract=contract, label="École sans fiche")
    ListedOrganisationFactory(contract=contract, name="École de musique (EDM)", key="edm")
    scheme = ListedSchemeFactory(contract=contract, name="École ouverte")
    SchemeLinkFactory(action=action, scheme=scheme)
    NodeFactory(contract=contract, title="L’école pour tous", key="n1")
    Body.objects.create(contract=contract, key="b1", name="Comité des écoles")
    ListedTerritoryFactory(contract=contract, name="Quartier des Écoles")
    PrintedTable.objects.create(contract=contract, key="t1", title="Écoles", columns=["A"], rows=[["x"]])
    NationalMeasure.objects.create(contract=contract, key="m1", code="13", title="Écoles orphelines")
    ContractPage.objects.create(contract=contract, title="Préambule", body="L’école.")
    index_contract(contract)
    return contract


def ask(client, contract, **data):
    return client.get(reverse("find:page", args=[contract.key]), data)


def text_of(answer) -> str:
    return answer.content.decode()


def test_each_kind_has_its_group_its_count_and_its_links(lead_client, filled):
    page = text_of(ask(lead_client, filled, q="ecoles"))
    for title in ("Actions", "Indicateurs", "Acteurs", "Dispositifs", "Constats et objectifs", "Instances",
                  "Quartiers et territoires", "Tableaux", "Mesures nationales", "Pages du contrat"):  # fmt: skip
        assert re.search(rf"<h2 [^>]*>{title}</h2>", page), title
    assert "11 réponses pour « ecoles » dans ce contrat" in page.replace("\u00a0", " ")
    for url in ("/fiches/e1/", "/fiches/e1/#i1", "/acteurs/edm/", "/plan/n1/", "/tableaux/t1/", "/texte/#instances"):
        assert f'href="/contrats/essai{url}"' in page, url


def test_matches_are_marked_in_the_original_text_and_markup_is_escaped(lead_client, filled):
    page = text_of(ask(lead_client, filled, q="ecole", nature="action"))
    assert "Soutenir l’<mark>École</mark> &lt;b&gt;" in page
    assert "à maintenir" in page
    assert "Écoles aidées" not in page


def test_an_acronym_leads_to_what_bears_it(lead_client, filled):
    page = text_of(ask(lead_client, filled, q="edm"))
    assert "À ce nom" in page
    assert "École de musique (EDM)" in page


def test_a_kind_has_its_pages(lead_client, contract):
    for number in range(45):
        ActionFactory(contract=contract, title=f"Vélo numéro {number}")
    index_contract(contract)
    assert "Voir les 45 actions" in text_of(ask(lead_client, contract, q="vélo")).replace("\u00a0", " ")
    page = text_of(ask(lead_client, contract, q="vélo", nature="action", page=3))
    assert page.count("find-line") == 5
    assert "41 à 45 sur 45 réponses" in page.replace("\u00a0", " ").replace("\u202f", " ")
    assert text_of(ask(lead_client, contract, q="vélo", nature="action", page=99)).count("find-line") == 5


def test_without_question_the_page_gives_examples_of_the_contract(lead_client, filled):
    page = text_of(ask(lead_client, filled))
    assert "Que cherchez-vous" in page
    assert "École ouverte" in page


def test_without_answer_the_page_says_what_to_try(lead_client, filled):
    page = text_of(ask(lead_client, filled, q="école zzz"))
    assert "Aucune réponse pour « école zzz »" in page.replace("\u00a0", " ")
    assert "Avec moins de mots" in page
    assert "orphelines" in text_of(ask(lead_client, filled, q="orfeline"))


@pytest.mark.parametrize("q", ["de la", "a", "%", "_", "'\"\\", "\0", "<script>alert(1)</script>", "é" * 3000])
def test_odd_questions_get_a_page(lead_client, filled, q):
    answer = ask(lead_client, filled, q=q, nature="rien", page="x", partout="zut")
    assert answer.status_code == 200
    assert "<script>alert" not in text_of(answer)
    assert "find-line" not in text_of(answer)


def test_a_very_long_question_says_that_it_was_cut(lead_client, filled):
    assert "douze premiers mots" in text_of(ask(lead_client, filled, q="école " * 40))


def test_everywhere_means_the_contracts_that_the_person_sees(lead_client, lead, filled):
    mine = ContractFactory(key="mien", title="Contrat de Mende", start="2015", end="2022")
    MembershipFactory(contract=mine, user=lead)
    hidden = ContractFactory(key="cache", title="Contrat caché")
    for other, title in ((mine, "École de Mende"), (hidden, "École cachée")):
        ActionFactory(contract=other, title=title)
        index_contract(other)
    assert "de Mende</a>" not in text_of(ask(lead_client, filled, q="école"))
    page = text_of(ask(lead_client, filled, q="école", partout="1"))
    assert "de Mende</a>" in page
    assert "Contrat de Mende (2015-2022)" in page
    assert "cachée" not in page


def test_a_stranger_sees_no_page(client, stranger, filled):
    client.force_login(stranger)
    assert ask(client, filled, q="école").status_code == 404


def test_a_row_removed_since_the_last_indexing_is_not_shown(lead_client, filled):
    Body.objects.all().delete()
    assert "Comité des" not in text_of(ask(lead_client, filled, q="école"))


def test_queries_do_not_grow_with_answers(lead_client, contract):
    def count():
        with CaptureQueriesContext(connection) as queries:
            ask(lead_client, contract, q="vélo", nature="indicateur")
        return len(queries)

    def add(number):
        for _ in range(number):
            IndicatorFactory(contract=contract, label="Vélos", actions=[ActionFactory(contract=contract)])
        index_contract(contract)

    add(2)
    few = count()
    add(100)
    assert count() == few
