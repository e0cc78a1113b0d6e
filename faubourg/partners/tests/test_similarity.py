"""What makes two rows worth a look, and what speaks against it."""

import pytest

from faubourg.partners.similarity import Level, Subject, acronyms, compare, likeness, propose, words

HERE, THERE = frozenset({"Deux-Sèvres"}), frozenset({"Gard"})


def subject(pk, name, *aliases, contract=None, **facts):
    facts = {"places": HERE, "contracts": frozenset({contract or pk})} | facts
    return Subject(pk, name, tuple(aliases), **facts)


def test_words_forget_accents_capitals_and_articles():
    assert words("L’École de la 2ème Chance") == ("ecole", "2eme", "chance")
    assert words("Œuvres & cœurs") == ("oeuvres", "coeurs")
    assert words("Ville de Niort DE") == ("ville", "niort", "de")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Caisse d’allocations familiales (CAF) des Deux-Sèvres", {"CAF"}),
        ("E2C", {"E2C"}),
        ("PRE – Programme de réussite éducative", {"PRE"}),
        ("Equipements de la CAN", set()),
        ("Ville", set()),
    ],
)
def test_acronyms_are_those_of_the_row_itself(name, found):
    assert acronyms(name) == found


def test_likeness_counts_shared_words_whatever_the_order():
    assert likeness("Immobilière Atlantic Aménagement", "Immobilière Atlantique Aménagement") == 1
    assert likeness("Mission locale", "Nationale, mission") == 0.5
    assert likeness("", "CAF") == 0


def test_the_same_name_around_the_same_place_is_probable():
    found = compare(subject(1, "Ville de Niort"), subject(2, "VILLE DE NIORT"))
    assert (found.level, found.reasons, found.warnings) == (Level.PROBABLE, ("même nom",), ())


def test_an_alias_that_is_the_name_of_the_other_is_probable():
    found = compare(subject(1, "Caisse d’allocations familiales", "CAF"), subject(2, "CAF"))
    assert found.level == Level.PROBABLE
    assert found.reasons == ("un nom commun : « CAF »",)


def test_the_same_letters_in_two_departments_are_to_check():
    found = compare(subject(1, "CAF"), subject(2, "CAF", places=THERE))
    assert found.level == Level.CHECK
    assert found.warnings == ("contrats de territoires différents (Deux-Sèvres ; Gard)",)


def test_a_national_body_is_the_same_everywhere():
    assert compare(subject(1, "ANRU"), subject(2, "ANRU", places=THERE)).level == Level.PROBABLE


def test_schemes_are_the_same_everywhere():
    assert compare(subject(1, "CLAS"), subject(2, "CLAS", places=THERE), local=False).level == Level.PROBABLE


def test_a_shared_official_code_is_sure_and_another_one_rules_out():
    sirets = [frozenset({code}) for code in ("77567227200020", "26790111600010")]
    same = compare(subject(1, "Une", codes=sirets[0]), subject(2, "Autre", codes=sirets[0]))
    assert same.level == Level.SURE
    assert compare(subject(1, "CAF", codes=sirets[0]), subject(2, "CAF", codes=sirets[1])) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (subject(1, "Niort", family="commune"), subject(2, "Niort", family="EPCI")),
        (subject(1, "CSC", relatives=frozenset({2})), subject(2, "CSC")),
        (subject(1, "DSH/IAA", contract=9), subject(2, "Deux-Sèvres Habitat", "DSH", contract=9)),
        (subject(1, "Mission locale"), subject(2, "Médiathèque")),
    ],
)
def test_these_are_never_proposed(first, second):
    assert compare(first, second) is None


def test_services_of_two_institutions_are_to_check():
    first = subject(1, "Service culture", parents=("Ville de Niort",))
    second = subject(2, "Service culture", parents=("Niort Agglo",), parent_aliases=("CAN",))
    assert compare(first, second).warnings == ("rattachées à « Ville de Niort » et à « Niort Agglo »",)
    assert (
        compare(first, subject(2, "Service culture", parents=("VDN",), parent_aliases=("Ville de Niort",))).warnings
        == ()
    )


def test_proposals_start_with_the_surest_and_leave_dismissed_pairs_out():
    rows = [
        subject(1, "CAF"),
        subject(2, "CAF", places=THERE),
        subject(3, "Deux-Sèvres Habitat"),
        subject(4, "Deux Sèvres Habitat"),
        subject(5, "Piscine"),
    ]
    found = propose(rows, apart=frozenset())
    assert [(one.first.pk, one.second.pk) for one in found] == [(3, 4), (1, 2)]
    assert propose(rows, apart=frozenset({(1, 2), (3, 4)})) == []
