"""Matches in the original text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faubourg.search.marks import excerpt, mark
from faubourg.search.questions import parse

TEXT = "Maintenir le soutien à l’École de la 2ème Chance (E2C), pour les écoles et la « chance »."
E2C = {"e2c": ["ecol 2e chanc"]}


def marked(text, query):
    return [piece for piece, is_match in mark(text, query) if is_match]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ecole", ["École", "écoles"]),
        ("chances ecole", ["École", "Chance", "écoles", "chance"]),
        (parse("E2C", E2C), ["École de la 2ème Chance", "E2C"]),
        ("zut", []),
        ("", []),
        ("%", []),
    ],
)
def test_matches_keep_accents_and_case(query, expected):
    assert marked(TEXT, query) == expected


def test_markup_stays_text():
    assert mark("<b>école</b>", "école") == [("<b>", False), ("école", True), ("</b>", False)]


@given(st.text(), st.text(max_size=60))
def test_pieces_joined_are_the_text(text, query):
    assert "".join(piece for piece, _ in mark(text, query)) == text


@given(st.lists(st.sampled_from(["école", "Écoles", "l’E2C", "REP+", "12.3", "été", " ", "·"])), st.text(max_size=10))
def test_pieces_joined_are_the_text_of_words(words, query):
    text = " ".join(words)
    assert "".join(piece for piece, _ in mark(text, f"école REP+ {query}")) == text


def test_an_excerpt_shows_where_most_matches_are():
    text = "école " + "avant " * 100 + "école et chance " + "après " * 100
    pieces = excerpt(text, "école chance", width=100)
    assert [piece for piece, is_match in pieces if is_match] == ["école", "chance"]
    assert pieces[0][0] == "… "
    assert pieces[-1][0] == " …"
    assert sum(len(piece) for piece, _ in pieces) < 130


def test_a_short_text_is_its_own_excerpt_and_a_long_one_without_match_begins_at_its_beginning():
    assert excerpt("un texte court", "texte") == mark("un texte court", "texte")
    assert excerpt("début " * 100, "absent")[0][0].startswith("début")


@given(st.text(min_size=0, max_size=1000), st.text(max_size=20))
def test_an_excerpt_is_a_part_of_the_text(text, query):
    pieces = excerpt(text, query, width=80)
    inside = "".join(piece for piece, _ in pieces if piece not in ("… ", " …"))
    assert inside in text or len(text) <= 80
