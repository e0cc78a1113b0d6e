"""What a contract's rows say can be found, and stops being found when they say something else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faubourg.actions.tests.factories import (
    ActionFactory,
    ClauseFactory,
    ListedSchemeFactory,
    MeansFactory,
    SchemeLinkFactory,
)
from faubourg.contracts.models import ContractPage, PrintedTable
from faubourg.contracts.tests.factories import ListedOrganisationFactory, ListedTerritoryFactory, NodeFactory
from faubourg.exchange.indexing import index_contract, index_rows, shown_by
from faubourg.governance.models import Body
from faubourg.indicators.tests.factories import IndicatorFactory
from faubourg.search.models import SearchEntry, SearchName, SearchWord
from faubourg.search.queries import find

pytestmark = pytest.mark.django_db


def targets(contract, query):
    return [entry.target for entry in find(query, scopes=[contract.scope]).entries]


def test_an_action_is_found_by_all_that_its_row_says(contract):
    action = ActionFactory(
        contract=contract,
        code="CAF-07",
        title="Soutenir la parentalité",
        title_variants=["Appui aux parents"],
        condition="sous réserve de financement",
        calendar="dès septembre 2025",
        objectives=["rompre l’isolement"],
        effects=["moins de conflits"],
    )
    action.publics.create(contract=contract, label="familles monoparentales")
    MeansFactory(action=action, text="deux animatrices")
    link = SchemeLinkFactory(
        action=action,
        scheme=ListedSchemeFactory(contract=contract, name="Réseau d’écoute", code="REAAP", aliases=["réseau parents"]),
    )
    index_contract(contract)
    for query in ("parentalité", "appui parent", "réserve", "septembre 2025", "isolement", "conflit", "monoparental",
                  "animatrice", "REAAP", "réseau d'écoute", "caf 7", "engagement CAF-07"):  # fmt: skip
        assert action in targets(contract, query), query
    assert link.scheme in targets(contract, "REAAP")


def test_everything_that_a_contract_lists_is_found(contract):
    node = NodeFactory(contract=contract, code="OP 9", title="Agir pour la santé", level_name="objectif opérationnel")
    rows = {
        "violon": IndicatorFactory(contract=contract, label="Nombre d’heures", method="registre du violon"),
        "objectif op 9": node,
        "trompette": ListedOrganisationFactory(contract=contract, name="École de musique", aliases=["Trompette"]),
        "tambour": Body.objects.create(contract=contract, key="i", name="Comité", members=["le tambour"]),
        "hautbois": ListedTerritoryFactory(contract=contract, name="Le Hautbois"),
        "basson 4": PrintedTable.objects.create(contract=contract, key="t", title="T", columns=["Basson"], rows=[[4]]),
        "clavecin": ContractPage.objects.create(contract=contract, title="Préambule", body="Un clavecin."),
    }
    ClauseFactory(node=node, text="prévoir une harpe")
    index_contract(contract)
    for query, row in {**rows, "harpe": node}.items():
        assert row in targets(contract, query), query


def test_a_change_replaces_what_was_said_and_a_removal_what_was_there(contract):
    kept, gone = (
        ActionFactory(contract=contract, title="Un vélo"),
        ActionFactory(contract=contract, title="Un tracteur"),
    )
    index_contract(contract)
    pk = SearchEntry.objects.get(title="Un vélo").pk
    kept.title = "Une trottinette"
    kept.save()
    gone.delete()
    index_contract(contract)
    assert targets(contract, "vélo") == targets(contract, "tracteur") == []
    assert targets(contract, "trottinette") == [kept]
    assert SearchEntry.objects.get(title="Une trottinette").pk == pk


def test_reads_do_not_grow_with_rows(contract):
    def reads_with(number):
        actions = ActionFactory.create_batch(number, contract=contract)
        IndicatorFactory.create_batch(number, contract=contract, actions=actions)
        index_contract(contract)
        with CaptureQueriesContext(connection) as queries:
            index_contract(contract)
        return len(queries)

    assert reads_with(2) == reads_with(40)


@pytest.mark.shared
def test_an_import_indexes_once_and_nothing_more_the_second_time(import_shared):
    contract = import_shared("niort-2024-2030")

    def rows():
        return [list(model.objects.order_by("pk").values()) for model in (SearchEntry, SearchWord, SearchName)]

    before = rows()
    assert SearchEntry.objects.filter(kind="action").count() == 394
    index_contract(contract)
    assert rows() == before


def snapshot():
    """What the index says, whatever the numbers and the order of its own rows."""
    entries = SearchEntry.objects.values_list("kind", "content_type", "object_id", "code", "title", "text", "stems")
    words = SearchWord.objects.values_list("kind", "stem", "entries", "titles")
    return (
        set(entries),
        {(kind, stem, *("-".join(sorted(pks.split())) for pks in held)) for kind, stem, *held in words},
        set(SearchName.objects.values_list("entry", "key", "is_synonym")),
    )


@pytest.fixture
def many(contract):
    """A few rows that tell of one another."""
    node = NodeFactory(contract=contract, title="Santé")
    action = ActionFactory(contract=contract, title="Un vélo", nodes=[node])
    scheme = ListedSchemeFactory(contract=contract, name="Réseau d’écoute")
    parent = ListedOrganisationFactory(contract=contract, name="Ville")
    rows = {
        "action": action,
        "node": node,
        "scheme": scheme,
        "parent": parent,
        "service": ListedOrganisationFactory(contract=contract, name="Sports", parent=parent),
        "means": MeansFactory(action=action, text="deux animatrices"),
        "link": SchemeLinkFactory(action=action, scheme=scheme),
        "clause": ClauseFactory(node=node, text="une harpe"),
        "indicator": IndicatorFactory(contract=contract, label="Heures", actions=[action]),
        "quarter": ListedTerritoryFactory(contract=contract, name="Le Hautbois"),
    }
    ActionFactory.create_batch(3, contract=contract)
    index_contract(contract)
    return rows


@pytest.mark.parametrize("name", ["action", "node", "scheme", "service", "means", "clause", "indicator", "quarter"])
def test_one_row_indexed_again_leaves_the_index_as_if_made_anew(contract, many, name):
    row = many[name]
    field = next(found for found in ("title", "name", "text", "label") if hasattr(row, found))
    setattr(row, field, "Une trottinette")
    row.save()
    index_rows(contract, shown_by(row))
    after = snapshot()
    assert targets(contract, "trottinette")
    index_contract(contract)
    assert snapshot() == after


@pytest.mark.parametrize("name", ["means", "link", "clause", "indicator", "quarter"])
def test_a_row_taken_away_leaves_the_index_as_if_made_anew(contract, many, name):
    wanted = shown_by(many[name])
    many[name].delete()
    index_rows(contract, wanted)
    after = snapshot()
    index_contract(contract)
    assert snapshot() == after


def test_indexing_one_row_reads_no_more_in_a_large_contract(contract, many):
    def reads():
        with CaptureQueriesContext(connection) as queries:
            index_rows(contract, shown_by(many["action"]))
        return len(queries)

    few = reads()
    ActionFactory.create_batch(30, contract=contract)
    index_contract(contract)
    assert reads() == few
