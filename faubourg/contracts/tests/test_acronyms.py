"""Which letters a listed name explains."""

import pytest

from faubourg.contracts.acronyms import BUILT_IN, looks_like_acronym, own_acronyms


@pytest.mark.parametrize(
    ("name", "aliases", "code", "found"),
    [
        ("Caisse d’allocations familiales", ["CAF", "Caisse"], "", {"CAF": ("Caisse d’allocations familiales", True)}),
        ("Service petite enfance (CCAS)", [], "", {"CCAS": ("Service petite enfance", False)}),
        ("PRE – Réussite éducative", [], "", {"PRE": ("Réussite éducative", True)}),
        ("Fonds de prévention", [], "FIPD", {"FIPD": ("Fonds de prévention", True)}),
        ("Agence de santé (délégation locale)", ["ARS"], "", {"ARS": ("Agence de santé (délégation locale)", True)}),
        ("SEMIE", ["SEMIE"], "", {}),
        ("MILDECA", [], "MILDECA", {}),
    ],
)
def test_a_name_explains_its_own_letters(name, aliases, code, found):
    assert own_acronyms(name, aliases, code) == found


@pytest.mark.parametrize(("text", "expected"), [("E2C", True), ("CD 79", True), ("Ville", False), ("A", False)])
def test_what_looks_like_an_acronym(text, expected):
    assert looks_like_acronym(text) is expected


def test_the_words_of_the_field_say_more_than_their_letters():
    assert len(BUILT_IN) >= 120
    assert [
        short for short, text in BUILT_IN.items() if not looks_like_acronym(short) or len(text) < len(short) + 4
    ] == []
    assert list(BUILT_IN) == list(dict.fromkeys(BUILT_IN))
