"""Cells hidden beside a document that is printed already."""

from faubourg.indicators.beside import hidden_beside


def test_what_is_printed_already_stays_and_its_parts_hide_beside_it():
    counts = {"t": 10, "a": 3, "b": 7, "c": 0}
    assert hidden_beside(counts, [("t", ("a", "b", "c"))], 5, {"t": False}) == {"a", "b"}
    assert hidden_beside(counts, [("t", ("a", "b", "c"))], 0, {"t": False}) == frozenset()


def test_a_zero_is_hidden_where_it_would_give_its_neighbours_back():
    # B is printed to have 5 persons: none in y tells that all are in x, then that A has 3 there.
    counts = {"x": 8, "y": 7, "A": 10, "B": 5, "Ax": 3, "Ay": 7, "Bx": 5, "By": 0}
    sums = [("x", ("Ax", "Bx")), ("y", ("Ay", "By")), ("A", ("Ax", "Ay")), ("B", ("Bx", "By"))]
    found = hidden_beside(counts, sums, 5, dict.fromkeys(("x", "y", "A", "B"), False))
    assert found == {"Ax", "Ay", "Bx", "By"}
