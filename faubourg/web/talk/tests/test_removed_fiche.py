"""A fiche that is removed takes its comments and files along; one that stays in another version keeps them."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.operations import attach_file, comment_action
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Lineage, Version
from faubourg.exchange.flat import FLAT_BY_NAME
from faubourg.exchange.rows_editing import remove_record
from faubourg.threads.models import Attachment, Comment
from faubourg.threads.tests import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken_of(contract, action, lead):
    """The fiche has a comment and a file."""
    facts = {"contract": contract, "action": action, "user": lead, "at": timezone.now()}
    comment_action(text="À revoir", **facts)
    attach_file(upload=ContentFile(files.PDF, name="bilan.pdf"), **facts)
    return action


def remove(contract, action, lead):
    section = FLAT_BY_NAME["actions"]
    remove_record(contract=contract, section=section, row=action, user=lead, at=timezone.now())


def copy_in_another_version(contract, action):
    old = Version.objects.create(contract=contract, number=2, state=VersionState.ADOPTED)
    type(action)(version=old, lineage=action.lineage, key="f1", title="Ouvrir un lieu", kind="fiche").save()


def test_nothing_is_left_behind(contract, spoken_of, lead, own_files, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        remove(contract, spoken_of, lead)
    assert not Comment.objects.exists() and not Attachment.objects.exists()
    assert not Lineage.objects.filter(pk=spoken_of.lineage_id).exists()
    assert not [path for path in own_files.rglob("*") if path.is_file()]


def test_the_page_that_removes_it_says_what_goes_with_it(contract, spoken_of, lead_client):
    page = reverse("records:remove", args=[contract.key, "actions", spoken_of.pk])
    text = lead_client.get(page).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "1 commentaire et 1 pièce jointe disparaissent avec elle" in text
    copy_in_another_version(contract, spoken_of)
    assert "avec elle" not in lead_client.get(page).content.decode()


def test_what_another_version_still_shows_is_kept(contract, spoken_of, lead):
    copy_in_another_version(contract, spoken_of)
    remove(contract, spoken_of, lead)
    assert Comment.objects.count() == 1 and Attachment.objects.count() == 1
