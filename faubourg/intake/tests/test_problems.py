"""A problem reads as a French sentence."""

import pytest

from faubourg.intake.limits import check_size, megabytes
from faubourg.intake.problems import IntakeError, Problem, grouped, typeset


def test_sentence_says_place_problem_and_remedy():
    problem = Problem("« mi-2024 » n’est pas une date", "Actions", 12, "Début", "Écrivez-la comme 31/12/2024")
    assert problem.sentence == (
        "Feuille «\u00a0Actions\u00a0», ligne 12, colonne «\u00a0Début\u00a0»\u00a0: «\u00a0mi-2024\u00a0» n’est pas "
        "une date. Écrivez-la comme 31/12/2024."
    )


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (Problem("le fichier est vide"), "Le fichier est vide."),
        (Problem("clé inconnue", row=3), "Ligne 3\u00a0: clé inconnue."),
        (Problem("que faire ?", sheet="A"), "Feuille «\u00a0A\u00a0»\u00a0: que faire\u00a0?"),
    ],
)
def test_sentence_without_all_its_parts(problem, sentence):
    assert problem.sentence == sentence


def test_error_joins_the_sentences_and_takes_one_problem_or_several():
    error = IntakeError([Problem("un"), Problem("deux", row=2)])
    assert str(error) == "Un.\nLigne 2\u00a0: deux."
    assert IntakeError(Problem("seul")).problems == [Problem("seul")]


def test_typography():
    assert typeset("« a » : b ; c ? 12 % 3 €") == ("«\u00a0a\u00a0»\u00a0: b\u00a0; c\u00a0? 12\u00a0% 3\u00a0€")
    assert grouped(1234567) == "1\u00a0234\u00a0567"
    assert megabytes(50 * 1024 * 1024) == "50\u00a0Mo"
    assert megabytes(1_600_000) == "1,5\u00a0Mo"


def test_size_is_judged_before_reading(settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    check_size(1024 * 1024, "a.xlsx")
    with pytest.raises(IntakeError, match="pèse 50\u00a0Mo, la limite est de 1\u00a0Mo"):
        check_size(50 * 1024 * 1024, "a.xlsx")
    with pytest.raises(IntakeError, match="est vide"):
        check_size(0, "a.xlsx")
