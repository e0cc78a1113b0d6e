"""The general commitments of each signatory, year after year."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.actions.tests.factories import ActionFactory
from faubourg.followup.choices import Compliance
from faubourg.followup.operations import choose_commitments, say_commitment
from faubourg.followup.operations.refusals import FollowupError
from faubourg.followup.operations.socle import mark_of_year
from faubourg.followup.queries import socle_candidates, socle_of
from faubourg.followup.tests.factories import NOW

GIVEN = {"outcome": Compliance.PARTLY, "proof": "Compte rendu de février", "interpretation": "La part progresse."}


@pytest.fixture
def socle(scene):
    actions = [ActionFactory(contract=scene.contract, key=f"g{n}", transversal=True, position=n) for n in range(4)]
    scene.caf.signatory = True
    scene.caf.save(update_fields=["signatory"])
    choose_commitments(contract=scene.contract, actions=actions, user=scene.lead, at=NOW)
    scene.commitments = list(scene.contract.core_commitments.order_by("position"))
    return scene


def say(scene, *, user=None, seen="", organisation=None, year=2025, at=NOW, **changes):
    given = GIVEN | changes
    return say_commitment(
        commitment=scene.commitments[0], organisation=organisation or scene.caf, year=year, seen=seen,
        user=user or scene.referent, at=at, **given,
    )  # fmt: skip


def test_a_signatory_answers_for_itself_and_silence_stays_silence(socle):
    assert [action.key for action in socle_candidates(socle.contract)] == ["g0", "g1", "g2", "g3"]
    say(socle)
    found = socle_of(socle.contract, 2025)
    assert (found.said, found.expected) == (1, 4)
    assert [line.organisation for line in found.lines] == [socle.caf]
    assert found.lines[0].answers[1] is None
    assert found.outcomes == [("tenu", "tenu", 0), ("partiel", "tenu en partie", 1), ("non-tenu", "non tenu", 0)]
    assert socle_of(socle.contract, 2024).said == 0


def test_proof_and_interpretation_are_asked(socle):
    with pytest.raises(ValidationError) as error:
        say(socle, proof="", interpretation=" ")
    assert set(error.value.message_dict) == {"proof", "interpretation"}
    with pytest.raises(ValidationError, match="pas commencée"):
        say(socle, year=2031)
    assert say(socle, outcome=Compliance.NOT_KEPT, proof="").outcome == Compliance.NOT_KEPT


def test_nobody_answers_for_another_nor_over_another(socle, elected):
    socle.city.signatory = True
    socle.city.save(update_fields=["signatory"])
    with pytest.raises(PermissionDenied):
        say(socle, organisation=socle.city)
    with pytest.raises(PermissionDenied):
        say(socle, user=elected)
    first = say(socle)
    with pytest.raises(FollowupError, match="Quelqu’un d’autre"):
        say(socle, user=socle.lead, at=NOW + timedelta(minutes=1), proof="Autre")
    assert say(socle, user=socle.lead, seen=mark_of_year(first), at=NOW + timedelta(minutes=1)).pk == first.pk


def test_an_answered_commitment_does_not_leave_the_socle(socle):
    say(socle)
    with pytest.raises(FollowupError, match="a déjà des réponses"):
        choose_commitments(contract=socle.contract, actions=[], user=socle.lead, at=NOW)
    with pytest.raises(PermissionDenied):
        choose_commitments(contract=socle.contract, actions=[], user=socle.referent, at=NOW)
