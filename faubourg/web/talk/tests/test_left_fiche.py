"""A fiche that has left the plan: what was said of it is still read and settled, its files are still given back."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from faubourg.actions.models import Action
from faubourg.actions.operations import attach_file, comment_action
from faubourg.actions.tests.factories import ActionFactory
from faubourg.contracts.choices import VersionState
from faubourg.contracts.models import Version
from faubourg.threads.models import Comment
from faubourg.threads.tests import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(contract, action, lead, partner, own_files):
    """The lead asks the partner something of a fiche, and joins a file."""
    facts = {"contract": contract, "action": action, "user": lead, "at": timezone.now()}
    attach_file(upload=ContentFile(files.PDF, name="bilan.pdf"), **facts)
    return comment_action(text="Votre date ?", mentions=[partner.pk], **facts)


@pytest.fixture
def left(contract, action, asked):
    """The version in force has the fiche no more; an adopted one keeps it."""
    old = contract.current_version
    Version.objects.filter(pk=old.pk).update(state=VersionState.ADOPTED)
    contract.current_version = Version.objects.create(contract=contract, number=2, based_on=old)
    contract.save()
    return asked


def test_its_permalink_says_that_it_left_the_plan(contract, left, as_, partner):
    client = as_(partner)
    page = client.get(reverse("talk:comment", args=["essai", left.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "n’est plus dans le plan" in text and "Votre date" in text and "bilan.pdf" in text
    assert "Répondre" not in text
    shown = page.context["line"]
    assert not (shown.may_edit or shown.may_remove or shown.may_reply or shown.may_settle)


def test_its_files_are_given_back_and_stay(contract, left, as_, lead):
    page = as_(lead).get(reverse("talk:comment", args=["essai", left.pk]))
    file = page.context["attachments"][0]
    assert as_(lead).get(reverse("talk:download", args=["essai", file.pk])).status_code == 200
    assert as_(lead).post(reverse("talk:detach", args=["essai", file.pk])).status_code == 404


def test_the_mention_leads_there_until_it_is_settled(contract, left, as_, lead, partner):
    address = reverse("talk:comment", args=["essai", left.pk])
    text = as_(partner).get(reverse("mywork:page")).content.decode()
    assert address in text and "n’est plus dans le plan" in text
    assert address in as_(partner).get(reverse("talk:contract", args=["essai"])).content.decode()
    assert "Marquer comme réglé" in as_(lead).get(address).content.decode()
    answer = as_(lead).post(reverse("talk:settle", args=["essai", left.pk]), follow=True)
    assert answer.status_code == 200 and Comment.objects.get().resolved_at
    assert address not in as_(partner).get(reverse("mywork:page")).content.decode()


def test_what_only_a_draft_has_is_no_page_for_who_reads_the_plan(contract, lead, partner, as_, own_files):
    Version.objects.update(state=VersionState.ADOPTED)
    draft = Version.objects.create(contract=contract, number=2, based_on=contract.current_version)
    action = ActionFactory(contract=contract, key="f9", title="À venir")
    Action.objects.filter(pk=action.pk).update(version=draft)
    at = timezone.now()
    said = comment_action(contract=contract, action=action, text="Secret", user=lead, at=at)
    said.mentions.add(partner)
    assert as_(partner).get(reverse("talk:comment", args=["essai", said.pk])).status_code == 404
    text = as_(partner).get(reverse("mywork:page")).content.decode()
    assert reverse("talk:comment", args=["essai", said.pk]) not in text
    assert "À venir" not in text
