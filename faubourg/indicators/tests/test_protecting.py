"""Small numbers in tables: what is hidden cannot be found again from what is shown."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from faubourg.indicators.choices import MaskReason
from faubourg.indicators.protecting import hidden_cells

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


def test_two_parts_that_make_few_are_not_left_alone_with_their_total():
    # Two masked parts of 7 − 5 = 2, none of which is zero: each is 1.
    found = hidden_cells({"t": 27, "a": 1, "b": 1, "c": 5, "d": 20}, [("t", ("a", "b", "c", "d"))], 5)
    assert set(found) == {"a", "b", "c"}


def test_what_a_document_publishes_is_neither_hidden_nor_counted_on():
    counts, sums = {"t": 30, "f": 3, "h": 2, "n": 25}, [("t", ("f", "h", "n"))]
    assert set(hidden_cells(counts, sums, 5, public={"f"})) == {"h", "n"}
    assert set(hidden_cells(counts, sums, 5, public={"f", "n"})) == {"h", "t"}
    assert hidden_cells(counts, sums, 5, public={"f", "h"}) == {}


def test_a_zero_is_hidden_where_it_would_give_its_neighbours_back():
    # B is printed to have 5 persons: none in y tells that all are in x, then that A has 3 there.
    counts = {"x": 8, "y": 7, "A": 10, "B": 5, "Ax": 3, "Ay": 7, "Bx": 5, "By": 0}
    sums = [("x", ("Ax", "Bx")), ("y", ("Ay", "By")), ("A", ("Ax", "Ay")), ("B", ("Bx", "By"))]
    assert set(hidden_cells(counts, sums, 5, public={"x", "y", "A", "B"})) == {"Ax", "Ay", "Bx", "By"}


def test_what_is_printed_nowhere_is_protected_too():
    # Nine persons of whom five receive the RSA: the four others stand in no table.
    found = hidden_cells({"t": 9, "brsa": 5, "others": 4}, [("t", ("brsa", "others"))], 5, secret={"others"})
    assert found == {"brsa": MaskReason.PROTECTS}
    assert hidden_cells({"t": 9, "brsa": 9, "others": 0}, [("t", ("brsa", "others"))], 5, secret={"others"}) == {}


#: A margin of which a part is printed, and its complement nowhere.
PART, REST = "part", "rest"
TIED = [*SUMS, (("t", 0), (PART, REST))]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 9), min_size=len(CELLS), max_size=len(CELLS)), st.integers(0, 30), st.integers(2, 4),
    st.sets(st.sampled_from(CELLS), max_size=2),
)  # fmt: skip
def test_each_small_cell_may_have_as_many_values_as_the_threshold(numbers, part, threshold, public):
    counts = table(zip(CELLS, numbers, strict=True))
    counts[PART] = min(part, counts["t", 0])
    counts[REST] = counts["t", 0] - counts[PART]
    hidden = hidden_cells(counts, TIED, threshold, public=public, secret={REST})
    small = {cell for cell, count in counts.items() if 0 < count < threshold} - public
    assert small - {REST} <= set(hidden)
    assert all((counts[cell] > 0 or public) and cell not in public | {REST} for cell in hidden)
    # A reader tries every table that prints the same; what is hidden counts somebody.
    unknown = {*hidden, REST} if counts[REST] else set(hidden)
    values = {cell: set() for cell in counts}
    steps = range(1 - threshold, threshold)
    free = [steps if cell in unknown else (0,) for cell in (*CELLS, PART)]
    for moves in itertools.product(*free):
        other = table((cell, counts[cell] + move) for cell, move in zip(CELLS, moves, strict=False))
        other[PART] = counts[PART] + moves[-1]
        other[REST] = other["t", 0] - other[PART]
        if all(
            other[cell] >= min(counts[cell], 1) if cell in unknown else other[cell] == counts[cell] for cell in counts
        ):
            for cell, count in other.items():
                values[cell].add(count)
    # Where all the rest is public, nothing is left to hide.
    if not public:
        assert all(len(values[cell]) >= threshold for cell in small)
    else:
        left = {cell for cell in counts if cell not in unknown and cell not in public and counts[cell] > 0}
        assert all(len(values[cell]) >= threshold for cell in small) or not left
