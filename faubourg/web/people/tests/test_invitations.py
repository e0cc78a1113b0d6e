from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faubourg.accounts import operations
from faubourg.accounts.models import Invitation, User
from faubourg.contracts import operations_people as people
from faubourg.contracts.choices import Role
from faubourg.contracts.models import Membership
from faubourg.web.people.tests.conftest import PASSWORD

ANSWER = "people:invitation-answer"
JOIN = {"function": "Maire adjointe", "password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def invited(contract, lead):
    def _invited(email="agente@exemple.fr"):
        return people.invite_member(
            contract=contract, email=email, role=Role.ELECTED, function="Élue", by=lead, at=timezone.now()
        ).invitation

    return _invited


def open_link(client, path):
    assert client.post(path).headers["Location"] == reverse(ANSWER)
    return client.get(reverse(ANSWER)).content.decode()


def test_the_first_page_of_the_link_is_a_button_and_tells_nothing(client, contract, invited, link):
    invitation = invited()
    path = link("agente@exemple.fr")
    for address in (path, path[:-3] + "xx/"):
        page = client.get(address).content.decode()
        assert "Ouvrir l’invitation" in page
        for data in (contract.title, invitation.email, "Élue", str(invitation.invited_by)):
            assert data not in page
    assert not client.session.keys()
    assert Invitation.objects.get().accepted_at is None


def test_a_newcomer_opens_an_account_and_lands_in_the_contract(client, contract, invited, link):
    invited()
    page = open_link(client, link("agente@exemple.fr"))
    assert contract.title in page
    assert "comme élu·e" in page
    assert 'value="Élue"' in page
    answer = client.post(reverse(ANSWER), JOIN)
    assert answer.headers["Location"] == contract.get_absolute_url()
    user = User.objects.get(email="agente@exemple.fr")
    assert user.function == "Maire adjointe"
    assert Membership.objects.get(user=user).role == Role.ELECTED
    assert client.get(contract.get_absolute_url()).status_code == 200
    client.post(reverse("home:sign-out"))
    client.post(reverse("home:sign-in"), {"login": user.email, "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"password": "motdepasse2026", "again": "motdepasse2026"}, "mot courant"),
        ({"password": "court", "again": "court"}, "au minimum 12 caractères"),
        ({"again": "autre-chose-2026"}, "sont différentes"),
        ({"function": ""}, "obligatoire"),
        ({"function": "x" * 121}, "au plus 120"),
        ({"function": "nul\0"}, "nul"),
        ({"password": "x" * 1_000_000, "again": "x" * 1_000_000}, "au plus 256"),
    ],
)
def test_what_is_wrong_is_told_field_by_field_and_opens_nothing(client, invited, link, given, sentence):
    invited()
    open_link(client, link("agente@exemple.fr"))
    page = client.post(reverse(ANSWER), JOIN | given)
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not User.objects.filter(email="agente@exemple.fr").exists()


def test_a_link_already_used_says_so(client, invited, link):
    invited()
    path = link("agente@exemple.fr")
    open_link(client, path)
    client.post(reverse(ANSWER), JOIN)
    client.post(reverse("home:sign-out"))
    assert "a déjà servi" in open_link(client, path)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "a expiré"),
        ({"revoked_at": timezone.now()}, "a été retirée"),
    ],
)
def test_an_expired_or_withdrawn_link_says_so(client, invited, link, change, sentence):
    invited()
    Invitation.objects.update(**change)
    assert sentence in open_link(client, link("agente@exemple.fr"))
    assert sentence in client.post(reverse(ANSWER), JOIN).content.decode()
    assert not User.objects.filter(email="agente@exemple.fr").exists()


def test_a_link_cut_by_a_mail_reader_says_so(client, invited, link):
    invited()
    assert "n’est pas complet" in open_link(client, link("agente@exemple.fr")[:-5] + "/")
    assert "n’est pas complet" in open_link(client, reverse("people:invitation", args=["é" * 500]))


def test_an_address_with_an_account_signs_in_then_accepts(client, contract, agent, invited, link):
    invited(agent.email)
    page = open_link(client, link(agent.email))
    assert "a déjà un compte" in page
    signing_in = {"login": agent.email, "password": PASSWORD, "next": reverse(ANSWER)}
    answer = client.post(reverse("home:sign-in"), signing_in)
    assert answer.headers["Location"] == reverse(ANSWER)
    assert "Accepter" in client.get(reverse(ANSWER)).content.decode()
    assert not Membership.objects.filter(user=agent).exists()
    assert client.post(reverse(ANSWER)).headers["Location"] == contract.get_absolute_url()
    assert Membership.objects.get(user=agent).role == Role.ELECTED


def test_somebody_else_signed_in_is_told_so(client, stranger, agent, invited, link):
    invited(agent.email)
    client.force_login(stranger)
    assert "pour une autre adresse" in open_link(client, link(agent.email))
    client.post(reverse(ANSWER))
    assert not Membership.objects.filter(user__in=[agent, stranger]).exists()
    invited("nouvelle@exemple.fr")
    assert "pour une autre adresse" in open_link(client, link("nouvelle@exemple.fr"))


def test_a_closed_account_is_told_so(client, admin, agent, invited, link):
    invited(agent.email)
    operations.close_account(user=agent, by=admin, at=timezone.now())
    assert "Le compte de cette adresse est fermé" in open_link(client, link(agent.email))


def test_without_a_link_there_is_nothing_to_answer(client, db):
    assert "n’est pas complet" in client.get(reverse(ANSWER)).content.decode()
    assert client.post(reverse(ANSWER), JOIN).status_code == 200
    assert not User.objects.exists()
