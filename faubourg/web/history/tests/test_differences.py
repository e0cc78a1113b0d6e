"""Two texts word by word."""

from hypothesis import given
from hypothesis import strategies as st

from faubourg.web.history.differences import AROUND, CAME, GONE, MOST_WORDS, SAME, compare


def test_short_texts_are_not_compared():
    assert compare("Avant", "Après") is None
    assert compare("", "x" * 100) is None
    assert compare("x" * 100, "x" * 100) is None


def test_only_what_changed_is_marked():
    old = "Les partenaires se réunissent deux fois par an pour faire le point sur les actions engagées."
    pieces = compare(old, old.replace("deux", "trois"))
    assert [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind != SAME] == [
        (GONE, "deux"),
        (CAME, "trois"),
    ]


def test_long_parts_without_change_are_shortened():
    old = " ".join(f"mot{number}" for number in range(500))
    pieces = compare(old, old.replace("mot250", "autre"))
    assert "[…]" in pieces[0].text
    assert sum(len(piece.text.split()) for piece in pieces) < 4 * AROUND


def test_a_text_of_a_million_letters_is_not_compared():
    assert compare("mot " * 250_000, "mots " * 250_000) is None
    assert MOST_WORDS < 250_000


WORDS = st.lists(st.sampled_from(["un", "deux", "trois", "L’État", "«", "fin."]), min_size=20, max_size=40)


@given(WORDS, WORDS)
def test_nothing_is_lost_where_nothing_is_shortened(before, after):
    old, new = " ".join(before), " ".join(after)
    pieces = compare(old, new)
    if pieces is None or any("[…]" in piece.text for piece in pieces):
        return
    assert "".join(piece.text for piece in pieces if piece.kind != CAME) == old
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new
