"""Facts of one document in French."""

from faubourg.contracts.facts import fact_label, fact_text


def test_a_known_name_is_french_and_an_unknown_one_readable():
    assert fact_label("pilots_printed") == "pilotes imprimés"
    assert fact_label("chose_inconnue") == "chose inconnue"
    assert fact_label("unit_inferred") == "unité (valeur déduite)"


def test_groups_and_lists_are_told_in_words():
    value = [{"post": "référente insertion", "line": 12, "vacant": True}, {"post": "référent habitat", "line": 13}]
    assert fact_text(value) == (
        "fonction : référente insertion, ligne : 12, poste vacant : oui ; fonction : référent habitat, ligne : 13"
    )
