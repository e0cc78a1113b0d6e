"""What people typed and did not send."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from faubourg import jobs
from faubourg.accounts.models import Draft
from faubourg.accounts.operations import author_mark, author_of, drop_draft, forget_drafts, keep_draft
from faubourg.accounts.operations.drafts import LARGEST, SALT
from faubourg.accounts.queries import draft_of
from faubourg.contracts.tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PLACE = "/contrats/essai/fiches/fiche-1/rubriques/objectifs/"


def keep(user, typed=None, at=None, place=PLACE):
    return keep_draft(user=user, place=place, typed=typed or {"text": ["mot"]}, at=at or timezone.now())


def test_the_last_thing_typed_stands_in_the_stead_of_the_one_before():
    user = UserFactory()
    keep(user)
    keep(user, {"text": ["autre mot"], "producers": ["org-1", "org-2"]})
    assert draft_of(user, PLACE).typed == {"text": ["autre mot"], "producers": ["org-1", "org-2"]}
    drop_draft(user=user, place=PLACE)
    assert draft_of(user, PLACE) is None


def test_a_draft_is_its_author_s_only_administrators_included():
    keep(UserFactory())
    assert draft_of(UserFactory(), PLACE) is None
    assert draft_of(UserFactory(is_instance_admin=True), PLACE) is None


def test_the_null_character_does_not_lose_the_rest():
    assert keep(UserFactory(), {"text": ["av\x00ant"]}).typed == {"text": ["avant"]}


def test_a_text_longer_than_the_limit_stays_on_the_screen():
    assert keep(UserFactory(), {"text": ["x" * LARGEST]}) is None
    assert Draft.objects.count() == 0


def test_a_mark_names_its_author_and_its_form_and_cannot_be_forged():
    user = UserFactory()
    assert author_of(author_mark(user=user, place=PLACE)) == (user, PLACE)
    assert author_of("") is None
    assert author_of(signing.dumps([user.pk, PLACE], salt="autre")) is None
    user.is_active = False
    user.save()
    assert author_of(signing.dumps([user.pk, PLACE], salt=SALT)) is None


def test_drafts_that_nobody_took_up_are_forgotten_after_thirty_days():
    now, user = timezone.now(), UserFactory()
    keep(user, at=now - timedelta(days=31))
    keep(user, at=now - timedelta(days=29), place="/autre/")
    job = next(job for job in jobs.registry.registered() if job.name == "drafts")
    assert job.run(now) == "1\N{NO-BREAK SPACE}brouillon effacé"
    assert forget_drafts(now=now) == 0
    assert [draft.place for draft in Draft.objects.all()] == ["/autre/"]
