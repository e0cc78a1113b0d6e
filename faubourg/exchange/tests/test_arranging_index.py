"""What is moved or changed in the plan is indexed alone: the rest of the contract is not read again."""

import pytest
from django.utils import timezone

from faubourg.actions.arranging.tree import read_tree
from faubourg.actions.tests.factories import ActionFactory, MeansFactory
from faubourg.contracts.tests.factories import NodeFactory
from faubourg.exchange import indexing
from faubourg.exchange.arranging.edits import Edits, apply_edits
from faubourg.exchange.arranging.moving import move
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.search.models import SearchEntry
from faubourg.search.queries import find

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(contract, monkeypatch):
    """Two elements and two actions, indexed; the whole contract may not be indexed again."""
    nodes = [NodeFactory(contract=contract, key=key, position=rank) for rank, key in enumerate(("n1", "n2"))]
    actions = [ActionFactory(contract=contract, key=key, nodes=[nodes[0]], title=key) for key in ("a1", "a2")]
    indexing.index_contract(contract)

    def refuse(_):
        raise AssertionError("the whole contract is indexed")

    monkeypatch.setattr(indexing, "index_contract", refuse)
    return actions


def found(contract, query):
    return {entry.target for entry in find(query, scopes=[contract.scope]).entries}


def test_a_move_indexes_the_row_that_moves(contract, lead, plan):
    before = list(SearchEntry.objects.order_by("pk").values())
    digest = read_tree(contract.current_version).digest
    names = {"item": "action:a1", "source": "element:n1", "under": "element:n2", "before": ""}
    move(contract=contract, **names, digest=digest, user=lead, at=timezone.now())
    assert list(SearchEntry.objects.order_by("pk").values()) == before


def test_a_row_that_changes_owner_is_found_by_the_new_one_alone(contract, lead, plan):
    means = MeansFactory(action=plan[0], text="deux violons")
    indexing.index_rows(contract, indexing.shown_by(means))
    assert found(contract, "violons") == {plan[0]}
    edits = Edits(changed=[(FLAT_BY_NAME["means"], means, {"action": "a2"})])
    apply_edits(contract=contract, edits=edits, user=lead, at=timezone.now())
    assert found(contract, "violons") == {plan[1]}
