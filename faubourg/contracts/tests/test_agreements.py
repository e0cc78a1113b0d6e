"""Where a written commitment stands: the words of documents, and the stage that is followed."""

import pytest

from faubourg.contracts.agreement_stages import AGREEMENT_TRANSITIONS, AgreementStage, stage_of
from faubourg.contracts.models import Agreement


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("à conclure", "a-conclure"),
        ("Reste à signer", "a-conclure"),
        ("en cours de signature", "a-conclure"),
        ("signée en 2023", "signe"),
        ("Conclue", "signe"),
        ("reconduite", "renouvele"),
        ("Échue", "termine"),
        ("terminée", "termine"),
        ("en cours", ""),
        ("suspendue", ""),
        ("", ""),
    ],
)
def test_the_words_of_a_document_stand_for_a_stage_or_for_none(words, stage):
    assert stage_of(words) == stage


def test_the_stage_that_is_followed_wins_and_unknown_words_stay_printed():
    assert Agreement(state="à conclure", stage="signe").stage_label == "signé"
    assert Agreement(state="signée en 2023").stage_label == "signé"
    assert Agreement(state="suspendue").stage_label == "suspendue"
    assert Agreement().stage_label == ""


def test_every_stage_has_its_line_in_the_table():
    assert set(AGREEMENT_TRANSITIONS) == set(AgreementStage.values)
    assert {after for found in AGREEMENT_TRANSITIONS.values() for after in found} <= set(AgreementStage.values)
