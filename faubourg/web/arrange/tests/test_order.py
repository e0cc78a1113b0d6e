"""The page where the plan is put in order."""

import random

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.arranging.moves import MoveError
from faubourg.actions.arranging.tree import read_tree
from faubourg.actions.models import Action
from faubourg.amendments.operations import open_amendment
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Contract, Node
from faubourg.exchange.arranging import moving
from faubourg.journal.models import Entry
from faubourg.web.arrange.tests.plans import order_of, small_plan


@pytest.fixture
def plan(contract):
    return small_plan(contract)


def address(contract, name="order", *parts):
    return reverse(f"arrange:{name}", args=[contract.key, *parts])


def digest(contract) -> str:
    return read_tree(contract.current_version).digest


def test_the_page_shows_the_tree_with_its_gestures(lead_client, contract, plan):
    page = lead_client.get(address(contract)).content.decode()
    assert page.index("Élément 1.1") < page.index("Action a") < page.index("Élément 2")
    assert "Monter 1.1.b" in page
    assert "aussi sous 2.1" in page


def test_a_button_moves_one_step(lead_client, contract, plan):
    answer = lead_client.post(
        address(contract), {"geste": "haut|action:act-b|element:o11", "digest": digest(contract)}, follow=True
    )
    assert "rang 1 sur 3" in answer.content.decode()
    assert order_of(contract)[1] == ["act-b", "act-a", "act-c"]
    entry = Entry.objects.get()
    assert (entry.verb, entry.changes["rang"]) == ("place changée", ["2 sur 3", "1 sur 3"])


def test_a_drag_moves_an_element_with_what_it_holds(lead_client, contract, plan):
    lineage = plan["o11"].lineage_id
    facts = {"objet": "element:o11", "source": "element:p1", "under": "element:p2", "before": "element:o21"}
    answer = lead_client.post(address(contract), facts | {"digest": digest(contract)}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert order_of(contract)[0] == ["p1", "o12", "p2", "o11", "o21"]
    moved = Node.objects.get(key="o11")
    assert (moved.parent, moved.lineage_id, moved.code) == (plan["p2"], lineage, "1.1")
    assert set(moved.actions.values_list("key", flat=True)) == {"act-a", "act-b", "act-c"}


def test_the_second_of_two_people_is_told_and_nothing_is_lost(lead_client, contract, plan):
    seen = digest(contract)
    lead_client.post(address(contract), {"geste": "bas|element:p1|", "digest": seen})
    after = order_of(contract)
    answer = lead_client.post(address(contract), {"geste": "haut|action:act-c|element:o11", "digest": seen})
    assert "Quelqu’un a changé l’ordre du plan" in answer.content.decode()
    assert order_of(contract) == after
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"geste": "haut|element:p1|"}, "déjà à cette extrémité"),
        ({"geste": "rire"}, "Ce geste n’existe pas"),
        ({"geste": "haut|element:nulle|"}, "n’est plus dans le plan"),
        ({"objet": "element:p1", "source": "", "under": "element:o11", "before": ""}, "sous lui-même"),
        ({"objet": "element:o11", "source": "element:p1", "under": "", "before": ""}, "en haut de l’arbre"),
        ({"objet": "action:act-a", "source": "element:o11", "under": "element:p1", "before": ""}, "aucune action"),
        ({"objet": "action:act-b", "source": "element:o11", "under": "element:o21", "before": ""}, "figure déjà"),
        ({"objet": "action:act-a\x00", "source": "element:o11", "under": "\x00", "before": "x"}, "plus dans le plan"),
    ],
)
def test_what_the_plan_does_not_allow_is_said(lead_client, contract, plan, facts, words):
    before = order_of(contract)
    answer = lead_client.post(address(contract), facts | {"digest": digest(contract)}, follow=True)
    assert words in answer.content.decode()
    assert order_of(contract) == before


def test_an_action_gets_a_place_more_and_leaves_one(lead_client, contract, plan):
    page = address(contract, "move", "action", "act-a")
    facts = {"de": "element:o11", "digest": digest(contract), "mode": "aussi", "under": "element:o12", "rank": "fin"}
    lead_client.post(page, facts)
    assert [node.key for node in Action.objects.get(key="act-a").nodes.order_by("key")] == ["o11", "o12"]
    facts |= {"digest": digest(contract), "mode": "retirer"}
    lead_client.post(page, facts)
    assert [node.key for node in Action.objects.get(key="act-a").nodes.all()] == ["o12"]


def test_the_page_of_a_move_offers_allowed_places_only(lead_client, contract, plan):
    page = lead_client.get(address(contract, "move", "element", "o11") + "?de=element:p1").content.decode()
    assert 'value="element:p2"' in page
    assert 'value="element:o12"' not in page
    assert 'value="haut"' not in page
    facts = {"de": "element:p1", "digest": digest(contract), "under": "element:p2", "rank": "debut"}
    lead_client.post(address(contract, "move", "element", "o11"), facts)
    assert order_of(contract)[0] == ["p1", "o12", "p2", "o11", "o21"]


def test_only_the_lead_orders_and_a_stranger_sees_nothing(client, contract, plan, elected, stranger):
    for user, status in ((elected, 403), (stranger, 404)):
        client.force_login(user)
        for page in (address(contract), address(contract, "move", "action", "act-a") + "?de=element:o11"):
            assert client.get(page).status_code == status
            assert client.post(page, {"geste": "bas|element:p1|", "digest": digest(contract)}).status_code == status
    assert order_of(contract)[0][0] == "p1"


def test_an_adopted_plan_moves_by_correction_only(lead_client, contract, plan):
    version = contract.current_version
    version.state = VersionState.ADOPTED
    version.save()
    facts = {"geste": "bas|element:p1|", "digest": digest(contract)}
    assert "est adoptée" in lead_client.post(address(contract), facts).content.decode()
    assert order_of(contract)[0][0] == "p1"
    lead_client.post(address(contract), facts | {"motif": "Inversés à l’impression"})
    assert order_of(contract)[0][0] == "p2"
    assert version.corrections.get().entry.reason == "Inversés à l’impression"


def test_a_draft_is_ordered_while_everybody_reads_the_plan_in_force(contract, plan, lead):
    contract.current_version.state = VersionState.ADOPTED
    contract.current_version.save()
    draft = open_amendment(contract=contract, title="Avenant", by=lead, at=timezone.now())
    published = read_tree(contract.current_version).digest
    copy = Contract.objects.get(pk=contract.pk)
    copy.work_on(draft)
    facts = {"digest": read_tree(draft).digest, "user": lead, "at": timezone.now()}
    moving.move_step(contract=copy, item="element:p1", under="", down=True, **facts)
    assert [node.key for node in read_tree(draft).roots] == ["p2", "p1"]
    assert read_tree(contract.current_version).digest == published


def test_many_moves_at_random_lose_nothing(contract, plan, lead):
    drawn = random.Random(20241120)
    keys = sorted(order_of(contract)[0]), sorted(order_of(contract)[1])
    done = 0
    for _ in range(60):
        tree = read_tree(contract.current_version)
        item = drawn.choice([*tree.nodes, *tree.actions])
        source = item.parent if item.is_node else drawn.choice(item.places)
        under = drawn.choice([None, *tree.nodes])
        beside = (under.children if under else tree.roots) if item.is_node else (under.actions if under else [])
        names = [moving.name_of(one) for one in (source, under, drawn.choice([None, *beside]))]
        facts = {"digest": tree.digest, "user": lead, "at": timezone.now()}
        try:
            moving.move(
                contract=contract, item=moving.name_of(item), source=names[0], under=names[1], before=names[2], **facts
            )
            done += 1
        except MoveError:
            continue
        assert (sorted(order_of(contract)[0]), sorted(order_of(contract)[1])) == keys
        nodes = Node.objects.of(contract)
        assert sorted(nodes.values_list("position", flat=True)) == list(range(len(keys[0])))
        assert {node.key for root in read_tree(contract.current_version).roots for node in root.walk()} == set(keys[0])
        assert not Action.objects.of(contract).filter(nodes=None).exists()
    assert done > 15


def test_a_large_plan_opens_its_actions_element_by_element(lead_client, contract, plan, monkeypatch):
    monkeypatch.setattr("faubourg.web.arrange.showing.MOST", 5)
    page = lead_client.get(address(contract)).content.decode()
    assert "Élément 1.1" in page
    assert "Action a" not in page
    assert "?element=o11" in page
    assert "Action a" in lead_client.get(address(contract), {"element": "o11"}).content.decode()
    assert "Action a" in lead_client.get(address(contract), {"element": "tout"}).content.decode()


def test_the_page_asks_as_many_queries_for_a_large_plan(lead_client, contract, plan, django_assert_max_num_queries):
    from faubourg.actions.tests.factories import ActionFactory

    for rank in range(60):
        ActionFactory(contract=contract, key=f"more-{rank}", nodes=[plan["o12"]], position=10 + rank)
    with django_assert_max_num_queries(16):
        assert lead_client.get(address(contract)).status_code == 200
