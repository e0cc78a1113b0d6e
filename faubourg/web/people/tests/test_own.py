import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from faubourg.accounts.models import User
from faubourg.contracts.tests.factories import MembershipFactory
from faubourg.web.people.tests.conftest import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(user, **headers) -> Client:
    client = Client(headers=headers)
    client.post(reverse("home:sign-in"), {"login": user.email, "password": PASSWORD})
    return client


def test_one_changes_one_s_name_and_sees_one_s_roles(signed_in, agent):
    role = MembershipFactory(user=agent)
    address = reverse("people:account")
    page = signed_in.get(address).content.decode()
    assert agent.email in page
    assert role.contract.title in page
    signed_in.post(address, {"function": "Cheffe de service"})
    assert User.objects.get(pk=agent.pk).function == "Cheffe de service"
    page = signed_in.post(address, {"function": ""}).content.decode()
    assert "obligatoire" in page
    assert User.objects.get(pk=agent.pk).function == "Cheffe de service"


def test_the_address_changes_by_the_link_sent_to_the_new_one(confirmed, agent, link):
    address = reverse("people:email")
    assert "C’est déjà" in confirmed.post(address, {"email": agent.email}).content.decode()
    page = confirmed.post(address, {"email": "Nouvelle@exemple.fr"}, follow=True).content.decode()
    assert "Un message part vers" in page
    path = link("nouvelle@exemple.fr")
    page = Client().get(path).content.decode()
    assert "Confirmer cette adresse" in page
    assert "nouvelle@exemple.fr" not in page
    assert User.objects.get(pk=agent.pk).email == "agente@exemple.fr"
    page = Client().post(path, follow=True).content.decode()
    assert User.objects.get(pk=agent.pk).email == "nouvelle@exemple.fr"
    assert "déjà servi" in Client().post(path).content.decode()
    assert "en entier" in Client().post(reverse("people:email-confirm", args=["x"])).content.decode()
    assert sign_in(User.objects.get(pk=agent.pk)).session["_auth_user_id"] == str(agent.pk)


def test_a_change_of_address_asks_for_the_password_again(client, agent):
    client.force_login(agent)
    answer = client.get(reverse("people:email"))
    assert reverse("account_reauthenticate") in answer.headers["Location"]
    page = client.post(answer.headers["Location"], {"password": "faux"}).content.decode()
    assert "Ce n’est pas votre mot de passe" in page
    answer = client.post(answer.headers["Location"], {"password": PASSWORD})
    assert answer.headers["Location"] == reverse("people:email")
    assert client.get(reverse("people:email")).status_code == 200


def test_sessions_are_listed_with_their_devices_and_end_one_by_one(agent):
    here, there = sign_in(agent, user_agent=FIREFOX), sign_in(agent)
    page = here.get(reverse("people:sessions")).content.decode()
    assert "Firefox sur Windows" in page
    assert "Appareil inconnu" in page
    assert page.count("cette session") == 1
    other = UserSession.objects.get(session_key=there.session.session_key)
    here.post(reverse("people:sessions"), {"session": other.pk})
    assert there.get(reverse("home:start")).status_code == 302
    assert here.get(reverse("home:start")).status_code == 200


def test_the_session_of_somebody_else_stays_open(agent, lead):
    lead.set_password(PASSWORD)
    lead.save()
    mine, theirs = sign_in(agent), sign_in(lead)
    other = UserSession.objects.get(session_key=theirs.session.session_key)
    for asked in (other.pk, "0", "x" * 50, "9" * 30, ""):
        mine.post(reverse("people:sessions"), {"session": asked})
    assert theirs.get(reverse("home:start")).status_code == 200


def test_logging_out_everywhere_ends_this_session_too(agent):
    clients = [sign_in(agent), sign_in(agent)]
    answer = clients[0].post(reverse("people:sessions"), {"session": "toutes"})
    assert answer.headers["Location"] == reverse("home:sign-in")
    for client in clients:
        assert client.get(reverse("people:account")).status_code == 302
    assert not UserSession.objects.filter(user=agent).exists()


def test_the_session_changes_its_number_when_one_signs_in(client, agent):
    client.get(reverse("people:invitation-answer"))
    session = client.session
    session["mark"] = 1
    session.save()
    before = session.session_key
    client.post(reverse("home:sign-in"), {"login": agent.email, "password": PASSWORD})
    assert client.session.session_key != before


@pytest.mark.parametrize("name", ["people:account", "people:sessions", "account_change_password", "mfa_index"])
def test_the_pages_of_the_account_mark_their_own_tab(signed_in, name):
    page = signed_in.get(reverse(name)).content.decode()
    assert f'<a href="{reverse(name)}" aria-current="page">' in page
