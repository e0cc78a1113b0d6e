from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.core.testing import assert_accessible, assert_fits
from faubourg.jobs.models import JobLock
from faubourg.jobs.registry import registered
from faubourg.mailing.choices import State
from faubourg.mailing.models import Message

ABANDONED = "abandonnee@exemple.fr"


@pytest.fixture
def admin_client(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def abandoned(db):
    now = timezone.now()
    facts = {
        "job": "lettre",
        "subject": "Objet",
        "text": "Texte secret",
        "html": "Texte secret",
        "created_at": now,
        "due_at": now,
    }
    Message.objects.create(recipient="envoyee@exemple.fr", period="1", state=State.SENT, sent_at=now, **facts)
    return Message.objects.create(
        recipient=ABANDONED, period="2", state=State.ABANDONED, attempts=5, error="Boîte pleine", **facts
    )


def test_late_jobs_and_messages_without_their_texts(admin_client, abandoned):
    now = timezone.now()
    first, *others = registered()
    JobLock.objects.create(name=first.name, last_run=now, last_success=now)
    for job in others:
        JobLock.objects.create(name=job.name, last_run=now - timedelta(days=60))
    page = admin_client.get(reverse("people:instance")).content.decode().replace("\u00a0", " ")
    assert page.count("en retard</span>") == len(others)
    assert "Boîte pleine" in page
    assert "Texte secret" not in page
    narrowed = admin_client.get(reverse("people:instance"), {"etat": State.SENT}).content.decode()
    assert ABANDONED not in narrowed


def test_an_abandoned_message_starts_again_and_a_sent_one_does_not(admin_client, abandoned):
    admin_client.post(reverse("people:message-retry", args=[abandoned.pk]))
    abandoned.refresh_from_db()
    assert (abandoned.state, abandoned.attempts, abandoned.error) == (State.TO_SEND, 0, "")
    sent = Message.objects.get(state=State.SENT)
    answer = admin_client.post(reverse("people:message-retry", args=[sent.pk]), follow=True).content.decode()
    assert "envoyé" in answer
    sent.refresh_from_db()
    assert sent.state == State.SENT


def test_the_page_does_not_exist_for_the_others(lead_client, abandoned):
    assert lead_client.get(reverse("people:instance")).status_code == 404
    assert lead_client.post(reverse("people:message-retry", args=[abandoned.pk])).status_code == 404


@pytest.mark.browser
def test_the_page_in_a_browser(open_as, admin, abandoned):
    page = open_as(admin, reverse("people:instance"))
    assert_accessible(page)
    assert_fits(page)
