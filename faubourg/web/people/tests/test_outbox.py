import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.mailing.models import Message


@pytest.fixture
def message(admin) -> Message:
    operations.invite_to_instance(email="agente@exemple.fr", function="", is_admin=False, by=admin, at=timezone.now())
    return Message.objects.get()


def test_the_demo_shows_what_it_would_send_with_its_link(lead_client, message, link):
    page = lead_client.get(reverse("people:outbox")).content.decode()
    assert "agente@exemple.fr" in page
    page = lead_client.get(reverse("people:outbox-message", args=[message.pk])).content.decode()
    assert f'{link("agente@exemple.fr")}" rel="nofollow"' in page
    assert "Répondre à l’invitation" in page


def test_without_demo_nobody_reads_the_messages_of_others(client, admin, message, settings):
    settings.DEMO = False
    client.force_login(admin)
    assert client.get(reverse("people:outbox")).status_code == 404
    assert client.get(reverse("people:outbox-message", args=[message.pk])).status_code == 404


def test_an_empty_outbox_says_how_to_fill_it(lead_client):
    assert "Aucun message" in lead_client.get(reverse("people:outbox")).content.decode()
