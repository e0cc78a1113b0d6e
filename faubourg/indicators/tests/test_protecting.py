"""Small numbers in tables: what is hidden cannot be found again from what is shown."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.indicators.choices import MaskReason
from faubourg.indicators.protecting import hidden_beside, hidden_cells

ROWS, COLUMNS = 3, 2
CELLS = list(itertools.product(range(ROWS), range(COLUMNS)))
SUMS = [
    *(((row, "t"), tuple((row, column) for column in range(COLUMNS))) for row in range(ROWS)),
    *((("t", column), tuple((row, column) for row in range(ROWS))) for column in range(COLUMNS)),
    (("t", "t"), tuple((row, "t") for row in range(ROWS))),
    (("t", "t"), tuple(("t", column) for column in range(COLUMNS))),
]


def table(inside):
    """A table with its margins."""
    counts = dict(inside)
    for total, parts in SUMS:
        counts[total] = sum(counts[part] for part in parts)
    return counts


def test_a_lone_small_part_takes_the_smallest_other_with_it():
    found = hidden_cells({"t": 56, "f": 3, "h": 23, "n": 30}, [("t", ("f", "h", "n"))], 5)
    assert found == {"f": MaskReason.FEW, "h": MaskReason.PROTECTS}


def test_zero_is_shown_and_nothing_is_hidden_without_threshold():
    assert hidden_cells({"t": 12, "f": 0, "h": 12}, [("t", ("f", "h"))], 5) == {}
    assert hidden_cells({"t": 3}, [], 0) == {}


def test_when_only_zeros_are_left_the_total_is_hidden():
    assert set(hidden_cells({"t": 3, "f": 3, "h": 0}, [("t", ("f", "h"))], 5)) == {"t", "f"}


def test_two_ones_that_make_a_total_of_two_do_not_give_themselves_away():
    found = hidden_cells({"t": 42, "f": 1, "h": 1, "n": 40}, [("t", ("f", "h", "n"))], 5)
    assert set(found) == {"f", "h", "n"}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=len(CELLS), max_size=len(CELLS)), st.integers(2, 6))
def test_no_hidden_cell_is_found_again_from_the_others(numbers, threshold):
    counts = table(zip(CELLS, numbers, strict=True))
    hidden = hidden_cells(counts, SUMS, threshold)
    assert all(cell in hidden for cell, count in counts.items() if 0 < count < threshold)
    assert all(counts[cell] > 0 for cell in hidden)
    # Other tables that print the same: moving counts inside must be able to change each hidden cell.
    undecided = set()
    for moves in itertools.product((-1, 0, 1), repeat=len(CELLS)):
        other = table((cell, counts[cell] + move) for cell, move in zip(CELLS, moves, strict=True))
        if min(other.values()) >= 0 and all(other[cell] == counts[cell] for cell in counts if cell not in hidden):
            undecided |= {cell for cell in hidden if other[cell] != counts[cell]}
    assert undecided == set(hidden)


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
