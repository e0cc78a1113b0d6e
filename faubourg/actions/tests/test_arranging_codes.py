"""Ranges of codes as a document writes them, and codes made again after the order."""

import pytest

from faubourg.actions.arranging.codes import expand, natural, read_ranges
from faubourg.actions.arranging.numbering import Left, classes_of, renumber
from faubourg.actions.arranging.tree import Tree, TreeAction, TreeNode


class Bearer:
    """Anything with a code."""

    def __init__(self, code: str):
        self.code = code


PLAN = [Bearer(code) for code in ("3.1", "3.2", "3.10", "15", "16", "17", "18", "21", "CAF-07", "CAF-12", "9", "9")]


def codes(text: str) -> list[str]:
    return [found.code for found in expand(read_ranges(text), PLAN) if found.items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 à 17, 21 et 3.2", ["15", "16", "17", "21", "3.2"]),
        ("Fiches actions 15 à 17", ["15", "16", "17"]),
        ("3.1 – 3.10", ["3.1", "3.2", "3.10"]),
        ("de 16 jusqu’à 18 ; n° 21", ["16", "17", "18", "21"]),
        ("CAF-07 à 12", ["CAF-07", "CAF-12"]),
        ("caf 7", ["CAF-07"]),
        ("15 à 17, 15 à 17", ["15", "16", "17"]),
        ("", []),
    ],
)
def test_ranges_are_read_as_people_write_them(text, expected):
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("99", "Aucune ligne"),
        ("15 à 3.2", "se suivre"),
        ("17 à 15", "vient après"),
        ("CAF-07 à 12", "Le numéro 8 manque"),
        ("à", "Aucune ligne"),
        ("\x00 🙂", "Aucune ligne"),
    ],
)
def test_what_is_not_found_is_said(text, words):
    assert any(words in found.problem for found in expand(read_ranges(text), PLAN))


def test_a_code_of_two_lines_is_asked():
    (found,) = expand(read_ranges("9"), PLAN)
    assert found.is_ambiguous


def test_codes_sort_as_people_count():
    assert sorted(["10", "2", "2.10", "2.9", "A-2"], key=natural) == ["2", "2.9", "2.10", "10", "A-2"]


def node(code: str, depth: int, parent=None) -> TreeNode:
    level = ("principal", depth, f"niveau {depth}")
    made = TreeNode(id(object()), code, code, code, level[2], 0, level=level, parent=parent)
    if parent:
        parent.children.append(made)
    return made


def plan(*roots: TreeNode, actions=()) -> Tree:
    return Tree([one for root in roots for one in root.walk()], list(actions))


def changes(tree: Tree, **facts) -> dict[str, str]:
    numbering = renumber(tree, classes=list(classes_of(tree)), **facts)
    return {change.old: change.new for change in numbering.changes}


def test_a_plan_in_order_keeps_its_codes():
    first, second = node("1", 0), node("2", 0)
    tree = plan(first, second)
    node("1.1", 1, first), node("1.2", 1, first), node("2.1", 1, second)
    assert changes(plan(first, second)) == {}
    assert changes(tree) == {}


def test_what_hangs_under_a_moved_element_follows_its_new_code():
    moved, first = node("OBJ 2", 0), node("OBJ 1", 0)
    node("2.1", 1, moved), node("2.2", 1, moved), node("1.1", 1, first)
    assert changes(plan(moved, first)) == {
        "OBJ 2": "OBJ 1", "OBJ 1": "OBJ 2", "2.1": "1.1", "2.2": "1.2", "1.1": "2.1",
    }  # fmt: skip


def test_letters_stay_letters_and_zeros_stay_zeros():
    place = node("1.1", 0)
    coded = [
        TreeAction(n, f"a{n}", code, code, "action", n, places=[place]) for n, code in enumerate(["1.1.b", "1.1.a"])
    ]
    other = [TreeAction(9 + n, f"c{n}", code, code, "fiche", n) for n, code in enumerate(["CAF-02", "CAF-01"])]
    assert changes(plan(place, actions=[*coded, *other])) == {
        "1.1.b": "1.1.a", "1.1.a": "1.1.b", "CAF-02": "CAF-01", "CAF-01": "CAF-02",
    }  # fmt: skip


def test_codes_missing_or_printed_twice_are_left_unless_chosen():
    tree = plan(node("OP 1", 0), node("OP 9", 0), node("OP 9", 0), node("", 0), node("OP 4", 0))
    numbering = renumber(tree, classes=list(classes_of(tree)))
    assert [reason for _, reason in numbering.left] == [Left.TWICE, Left.TWICE, Left.MISSING]
    assert [(one.old, one.new) for one in numbering.changes] == [("OP 4", "OP 2")]
    taken = renumber(tree, classes=list(classes_of(tree)), take=[Left.TWICE])
    assert [one.new for one in taken.changes] == ["OP 2", "OP 3"]


def test_codes_that_start_again_under_each_still_do():
    themes = [node(name, 0) for name in ("Thème A", "Thème B", "Thème C")]
    for theme in themes:
        for code in ("1", "3", "2"):
            node(code, 1, theme)
    numbering = renumber(plan(*themes), classes=["niveau:principal:1"])
    assert [(one.old, one.new) for one in numbering.changes] == [("3", "2"), ("2", "3")] * 3
