"""Words, stems and the places of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faubourg.search.text import normalise, stems, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("École de la 2e chance", "ecole 2ème chance"),
        ("École de la deuxième chance", "l’Ecole de la 2 ème Chance"),
        ("les quartiers prioritaires", "QUARTIER PRIORITAIRE"),
        ("l'emploi", "l’emploi"),
        ("qu’emplois", "emploi"),
        ("habitant·e·s", "habitants"),
        ("élues", "élu"),
        ("travaux", "travail"),
        ("œuvres", "oeuvre"),
        ("Clou-Bouchet", "clou bouchet"),
        ("co-pilotes", "copilote"),
        ("péri-scolaire", "périscolaires"),
        ("C.G.E.T.", "CGET"),
        ("CD 79", "cd79"),
        ("sociaux", "sociale"),
        ("formées", "formé"),
        ("e\u0301cole", "école"),
        ("éco\u00adle", "école"),
        ("aider", "aides"),
        ("1ère", "premier"),
    ],
)
def test_what_reads_alike_has_the_same_stems(one, other):
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(("one", "other"), [("CAF", "café"), ("REP", "repas"), ("PRE", "près"), ("PLIE", "plier")])
def test_an_acronym_is_not_the_beginning_of_a_word(one, other):
    assert stems(one) != stems(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("E2C", ["e2c"]),
        ("CIV 2023", ["civ", "2023"]),
        ("QPV", ["qpv"]),
        ("REP+", ["rep", "rep+"]),
        ("fiche 1.3.6.d", ["fich", "1.3.6.d"]),
        ("le 26.06.2023", ["26", "06", "2023"]),
        ("de la et aux d' l’ a", []),
        ("", []),
        ("% _ \" ' \\ ; --", []),
        ("en_cours", ["cour"]),
    ],
)
def test_stems(text, expected):
    assert stems(text) == expected


def test_normalise_opens_ligatures_and_drops_accents():
    assert normalise("Cœur d’Été") == "coeur d’ete"


@given(st.text())
def test_any_text_has_stems_that_stand_alone(text):
    found = stems(text)
    assert all(stem and " " not in stem for stem in found)
    assert found == [token.stem for token in tokens(text)]
    assert all(0 <= token.start < token.end <= len(text) for token in tokens(text))


@given(st.from_regex(r"[a-zà-ÿœ]{2,15}", fullmatch=True))
def test_accents_and_capitals_change_nothing(word):
    assert stems(word) == stems(normalise(word)) == stems(word.upper())
