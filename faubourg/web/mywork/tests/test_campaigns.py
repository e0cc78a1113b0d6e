"""What campaigns ask of a person: on « Mon travail », and in the one letter of the week."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from faubourg.followup.authors import Author
from faubourg.followup.operations import Answer, answer_line, ask_correction, open_campaign, submit_request
from faubourg.followup.tests.factories import Scene
from faubourg.indicators.operations import Typed
from faubourg.mailing.models import Message
from faubourg.web.mywork.digest import write_digests

MONDAY = datetime(2026, 11, 16, 0, 5, tzinfo=UTC)


@pytest.fixture
def opened(contract, lead):
    get_user_model().objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    scene = Scene(contract, lead)
    scene.campaign.deadline = None
    scene.campaign.save()
    scene.campaign = open_campaign(campaign=scene.campaign, by=lead, at=timezone.now())
    scene.request = scene.campaign.requests.get(organisation=scene.caf)
    get_user_model().objects.update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    return scene


def test_the_referent_sees_what_is_asked_and_the_lead_what_is_to_read(client, opened):
    client.force_login(opened.referent)
    page = client.get(reverse("mywork:contract", args=[opened.contract.key])).content.decode()
    assert "Campagnes : ce que l’on vous demande" in page.replace("\u00a0", " ")
    assert opened.request.get_absolute_url() in page
    line, author = opened.request.lines.get(lineage=opened.families.lineage), Author(user=opened.referent)
    cells = (Typed(opened.families.pk, (0, "t"), "12", ""),)
    answer_line(line=line, answer=Answer(0, cells=cells), author=author, at=timezone.now())
    submit_request(request=opened.request, author=author, at=timezone.now())
    client.force_login(opened.lead)
    page = client.get(reverse("mywork:contract", args=[opened.contract.key])).content.decode()
    assert "Réponses de campagne à relire" in page
    ask_correction(campaign=opened.campaign, lines=[line.pk], reason="?", by=opened.lead, at=timezone.now())
    client.force_login(opened.referent)
    page = client.get(reverse("mywork:contract", args=[opened.contract.key])).content.decode()
    assert "2 lignes, dont 1 à corriger" in page.replace("\u00a0", " ")


def test_one_letter_tells_what_is_owed(opened):
    write_digests(now=MONDAY)
    letter = Message.objects.get(recipient=opened.referent.email, job="digest")
    assert letter.subject.replace("\u00a0", " ").endswith("2 lignes de campagne à rendre")
    for body in (letter.text, letter.html):
        assert opened.request.get_absolute_url() in body
    assert "Suivi 2025 : CAF" in letter.text.replace("\u00a0", " ")
    write_digests(now=MONDAY)
    assert Message.objects.filter(recipient=opened.referent.email, job="digest").count() == 1
