"""The review of an action: draft, sent, corrected, validated, and what it writes."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from faubourg.actions.choices import RoleKind
from faubourg.actions.models import ActionStatus
from faubourg.actions.tests.factories import ActionFactory, ActionRoleFactory
from faubourg.contracts.models import StatusState
from faubourg.followup.choices import ReviewState
from faubourg.followup.models import Review
from faubourg.followup.operations import (
    Said,
    close_campaign,
    correct_review,
    validate_review,
    write_review,
)
from faubourg.followup.operations.refusals import FollowupError
from faubourg.followup.operations.reviewing import mark_of
from faubourg.followup.tests.factories import NOW
from faubourg.journal.models import Entry

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def scale(contract):
    done = StatusState.objects.create(contract=contract, key="fait", label="Fait", counts_as_implemented=True)
    part = StatusState.objects.create(contract=contract, key="part", label="En partie", counts_as_implemented=False)
    return done, part


@pytest.fixture
def action(opened, scale):
    found = ActionFactory(contract=opened.contract, code="12", title="Café des parents", nodes=[opened.node])
    ActionRoleFactory(action=found, organisation=opened.caf, role=RoleKind.PILOT)
    return found


def write(scene, action, said, *, submit=True, seen="", user=None, at=NOW):
    return write_review(
        campaign=scene.campaign, action=action, said=said, submit=submit, seen=seen, user=user or scene.referent, at=at
    )


def full(state, **words) -> Said:
    return Said(
        **{"status": state, "achievements": "12 séances", "outlook": "Continuer", "stated_on": "2026-01"} | words
    )


def test_a_validated_review_writes_the_status_of_the_action(opened, action, scale):
    review = write(opened, action, full(scale[0]))
    assert (review.state, review.objective_lineage, review.code) == (ReviewState.SUBMITTED, opened.node.lineage, "12")
    assert not ActionStatus.objects.filter(lineage=action.lineage).exists()
    validate_review(review=review, user=opened.lead, at=LATER)
    said = ActionStatus.objects.filter(lineage=action.lineage).counting().last()
    assert (said.state, said.stated_on, said.comment) == (scale[0], "2026-01", "12 séances")
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert [verb for verb in verbs if "bilan" in verb] == ["bilan transmis", "bilan validé"]


def test_a_correction_comes_back_with_its_reason_then_goes_again(opened, action, scale):
    review = write(opened, action, full(scale[0]))
    with pytest.raises(FollowupError, match="corriger"):
        correct_review(review=review, reason=" ", user=opened.lead, at=LATER)
    review = correct_review(review=review, reason="Le nombre de familles manque.", user=opened.lead, at=LATER)
    assert (review.state, review.correction) == (ReviewState.TO_CORRECT, "Le nombre de familles manque.")
    with pytest.raises(FollowupError):
        validate_review(review=review, user=opened.lead, at=LATER)
    again = write(
        opened, action, full(scale[0], achievements="12 séances, 30 familles"), seen=mark_of(review), at=LATER
    )
    assert again.state == ReviewState.SUBMITTED


def test_what_is_sent_is_complete_and_a_draft_need_not_be(opened, action, scale):
    draft = write(opened, action, Said(achievements="Début"), submit=False)
    assert draft.state == ReviewState.DRAFT
    with pytest.raises(ValidationError) as error:
        write(opened, action, Said(status=scale[1], achievements="Un peu"), seen=mark_of(draft))
    assert set(error.value.message_dict) == {"stated_on", "shortfall"}
    with pytest.raises(ValidationError, match="venir"):
        write(opened, action, full(scale[0], stated_on="2030-01-01"), seen=mark_of(draft))


def test_two_people_do_not_write_over_one_another(opened, action, scale):
    first = write(opened, action, full(scale[0]), submit=False)
    with pytest.raises(FollowupError, match="Quelqu’un d’autre"):
        write(opened, action, full(scale[0], achievements="Autre chose"), submit=False, user=opened.lead, at=LATER)
    assert Review.objects.get().achievements == first.achievements


def test_others_neither_write_nor_validate_and_a_closed_campaign_is_read_only(opened, action, elected, scale):
    with pytest.raises(PermissionDenied):
        write(opened, action, full(scale[0]), user=elected)
    review = write(opened, action, full(scale[0]))
    with pytest.raises(PermissionDenied):
        validate_review(review=review, user=opened.referent, at=LATER)
    close_campaign(campaign=opened.campaign, by=opened.lead, at=LATER)
    with pytest.raises(FollowupError, match="pas ouverte"):
        write(opened, action, full(scale[0]), seen=mark_of(review), at=LATER)
