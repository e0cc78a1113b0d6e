"""What the tests of the journey share: links out of messages, codes of a second factor."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.accounts.models import User
from faubourg.mailing.models import Message

PASSWORD = "tramway-lent-2026"


@pytest.fixture
def link():
    """`link("a@exemple.fr")` is the path of the link in the latest message to that address."""

    def _link(recipient: str) -> str:
        message = Message.objects.filter(recipient=recipient).latest("pk")
        return re.search(r"https?://[^/\s]+(/\S+)", message.text)[1]

    return _link


@pytest.fixture
def agent(db) -> User:
    """An open account with a password."""
    return operations.create_account(email="agente@exemple.fr", function="Agente", password=PASSWORD, at=timezone.now())


@pytest.fixture
def admin(db) -> User:
    """The administrator of the instance."""
    return User.objects.create_superuser("administration@exemple.fr", PASSWORD, function="Administratrice")


@pytest.fixture
def signed_in(client, agent):
    """A browser where the agent signed in by the form, so that allauth knows how."""
    client.post(reverse("home:sign-in"), {"login": agent.email, "password": PASSWORD})
    return client


@pytest.fixture
def confirmed(signed_in):
    """The same browser, where the agent has just given the password again."""
    signed_in.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return signed_in
