"""Moves in a plan, drawn at random: the tree stays a tree, the order a permutation, nothing is lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from faubourg.actions.arranging.moves import MoveError, Place, check_action, check_node, reordered, siblings, step
from faubourg.actions.arranging.tree import Tree, TreeAction, TreeNode

LEVELS = [("principal", 0, "pilier"), ("principal", 1, "objectif"), ("principal", 2, "orientation")]


def build(parents: list[int], holders: list[list[int]]) -> Tree:
    """A tree of three levels: each node names the one that holds it, each action the nodes under which it stands."""
    nodes: list[TreeNode] = []
    for rank, choice in enumerate(parents):
        above = [node for node in nodes if node.level[1] < 2]
        parent = above[choice % len(above)] if above and choice else None
        level = LEVELS[parent.level[1] + 1 if parent else 0]
        nodes.append(TreeNode(rank, f"n{rank}", "", f"Élément {rank}", level[2], rank, level=level, parent=parent))
        if parent:
            parent.children.append(nodes[-1])
    actions = []
    for rank, places in enumerate(holders):
        chosen = list(dict.fromkeys(nodes[place % len(nodes)] for place in places)) if nodes else []
        actions.append(TreeAction(rank, f"a{rank}", "", f"Action {rank}", "action", rank, places=chosen))
        for node in chosen:
            node.actions.append(actions[-1])
    return Tree(nodes, actions)


trees = st.builds(
    build,
    st.lists(st.integers(0, 9), min_size=1, max_size=12),
    st.lists(st.lists(st.integers(0, 11), max_size=2), max_size=8),
)


@given(trees, st.data())
def test_a_node_moved_takes_its_branch_and_leaves_the_rest_in_order(tree, data):
    node = data.draw(st.sampled_from(tree.nodes))
    under = data.draw(st.sampled_from([None, *tree.nodes]))
    try:
        check_node(tree, node, Place(under))
    except MoveError:
        assume(False)
    beside = [one for one in siblings(tree, node, under) if one is not node]
    before = data.draw(st.sampled_from([None, *beside]))
    order = reordered(tree, node, Place(under, before))
    branch = set(node.walk())
    assert sorted(order, key=id) == sorted(tree.nodes, key=id)
    assert [one for one in order if one not in branch] == [one for one in tree.nodes if one not in branch]
    assert [one for one in order if one in branch] == [one for one in tree.nodes if one in branch]
    expected = list(beside)
    expected.insert(beside.index(before) if before else len(beside), node)
    assert [one for one in order if one in set(expected)] == expected


@given(trees, st.data())
def test_no_node_is_ever_put_under_itself(tree, data):
    node = data.draw(st.sampled_from(tree.nodes))
    for one in node.walk():
        with pytest.raises(MoveError, match="lui-même"):
            check_node(tree, node, Place(one))


@given(trees, st.data())
def test_an_action_goes_one_step_at_a_time_and_back(tree, data):
    node = data.draw(st.sampled_from(tree.nodes))
    assume(len(node.actions) > 1)
    at = data.draw(st.integers(0, len(node.actions) - 2))
    action = node.actions[at]
    place = step(tree, action, node, down=True)
    check_action(tree, action, place)
    order = reordered(tree, action, place)
    assert sorted(order, key=id) == sorted(tree.actions, key=id)
    shown = [one for one in order if one in node.actions]
    assert shown.index(action) == at + 1
    assert [one for one in shown if one is not action] == [one for one in node.actions if one is not action]


def test_the_ends_of_a_row_are_ends():
    tree = build([0, 0, 0], [[0], [0]])
    assert step(tree, tree.nodes[0], None, down=False) is None
    assert step(tree, tree.nodes[2], None, down=True) is None
    assert step(tree, tree.actions[0], tree.nodes[0], down=False) is None


def test_levels_keep_their_rank():
    tree = build([0, 1, 1, 1], [[2], []])
    pillar, first = tree.nodes[0], tree.nodes[1]
    with pytest.raises(MoveError, match="ne se place pas en haut"):
        check_node(tree, first, Place(None))
    with pytest.raises(MoveError, match="ne se place pas sous"):
        check_node(tree, pillar, Place(TreeNode(9, "n9", "", "Autre", "objectif", 9, level=LEVELS[1])))
    with pytest.raises(MoveError, match="aucune action"):
        check_action(tree, tree.actions[0], Place(pillar))
